package align

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/wording"
)

// record is what a line says.
type record struct {
	text    string
	missing bool   // the field is null: there is no such reference
	id      string // "" if the format has none
}

// records reads the segments of one input.
type records struct {
	role  role
	lines *lines
	parse func(line string) (record, error)
	hasID bool
}

// openRecords opens an input and finds out its format by its name, or by its
// first line where a column was asked for.
func openRecords(r role, q Request) (*records, error) {
	l, err := openLines(r.path, q.Stdin)
	if err != nil {
		return nil, err
	}
	out := &records{role: r, lines: l, parse: plain}
	column, id := q.Columns.of(r), q.Columns.byName["id"]
	ext := extension(r.path)
	jsonl := ext == ".jsonl" || ext == ".ndjson"
	if jsonl || ext == ".tsv" || column != "" {
		first, err := l.next()
		if err != nil {
			l.close()
			return nil, ended(err, l.path)
		}
		switch {
		case jsonl || ext != ".tsv" && strings.HasPrefix(strings.TrimSpace(first), "{"):
			err = out.jsonLines(first, column, id)
			l.unread(first)
		case column == "" && !strings.Contains(first, "\t"):
			l.unread(first) // a table of one column is plain text
		default:
			err = out.table(first, column, id)
		}
		if err != nil {
			l.close()
			return nil, fmt.Errorf("%s:1: %w", l.path, err)
		}
	}
	return out, nil
}

func ended(err error, path string) error {
	if err == io.EOF {
		return fmt.Errorf("%s is empty; it needs a segment a line", path)
	}
	return err
}

// unread gives the first line back.
func (l *lines) unread(line string) {
	l.block = line + "\n" + l.block
	l.n--
}

// next returns the next segment; its error is io.EOF after the last.
func (r *records) next() (record, error) {
	line, err := r.lines.next()
	if err != nil {
		return record{}, err
	}
	rec, err := r.parse(line)
	if err != nil {
		return rec, fmt.Errorf("%s:%d: %w", r.lines.path, r.lines.n, err)
	}
	return rec, nil
}

// plain strips white space at the end, as the reference program does.
func plain(line string) (record, error) { return record{text: evaluate.TrimRight(line)}, nil }

// table reads a column of a TSV file, by number or by the name in its first
// line, which then is no segment.
func (r *records) table(first, column, id string) error {
	header := strings.Split(strings.TrimSuffix(first, "\r"), "\t")
	find := func(name string) (int, error) {
		if n, err := strconv.Atoi(name); err == nil {
			if n < 1 || n > len(header) {
				return 0, fmt.Errorf("no column %d; there are %d", n, len(header))
			}
			return n - 1, nil
		}
		if i := slices.Index(header, name); i >= 0 {
			return i, nil
		}
		return 0, fmt.Errorf("no column %q; name one with --column (%s)", name, wording.First(header, 12))
	}
	at, err := find(column)
	if err != nil {
		return err
	}
	idAt := -1
	if id != "" {
		if idAt, err = find(id); err != nil {
			return err
		}
		r.hasID = true
	}
	if !isHeader(header[at], column, id) {
		r.lines.unread(first)
	}
	r.parse = func(line string) (record, error) {
		cells := strings.Split(line, "\t")
		if at >= len(cells) {
			return record{}, fmt.Errorf("no column %s; the line has %d", column, len(cells))
		}
		rec := record{text: evaluate.TrimRight(cells[at])}
		if idAt >= 0 {
			if idAt >= len(cells) || strings.TrimSpace(cells[idAt]) == "" {
				return rec, fmt.Errorf("missing id (column %s)", id)
			}
			rec.id = strings.TrimSpace(cells[idAt])
		}
		return rec, nil
	}
	return nil
}

// isHeader reports whether the first line of a table names its columns: it does if
// one was found in it by its name, or if the cell where the texts are is the usual
// name of texts.
func isHeader(cell, column, id string) bool {
	for _, name := range []string{column, id} {
		if _, err := strconv.Atoi(name); err != nil && name != "" {
			return true
		}
	}
	cell = strings.ToLower(strings.TrimSpace(cell))
	return slices.ContainsFunc([]string{"hyp", "ref", "src"}, func(kind string) bool { return slices.Contains(usual(kind), cell) })
}

// jsonLines reads a field of JSON Lines, whose text is taken as it is.
func (r *records) jsonLines(first, column, id string) error {
	fields, err := jsonFields(first)
	if err != nil {
		return err
	}
	names := slices.Sorted(maps.Keys(fields))
	if column == "" {
		for _, name := range usual(r.role.kind) {
			if _, ok := fields[name]; ok && column == "" {
				column = name
			}
		}
		if column == "" {
			return fmt.Errorf("no field %s; name one with --column (%s)", strings.Join(usual(r.role.kind), ", "), wording.First(names, 12))
		}
	}
	if _, ok := fields[column]; !ok {
		return fmt.Errorf("no field %q; name one with --column (%s)", column, wording.First(names, 12))
	}
	if id == "" {
		id = "id"
		_, r.hasID = fields[id]
	} else {
		r.hasID = true
	}
	r.parse = func(line string) (record, error) {
		fields, err := jsonFields(line)
		if err != nil {
			return record{}, err
		}
		raw, ok := fields[column]
		if !ok {
			return record{}, fmt.Errorf("no field %q", column)
		}
		var text *string
		if err := json.Unmarshal(raw, &text); err != nil {
			return record{}, fmt.Errorf("field %q is no text", column)
		}
		rec := record{missing: text == nil}
		if text != nil {
			rec.text = *text
		}
		if r.hasID {
			if rec.id = scalar(fields[id]); rec.id == "" {
				return rec, fmt.Errorf("missing id (field %q)", id)
			}
		}
		return rec, nil
	}
	return nil
}

// scalar is a JSON text or number as text, "" for what is neither.
func scalar(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var number json.Number
	if json.Unmarshal(raw, &number) == nil {
		return number.String()
	}
	return ""
}

func jsonFields(line string) (map[string]json.RawMessage, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(line), &fields); err != nil {
		return nil, fmt.Errorf("no JSON object: %w", err)
	}
	if fields == nil {
		return nil, fmt.Errorf("no JSON object, but null")
	}
	return fields, nil
}
