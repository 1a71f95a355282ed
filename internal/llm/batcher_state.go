package llm

import (
	"bufio"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/rogpeppe/go-internal/lockedfile"
	"github.com/sumtool/sumtool/internal/files"
)

// batchState is the file of batches that are under way. A line is written before a
// batch is handed in, with the keys of its requests, and another after, with its id;
// the last line of a fingerprint counts. A torn last line is passed over.
type batchState struct {
	path    string
	baseURL string

	mu   sync.Mutex
	list []*handedIn
	own  map[string]bool // fingerprints that this process has used
}

// handedIn is a batch that was, or was about to be, handed in.
type handedIn struct {
	Fingerprint string   `json:"fingerprint"`
	Endpoint    string   `json:"endpoint"`
	Keys        []string `json:"keys,omitempty"`
	ID          string   `json:"id,omitempty"`
	Gone        bool     `json:"gone,omitempty"`

	open map[string]bool // keys whose result nobody has had from it
}

func openBatchState(path, baseURL string) (*batchState, error) {
	s := &batchState{path: path, baseURL: baseURL, own: map[string]bool{}}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("keep batches: %w", err)
	}
	for _, own := range []string{path, path + ".lock"} {
		if err := files.CheckOwn(own); err != nil {
			return nil, fmt.Errorf("keep batches: %w", err)
		}
	}
	all, err := readHandedIn(path)
	if err != nil {
		return nil, fmt.Errorf("keep batches: %w", err)
	}
	for _, h := range all {
		if h.Endpoint == baseURL {
			s.list = append(s.list, h)
		}
	}
	return s, nil
}

// readHandedIn reads the batches of a file, oldest first.
func readHandedIn(path string) ([]*handedIn, error) {
	f, err := files.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var list []*handedIn
	at := map[string]int{}
	r := bufio.NewReader(f)
	for {
		line, err := r.ReadBytes('\n')
		var h handedIn
		if json.Unmarshal(line, &h) == nil && h.Fingerprint != "" {
			i, known := at[h.Fingerprint]
			switch {
			case known && h.Gone:
				list[i].open = nil
				list[i].Gone = true
			case known:
				list[i].ID = h.ID
			case !h.Gone:
				h.open = make(map[string]bool, len(h.Keys))
				for _, k := range h.Keys {
					h.open[k] = true
				}
				at[h.Fingerprint] = len(list)
				list = append(list, &h)
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	live := list[:0]
	for _, h := range list {
		if !h.Gone {
			live = append(live, h)
		}
	}
	return live, nil
}

// write appends a line. It is on the disk before the batch is handed in.
func (s *batchState) write(h handedIn) error {
	line, err := json.Marshal(h)
	if err != nil {
		return err
	}
	unlock, err := lockedfile.MutexAt(s.path + ".lock").Lock()
	if err != nil {
		return fmt.Errorf("keep batches: %w", err)
	}
	defer unlock()
	f, err := files.OpenOwn(s.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY)
	if err != nil {
		return fmt.Errorf("keep batches: %w", err)
	}
	// The leading line end closes a line that was torn.
	_, err = f.Write(append(append([]byte("\n"), line...), '\n'))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("keep batches: %w", err)
	}
	return nil
}

// intend notes that a batch of these requests is about to be handed in.
func (s *batchState) intend(keys []string) (*handedIn, error) {
	h := &handedIn{Fingerprint: rand.Text(), Endpoint: s.baseURL, Keys: keys}
	if err := s.write(*h); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.own[h.Fingerprint] = true
	return h, nil
}

// submitted notes a batch's id.
func (s *batchState) submitted(h *handedIn, id string) error {
	s.mu.Lock()
	h.ID = id
	s.own[h.Fingerprint] = true
	s.mu.Unlock()
	return s.write(handedIn{Fingerprint: h.Fingerprint, Endpoint: s.baseURL, ID: id})
}

// holding finds the newest batch of an earlier run that a request is in.
func (s *batchState) holding(key string) *handedIn {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := len(s.list) - 1; i >= 0; i-- {
		if s.list[i].open[key] {
			return s.list[i]
		}
	}
	return nil
}

// answered takes a request out of the earlier runs' batches: asked again, it needs a
// new one.
func (s *batchState) answered(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, h := range s.list {
		if h.open[key] {
			delete(h.open, key)
			s.own[h.Fingerprint] = true // forgotten with ours
		}
	}
}

// drop forgets a batch that the endpoint does not know.
func (s *batchState) drop(h *handedIn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.open = nil
	s.own[h.Fingerprint] = true
}

// dropID forgets a batch that failed as a whole.
func (s *batchState) dropID(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, h := range s.list {
		if h.ID == id {
			h.open = nil
		}
	}
}

// forget notes that nothing more is wanted of this process's batches, and removes the
// file when no other batch is in it.
func (s *batchState) forget() error {
	s.mu.Lock()
	var own []string
	for f := range s.own {
		own = append(own, f)
	}
	s.mu.Unlock()
	for _, f := range own {
		if err := s.write(handedIn{Fingerprint: f, Endpoint: s.baseURL, Gone: true}); err != nil {
			return err
		}
	}
	unlock, err := lockedfile.MutexAt(s.path + ".lock").Lock()
	if err != nil {
		return fmt.Errorf("keep batches: %w", err)
	}
	defer unlock()
	if left, err := readHandedIn(s.path); err != nil || len(left) > 0 {
		return err
	}
	if err := os.Remove(s.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("keep batches: %w", err)
	}
	return nil
}
