package abstracts

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// maxLine bounds a line of a JSON Lines file, in bytes.
const maxLine = 4 << 20

// line is one line of a file of abstracts: this package's own shape, or an
// object as Hugging Face's papers API gives it, alone or under "paper", so that
// its answers can be used as they are.
type line struct {
	ArXivID  string `json:"arxiv_id"`
	ID       string `json:"id"`
	Title    string `json:"title"`
	Abstract string `json:"abstract"`
	Summary  string `json:"summary"`
	Source   string `json:"source"`
	Paper    *line  `json:"paper"`
}

func (l *line) abstract() (Abstract, error) {
	if l.Paper != nil {
		return l.Paper.abstract()
	}
	id, text, source := l.ArXivID, l.Abstract, l.Source
	if id == "" {
		id = l.ID
	}
	if text == "" {
		text = l.Summary
	}
	if source == "" {
		source = "file"
	}
	a := Abstract{ArXivID: cleanID(id), Title: cleanText(l.Title), Text: cleanText(text), Source: source}
	switch {
	case id == "":
		return a, errors.New(`no "arxiv_id"`)
	case a.ArXivID == "":
		return a, fmt.Errorf(`"arxiv_id" is %q, expected an arXiv id such as 2405.19327`, id)
	case a.Text == "":
		return a, errors.New(`no "abstract"`)
	}
	return a, nil
}

// Read reads JSON Lines of abstracts; name is the file's for errors. Of several
// lines with one id the last counts.
func Read(r io.Reader, name string) (map[string]Abstract, error) {
	found := map[string]Abstract{}
	err := eachLine(r, name, func(n int, data []byte) error {
		var l line
		if err := json.Unmarshal(data, &l); err != nil {
			return fmt.Errorf("%s:%d: not a JSON object of an abstract: %w", name, n, err)
		}
		a, err := l.abstract()
		if err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
		found[a.ArXivID] = a
		return nil
	})
	return found, err
}

// Write writes abstracts as JSON Lines.
func Write(w io.Writer, all []Abstract) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, a := range all {
		if err := enc.Encode(a); err != nil {
			return err
		}
	}
	return nil
}

// eachLine calls f with each line that is not blank and its 1-based number.
func eachLine(r io.Reader, name string, f func(n int, data []byte) error) error {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 0, 64<<10), maxLine)
	n := 0
	for s.Scan() {
		n++
		data := bytes.TrimSpace(bytes.TrimPrefix(s.Bytes(), []byte("\uFEFF")))
		if len(data) == 0 {
			continue
		}
		if err := f(n, data); err != nil {
			return err
		}
	}
	switch err := s.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return fmt.Errorf("%s:%d: a line of more than %d MB; write one abstract a line", name, n+1, maxLine>>20)
	case err != nil:
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}
