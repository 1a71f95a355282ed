package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/lint"
)

// maxRecord bounds a line of JSON Lines, in bytes.
const maxRecord = 64 << 20

// holdsRecords reports whether a file is JSON Lines of digests rather than a
// digest.
func holdsRecords(path string) bool {
	return strings.HasSuffix(path, ".jsonl") || strings.HasSuffix(path, ".ndjson")
}

// fileRecords reads digests from JSON Lines: an object a line with the digest's
// path and text. Engines that hand lines to a process and take lines from it can
// so lint what never was a file.
func fileRecords(path string) ([]lint.Input, error) {
	f, err := files.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return records(f, path)
}

func records(r io.Reader, name string) (in []lint.Input, err error) {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 0, 1<<20), maxRecord)
	n := 0
	for s.Scan() {
		n++
		line := bytes.TrimSpace(bytes.TrimPrefix(s.Bytes(), []byte("\uFEFF")))
		if len(line) == 0 {
			continue
		}
		var record struct{ Path, Text *string }
		if err := json.Unmarshal(line, &record); err != nil {
			return nil, fmt.Errorf("%s:%d: not a JSON object: %w", name, n, err)
		}
		if record.Path == nil || record.Text == nil {
			return nil, fmt.Errorf(`%s:%d: a digest needs "path" and "text"`, name, n)
		}
		text := []byte(*record.Text)
		in = append(in, lint.Input{Path: *record.Path, Piped: true, Read: func() ([]byte, error) { return text, nil }})
	}
	switch err := s.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, fmt.Errorf("%s:%d: a line of more than %d MB", name, n+1, maxRecord>>20)
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return in, nil
}
