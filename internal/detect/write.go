package detect

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/sumtool/sumtool/internal/term"
)

// Formats lists the output formats.
func Formats() []string { return []string{"table", "json", "jsonl"} }

// Writer prints records as they come; Close completes the document.
type Writer interface {
	Write([]Record) error
	Close(files int) error
}

// NewWriter returns a writer of the format, which must be one of [Formats].
func NewWriter(format string, w io.Writer, style term.Style, width int) Writer {
	b := bufio.NewWriter(w)
	switch format {
	case "json":
		return &jsonWriter{w: b, counts: map[string]int{}}
	case "jsonl":
		return &jsonlWriter{b}
	}
	return &tableWriter{w: b, style: style, width: width}
}

// encode writes a value as one line of JSON that keeps <, > and & readable.
func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// jsonlWriter prints one object a line, at once.
type jsonlWriter struct{ w *bufio.Writer }

func (j *jsonlWriter) Write(records []Record) error {
	for i := range records {
		if err := encode(j.w, &records[i]); err != nil {
			return err
		}
	}
	return j.w.Flush()
}

func (j *jsonlWriter) Close(int) error { return j.w.Flush() }

// jsonWriter prints one document; its totals come last, so that nothing has to
// be kept.
type jsonWriter struct {
	w      *bufio.Writer
	total  int
	counts map[string]int
}

func (j *jsonWriter) Write(records []Record) error {
	for i := range records {
		if err := j.item(&records[i]); err != nil {
			return err
		}
		j.counts[records[i].Language]++
	}
	return nil
}

// item writes one object of the list.
func (j *jsonWriter) item(v any) error {
	lead := ",\n"
	if j.total == 0 {
		lead = "{\"version\":1,\"results\":[\n"
	}
	j.total++
	data := &strings.Builder{}
	if err := encode(data, v); err != nil {
		return err
	}
	_, err := j.w.WriteString(lead + strings.TrimSuffix(data.String(), "\n"))
	return err
}

func (j *jsonWriter) Close(files int) error {
	if j.total == 0 {
		j.w.WriteString("{\"version\":1,\"results\":[")
	}
	fmt.Fprintf(j.w, "\n],\"files\":%d,\"texts\":%d,\"languages\":", files, j.total)
	data, err := json.Marshal(j.counts)
	if err != nil {
		return err
	}
	j.w.Write(data)
	j.w.WriteString("}\n")
	return j.w.Flush()
}

// tableWriter prints a line a text in columns of fixed width, so that it can
// begin before the end is known. What is not as expected is marked.
type tableWriter struct {
	w      *bufio.Writer
	style  term.Style
	width  int
	place  int // cells of the column of places, as wide as the widest so far
	headed bool
}

const defaultWidth = 100

func (t *tableWriter) Write(records []Record) error {
	for i := range records {
		t.place = max(t.place, term.Width(place(&records[i])))
	}
	if !t.headed && len(records) > 0 {
		t.headed = true
		t.row("LANG", "SURE", "EXPECTED", "PLACE", "TEXT", false)
	}
	for i := range records {
		r := &records[i]
		t.row(r.Language, fmt.Sprintf("%.2f", r.Confidence), r.Expected, place(r), firstLine(r.text), r.Unexpected())
		for _, s := range spans(r) {
			line := s.Line
			if line == 0 {
				line = r.Line
			}
			t.row("  "+s.Language, "", "", fmt.Sprintf("%s:%d:%d", term.Printable(r.File), line, s.Column), firstLine(s.Text), true)
		}
	}
	return t.w.Flush()
}

func spans(r *Record) []Span {
	if r.Spans == nil {
		return nil
	}
	return *r.Spans
}

func place(r *Record) string { return fmt.Sprintf("%s:%d", term.Printable(r.File), r.Line) }

func firstLine(text string) string {
	text, _, _ = strings.Cut(text, "\n")
	return text
}

func (t *tableWriter) row(language, sure, expected, place, text string, mark bool) {
	width := t.width
	if width <= 0 {
		width = defaultWidth
	}
	language = fmt.Sprintf("%-5s", language)
	if mark {
		language = t.style.Yellow(language)
	}
	gap := strings.Repeat(" ", max(t.place-term.Width(place), 0))
	line := fmt.Sprintf("%s  %-4s  %-8s  %s%s  ", language, sure, expected, place, gap)
	room := max(width-5-2-4-2-8-2-t.place-2, 20)
	fmt.Fprintln(t.w, strings.TrimRight(line+term.Truncate(term.Printable(text), room), " "))
}

func (t *tableWriter) Close(int) error { return t.w.Flush() }
