package memory

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
	"github.com/sumtool/sumtool/internal/files"
)

// fileName holds the records of a memory's folder, one JSON object a line, in the
// order in which they came: the last one of a key counts.
const fileName = "memory.jsonl"

// lockName is locked by whoever changes the file.
const lockName = "memory.lock"

// maxLine bounds a record, in bytes.
const maxLine = 16 << 20

var errNoLines = errors.New(fileName + " is no memory: a line goes on for more than 256 MB; take the file away")

// Store is a [Memory] in a folder. Several processes may use the folder at once;
// each sees what the others store.
//
// A record is one line, appended in one write under the lock. A process that is
// killed in the middle of a write leaves a torn last line: the next writer ends it
// first, and readers pass over it. In the memory of the process there is only
// where each key's line stands.
type Store struct {
	dir  string
	lock *lockedfile.Mutex

	mu       sync.Mutex
	file     *os.File
	read     int64 // bytes of the file that the index covers: whole lines
	index    map[Key]place
	replaced int // lines that a newer one of the same key has replaced
	damaged  int // lines that are no records
	unsynced int
	syncing  sync.Mutex // held while the file is forced to the disk
}

// place is where a line stands.
type place struct {
	at   int64
	size int32
}

// syncEvery so many records the file is forced to the disk, and at [Store.Close]:
// a killed process loses nothing, a power cut little more than these.
const syncEvery = 64

var _ Memory = (*Store)(nil)

// Open opens the memory in a folder, which it makes if need be.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("translation memory %s: %w", dir, files.Cause(err))
	}
	s := &Store{dir: dir, lock: lockedfile.MutexAt(filepath.Join(dir, lockName))}
	if err := files.CheckOwn(filepath.Join(dir, lockName)); err != nil {
		return nil, fmt.Errorf("translation memory %s: %w", dir, err)
	}
	if !Exists(dir) {
		if err := s.ignore(); err != nil {
			return nil, fmt.Errorf("translation memory %s: %w", dir, files.Cause(err))
		}
	}
	if err := s.open(); err != nil {
		return nil, fmt.Errorf("translation memory %s: %w", dir, files.Cause(err))
	}
	return s, nil
}

// None stands for the memory of a folder that has none: nothing is in it, to count,
// export or prune. Nothing can be stored in it.
func None(dir string) *Store { return &Store{dir: dir} }

// ignore keeps a new folder out of git: it is big and made again from the endpoint.
func (s *Store) ignore() error {
	f, err := os.OpenFile(filepath.Join(s.dir, ".gitignore"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString("*\n")
	if err = errors.Join(err, f.Close()); err != nil {
		err = errors.Join(err, os.Remove(f.Name())) // else it would be taken for whole
	}
	return err
}

func (s *Store) path() string { return filepath.Join(s.dir, fileName) }

// open opens the file and reads all of it into a new index.
func (s *Store) open() error {
	f, err := files.OpenOwn(s.path(), os.O_RDWR|os.O_APPEND|os.O_CREATE)
	if err != nil {
		return err
	}
	if s.file != nil {
		s.file.Close()
	}
	s.file, s.read, s.index, s.replaced, s.damaged = f, 0, map[Key]place{}, 0, 0
	return s.catchUp()
}

// catchUp indexes the whole lines that have been appended since.
func (s *Store) catchUp() error {
	info, err := s.file.Stat()
	if err != nil || info.Size() <= s.read {
		return err
	}
	r := bufio.NewReaderSize(io.NewSectionReader(s.file, s.read, info.Size()-s.read), 1<<16)
	for {
		line, n, err := readLine(r)
		if err == io.EOF {
			return nil // what is left has no end yet: it may be in the middle of being written
		}
		if err != nil {
			return err
		}
		if key, ok := keyOf(line); ok {
			if _, old := s.index[key]; old {
				s.replaced++
			}
			s.index[key] = place{s.read, int32(len(line))}
		} else if len(bytes.TrimSpace(line)) > 0 {
			s.damaged++
		}
		s.read += n
	}
}

// readLine returns the next line with its end, and its length; io.EOF when there
// is no whole one. Of a line longer than maxLine it returns the beginning only; one
// that goes on for 256 MB is an error.
func readLine(r *bufio.Reader) (line []byte, n int64, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if n += int64(len(part)); n > 1<<28 {
			return nil, n, errNoLines
		}
		if len(line) < maxLine {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, n, err
		}
	}
}

// keyOf reads a line's key; false if the line is no record.
func keyOf(line []byte) (Key, bool) {
	var r struct {
		Key  *Key    `json:"key"`
		Task *string `json:"task"`
	}
	if json.Unmarshal(line, &r) != nil || r.Key == nil || r.Task == nil {
		return Key{}, false
	}
	return *r.Key, true
}

// Get implements [Memory]. A record that cannot be read is not there.
func (s *Store) Get(key Key) (Record, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.index[key]
	if !ok {
		// Another process may have stored it since.
		if s.follow() != nil || s.catchUp() != nil {
			return Record{}, false
		}
		if p, ok = s.index[key]; !ok {
			return Record{}, false
		}
	}
	r, err := s.at(p)
	return r, err == nil && r.Key == key
}

func (s *Store) at(p place) (r Record, err error) {
	line := make([]byte, p.size)
	if _, err := s.file.ReadAt(line, p.at); err != nil {
		return r, err
	}
	err = json.Unmarshal(line, &r)
	return r, err
}

// Put implements [Memory]. The record's time is set if it has none.
func (s *Store) Put(r Record) error { return s.PutAll([]Record{r}) }

// PutAll stores several records in one write.
func (s *Store) PutAll(records []Record) error {
	var lines bytes.Buffer
	e := json.NewEncoder(&lines)
	e.SetEscapeHTML(false)
	for _, r := range records {
		if r.Time.IsZero() {
			r.Time = time.Now().UTC().Truncate(time.Second)
		}
		if err := e.Encode(r); err != nil {
			return fmt.Errorf("translation memory %s: %w", s.dir, err)
		}
	}
	s.mu.Lock()
	if err := s.append(lines.Bytes()); err != nil {
		s.mu.Unlock()
		return fmt.Errorf("translation memory %s: %w", s.dir, files.Cause(err))
	}
	s.unsynced += len(records)
	file := s.file
	due := s.unsynced >= syncEvery && s.syncing.TryLock()
	if due {
		s.unsynced = 0
	}
	s.mu.Unlock()
	if !due {
		return nil
	}
	// A disk may take long; nobody else waits for it.
	defer s.syncing.Unlock()
	if err := file.Sync(); err != nil && !errors.Is(err, os.ErrClosed) { // closed: another file is in its place
		return fmt.Errorf("translation memory %s: %w", s.dir, files.Cause(err))
	}
	return nil
}

// append writes whole lines at the end of the file, under the lock.
func (s *Store) append(lines []byte) error {
	unlock, err := s.lock.Lock()
	if err != nil {
		return err
	}
	defer unlock()
	if err := s.follow(); err != nil {
		return err
	}
	info, err := s.file.Stat()
	if err != nil {
		return err
	}
	if size := info.Size(); size > 0 {
		last := make([]byte, 1)
		if _, err := s.file.ReadAt(last, size-1); err != nil {
			return err
		}
		if last[0] != '\n' { // a torn line: end it, so that only it is lost
			lines = append([]byte("\n"), lines...)
		}
	}
	if _, err := s.file.Write(lines); err != nil {
		// A full disk: take back the part that was written.
		return errors.Join(err, s.file.Truncate(info.Size()))
	}
	return s.catchUp()
}

// follow reopens the file when another process has put a new one in its place.
func (s *Store) follow() error {
	now, err := os.Stat(s.path())
	if err == nil {
		var have fs.FileInfo
		if have, err = s.file.Stat(); err == nil && os.SameFile(now, have) {
			return nil
		}
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return s.open()
}

// Close forces all records to the disk.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return nil
	}
	return errors.Join(s.file.Sync(), s.file.Close())
}
