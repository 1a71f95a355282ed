package detect

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/suggest"
)

const (
	batchBytes = 64 << 10 // of lines that one worker takes at once
	maxLine    = 64 << 20 // of bytes in a line; beyond it the input is no text of lines
)

// batch is some lines of a stream.
type batch struct {
	first int // 1-based number of the first line
	lines [][]byte
}

// Lines gives a record for each line of a text to emit, in batches, in order.
// Empty lines have records, too, so that line n of the text is record n.
func (o Options) Lines(ctx context.Context, path string, r io.Reader, emit func([]Record) error) error {
	return o.stream(ctx, path, r, emit, func(line []byte) ([]byte, bool, error) { return line, true, nil })
}

// Field gives a record for each JSON object of a stream of JSON Lines to emit:
// the language of the text under the field, whose name may be a path (a.b).
// Empty lines are passed over. A line that is no object, or has no such text, is
// an error that names it; the lines before it are emitted.
func (o Options) Field(ctx context.Context, path, field string, r io.Reader, emit func([]Record) error) error {
	return o.stream(ctx, path, r, emit, func(line []byte) ([]byte, bool, error) {
		if len(bytes.TrimSpace(line)) == 0 {
			return nil, false, nil
		}
		text, err := textAt(line, field)
		return text, true, err
	})
}

// stream judges the lines of r after extract has taken each one's text.
func (o Options) stream(ctx context.Context, path string, r io.Reader, emit func([]Record) error, extract func([]byte) ([]byte, bool, error)) error {
	o = o.forFile(path)
	type result struct {
		records []Record
		err     error
	}
	plain, err := files.Plain(r)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	lines := &liner{r: bufio.NewReaderSize(plain, batchBytes), next: 1}
	work := func(b batch) (res result) {
		for i, line := range b.lines {
			text, ok, err := extract(line)
			if err != nil {
				res.err = fmt.Errorf("%s:%d: %w", path, b.first+i, err)
				return res
			}
			if ok {
				res.records = append(res.records, o.text(path, b.first+i, text))
			}
		}
		return res
	}
	err = ordered(ctx, o.Jobs, lines.batch, work, func(res result) error {
		if err := emit(res.records); err != nil {
			return err
		}
		return res.err
	})
	if err == nil && lines.err != nil {
		return fmt.Errorf("read %s: %w", path, lines.err)
	}
	return err
}

// liner reads lines in batches.
type liner struct {
	r    *bufio.Reader
	next int // number of the next line
	err  error
}

// batch returns the lines that are at hand, up to batchBytes; it waits for the
// first one only, so that a slow stream is answered line by line.
func (l *liner) batch() (batch, bool) {
	b := batch{first: l.next}
	for size := 0; size < batchBytes && l.err == nil && (size == 0 || l.r.Buffered() > 0); {
		line, err := l.line()
		if err != nil && err != io.EOF {
			l.err = err
			break
		}
		if err == io.EOF && len(line) == 0 {
			break
		}
		if l.next == 1 {
			line = bytes.TrimPrefix(line, []byte("\xEF\xBB\xBF"))
		}
		l.next++
		size += len(line) + 1
		b.lines = append(b.lines, bytes.TrimRight(line, "\r\n"))
		if err == io.EOF {
			break
		}
	}
	return b, len(b.lines) > 0
}

func (l *liner) line() (line []byte, err error) {
	for {
		part, err := l.r.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > maxLine {
			return nil, fmt.Errorf("line %d is longer than %d MB", l.next, maxLine>>20)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

// textAt returns the text under a field of a JSON object. A null is empty text.
func textAt(line []byte, field string) ([]byte, error) {
	value := json.RawMessage(line)
	for rest := field; ; {
		var object map[string]json.RawMessage
		if err := json.Unmarshal(value, &object); err != nil || object == nil {
			if rest == field {
				return nil, errors.New("expected a JSON object a line")
			}
			return nil, fmt.Errorf("field %q: %q is no object", field, strings.TrimSuffix(field, "."+rest))
		}
		if v, ok := object[rest]; ok {
			value = v
			break
		}
		head, tail, _ := strings.Cut(rest, ".")
		v, ok := object[head]
		if !ok || tail == "" {
			if len(object) == 0 {
				return nil, fmt.Errorf("no field %q, the object is empty", field)
			}
			return nil, fmt.Errorf("no field %q%s", field, suggest.HintOrList(rest, sortedKeys(object)))
		}
		value, rest = v, tail
	}
	var text *string
	if err := json.Unmarshal(value, &text); err != nil {
		return nil, fmt.Errorf("field %q is no text", field)
	}
	if text == nil {
		return nil, nil
	}
	return []byte(*text), nil
}

func sortedKeys(object map[string]json.RawMessage) []string {
	var names []string
	for k := range object {
		names = append(names, k)
	}
	slices.Sort(names)
	return names
}
