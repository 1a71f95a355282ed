package memory

import "sync"

// Volatile is a [Memory] that lasts as long as the process: `--no-cache`. The zero
// value is ready.
type Volatile struct {
	mu      sync.Mutex
	records map[Key]Record
}

var _ Memory = (*Volatile)(nil)

// Get implements [Memory].
func (v *Volatile) Get(key Key) (Record, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	r, ok := v.records[key]
	return r, ok
}

// Put implements [Memory].
func (v *Volatile) Put(r Record) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.records == nil {
		v.records = map[Key]Record{}
	}
	v.records[r.Key] = r
	return nil
}
