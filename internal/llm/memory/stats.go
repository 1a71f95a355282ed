package memory

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"time"

	"github.com/sumtool/sumtool/internal/files"
)

// Stats describe a memory.
type Stats struct {
	Dir        string    `json:"dir"`
	Bytes      int64     `json:"bytes"`
	Records    int       `json:"records"`  // good answers
	Failures   int       `json:"failures"` // remembered failures
	Replaced   int       `json:"replaced"` // lines with a newer one of the same key
	Damaged    int       `json:"damaged"`  // lines that are no records
	Prompt     int       `json:"prompt_tokens"`
	Completion int       `json:"completion_tokens"`
	Oldest     time.Time `json:"oldest,omitzero"`
	Newest     time.Time `json:"newest,omitzero"`
	Groups     []Group   `json:"groups"`
}

// Group counts the good answers of one task, pair of languages and model.
type Group struct {
	Task       string `json:"task"`
	From       string `json:"from"`
	To         string `json:"to"`
	Model      string `json:"model"`
	Records    int    `json:"records"`
	Prompt     int    `json:"prompt_tokens"`
	Completion int    `json:"completion_tokens"`
}

// Stats counts what the memory holds.
func (s *Store) Stats() (Stats, error) {
	st := Stats{Dir: s.dir, Groups: []Group{}}
	groups := map[Group]*Group{}
	err := s.Each(func(r Record) error {
		if st.Oldest.IsZero() || r.Time.Before(st.Oldest) {
			st.Oldest = r.Time
		}
		if r.Time.After(st.Newest) {
			st.Newest = r.Time
		}
		st.Prompt += r.Prompt
		st.Completion += r.Completion
		if r.Failed != "" {
			st.Failures++
			return nil
		}
		st.Records++
		id := Group{Task: r.Task, From: r.From, To: r.To, Model: r.Model}
		g := groups[id]
		if g == nil {
			g = &id
			groups[Group{Task: r.Task, From: r.From, To: r.To, Model: r.Model}] = g
		}
		g.Records++
		g.Prompt += r.Prompt
		g.Completion += r.Completion
		return nil
	})
	if err != nil {
		return st, err
	}
	for _, g := range groups {
		st.Groups = append(st.Groups, *g)
	}
	sort.Slice(st.Groups, func(i, j int) bool {
		a, b := st.Groups[i], st.Groups[j]
		return fmt.Sprint(a.Task, a.From, a.To, a.Model) < fmt.Sprint(b.Task, b.From, b.To, b.Model)
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	st.Bytes, st.Replaced, st.Damaged = s.read, s.replaced, s.damaged
	return st, nil
}

// Each calls visit with the newest record of every key, in the order in which
// they were stored, until it returns an error.
func (s *Store) Each(visit func(Record) error) error {
	s.mu.Lock()
	if s.file == nil {
		s.mu.Unlock()
		return nil
	}
	if err := s.follow(); err != nil {
		s.mu.Unlock()
		return fmt.Errorf("translation memory %s: %w", s.dir, files.Cause(err))
	}
	if err := s.catchUp(); err != nil {
		s.mu.Unlock()
		return fmt.Errorf("translation memory %s: %w", s.dir, files.Cause(err))
	}
	places := make([]place, 0, len(s.index))
	for _, p := range s.index {
		places = append(places, p)
	}
	// The file stays readable under this handle, whoever replaces it meanwhile.
	file, err := files.Open(s.path())
	s.mu.Unlock()
	if err != nil {
		return fmt.Errorf("translation memory %s: %w", s.dir, files.Cause(err))
	}
	defer file.Close()
	sort.Slice(places, func(i, j int) bool { return places[i].at < places[j].at })
	for _, p := range places {
		var r Record
		line := make([]byte, p.size)
		if _, err := file.ReadAt(line, p.at); err != nil {
			return fmt.Errorf("translation memory %s: %w", s.dir, files.Cause(err))
		}
		if json.Unmarshal(line, &r) != nil {
			continue
		}
		if err := visit(r); err != nil {
			return err
		}
	}
	return nil
}

// Prune rewrites the memory without replaced and damaged lines and without the
// records that drop wants gone, and returns how many records went. Processes that
// have the memory open go on with the new file. With dry set it only counts.
func (s *Store) Prune(drop func(Record) bool, dry bool) (dropped int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return 0, nil
	}
	unlock, err := s.lock.Lock()
	if err != nil {
		return 0, fmt.Errorf("translation memory %s: %w", s.dir, files.Cause(err))
	}
	defer unlock()
	dropped, err = s.rewrite(drop, dry)
	if err != nil {
		err = fmt.Errorf("translation memory %s: %w", s.dir, files.Cause(err))
	}
	return dropped, err
}

func (s *Store) rewrite(drop func(Record) bool, dry bool) (dropped int, err error) {
	if err := s.follow(); err != nil {
		return 0, err
	}
	if err := s.catchUp(); err != nil {
		return 0, err
	}
	keys := make([]Key, 0, len(s.index))
	for k := range s.index {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return s.index[keys[i]].at < s.index[keys[j]].at })
	var out io.Writer = io.Discard
	var tmp *os.File
	if !dry {
		if tmp, err = os.CreateTemp(s.dir, "."+fileName+".tmp-*"); err != nil {
			return 0, err
		}
		defer func() {
			if err != nil {
				tmp.Close()
				os.Remove(tmp.Name())
			}
		}()
		out = tmp
	}
	w := bufio.NewWriter(out)
	for _, k := range keys {
		line := make([]byte, s.index[k].size)
		if _, err := s.file.ReadAt(line, s.index[k].at); err != nil {
			return 0, err
		}
		var r Record
		if json.Unmarshal(line, &r) != nil {
			continue
		}
		if drop(r) {
			dropped++
			continue
		}
		if _, err := w.Write(line); err != nil {
			return 0, err
		}
	}
	if err := w.Flush(); err != nil || dry {
		return dropped, err
	}
	info, err := s.file.Stat()
	if err != nil {
		return 0, err
	}
	if err := tmp.Chmod(info.Mode().Perm()); err != nil {
		return 0, err
	}
	if err := tmp.Sync(); err != nil {
		return 0, err
	}
	if err := tmp.Close(); err != nil {
		return 0, err
	}
	s.file.Close() // Windows replaces no file that is open
	renamed := os.Rename(tmp.Name(), s.path())
	if err := s.open(); err != nil {
		return 0, err
	}
	if renamed != nil {
		return 0, renamed // the old records are all there
	}
	return dropped, nil
}

// Clear removes all records.
func (s *Store) Clear() (dropped int, err error) {
	return s.Prune(func(Record) bool { return true }, false)
}

// Exists reports whether a folder holds a memory: opening one makes it.
func Exists(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, fileName))
	return err == nil
}
