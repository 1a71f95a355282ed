package abstracts

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sumtool/sumtool/internal/files"
)

// memory is a file of abstracts that only grows: a line each, written at once,
// so that several processes can share it. A line that a crash has cut is
// skipped.
type memory struct {
	known map[string]Abstract
	file  *os.File // nil if nothing is remembered
}

func openMemory(path string) (*memory, error) {
	m := &memory{known: map[string]Abstract{}}
	if path == "" {
		return m, nil
	}
	data, err := files.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("remember abstracts: %w", err)
	}
	for l := range bytes.Lines(data) {
		var a Abstract
		if json.Unmarshal(l, &a) == nil && a.ArXivID != "" {
			m.known[a.ArXivID] = a
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("remember abstracts: %w", err)
	}
	if m.file, err = files.OpenOwn(path, os.O_RDWR|os.O_CREATE|os.O_APPEND); err != nil {
		return nil, fmt.Errorf("remember abstracts: %w", err)
	}
	if len(data) > 0 && data[len(data)-1] != '\n' { // cut by a crash: the next line must not join it
		if _, err := m.file.Write([]byte("\n")); err != nil {
			return nil, fmt.Errorf("remember abstracts: %w", err)
		}
	}
	return m, nil
}

func (m *memory) add(a Abstract) error {
	m.known[a.ArXivID] = a
	if m.file == nil {
		return nil
	}
	var line bytes.Buffer
	if err := Write(&line, []Abstract{a}); err != nil {
		return err
	}
	if _, err := m.file.Write(line.Bytes()); err != nil {
		return fmt.Errorf("remember abstracts: %w", err)
	}
	return nil
}

func (m *memory) close() {
	if m.file != nil {
		m.file.Close()
	}
}
