package memory

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// importBatch records are stored in one write.
const importBatch = 500

// ExportJSONL prints every key's newest record, failures included, a line each.
func (s *Store) ExportJSONL(w io.Writer) error {
	b := bufio.NewWriter(w)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := s.Each(func(r Record) error { return e.Encode(r) }); err != nil {
		return err
	}
	return b.Flush()
}

// ImportJSONL stores what [Store.ExportJSONL] printed, and returns how many records
// that were. A wrong line is an error that names it; the lines before it are stored.
func (s *Store) ImportJSONL(r io.Reader) (n int, err error) {
	in := importer{store: s}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 1<<16), maxLine)
	line := 1
	for ; lines.Scan(); line++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var rec Record
		if err := json.Unmarshal(lines.Bytes(), &rec); err != nil {
			return in.n, fmt.Errorf("line %d: %w", line, err)
		}
		if rec.Key == (Key{}) || rec.Task == "" || rec.Source == "" {
			return in.n, fmt.Errorf("line %d: a record needs key, task and source", line)
		}
		if err := in.add(rec); err != nil {
			return in.n, err
		}
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return in.n, fmt.Errorf("line %d: longer than %d MB", line, maxLine>>20)
	} else if err != nil {
		return in.n, err
	}
	return in.n, in.flush()
}

// importer collects records for few and large writes.
type importer struct {
	store *Store
	batch []Record
	n     int
}

func (i *importer) add(r Record) error {
	i.batch = append(i.batch, r)
	if len(i.batch) < importBatch {
		return nil
	}
	return i.flush()
}

func (i *importer) flush() error {
	if len(i.batch) == 0 {
		return nil
	}
	if err := i.store.PutAll(i.batch); err != nil {
		return err
	}
	i.n += len(i.batch)
	i.batch = i.batch[:0]
	return nil
}
