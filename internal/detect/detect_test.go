package detect

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/internal/term"
)

func options(jobs int) Options {
	return Options{Detector: langid.Default(), Template: digest.DefaultTemplate(), Jobs: jobs, Spans: true}
}

func TestLinesKeepTheirOrder(t *testing.T) {
	var in strings.Builder
	const n = 20000
	for i := range n {
		fmt.Fprintf(&in, "%s\r\n", []string{"이 문장은 한국어입니다", "this one is not", ""}[i%3])
	}
	for _, jobs := range []int{1, 3} {
		next := 1
		err := options(jobs).Lines(context.Background(), "x", strings.NewReader("\xEF\xBB\xBF"+in.String()), func(rs []Record) error {
			for _, r := range rs {
				want := []string{"ko", "en", langid.Und}[(next-1)%3]
				if r.Line != next || r.Language != want {
					t.Fatalf("record %d is line %d, %s, want %s", next, r.Line, r.Language, want)
				}
				next++
			}
			return nil
		})
		if err != nil || next != n+1 {
			t.Fatalf("%d records, error %v", next-1, err)
		}
	}
}

func TestStreamErrors(t *testing.T) {
	broken := errors.New("disk on fire")
	err := options(2).Lines(context.Background(), "x", io.MultiReader(strings.NewReader("one line\n"), iotest.ErrReader(broken)), func([]Record) error { return nil })
	if !errors.Is(err, broken) {
		t.Errorf("a read error became %v", err)
	}
	full := errors.New("disk full")
	err = options(2).Lines(context.Background(), "x", strings.NewReader(strings.Repeat("one line\n", 1e5)), func([]Record) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("a write error became %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := options(2).Lines(ctx, "x", strings.NewReader("one line\n"), func([]Record) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled run ended with %v", err)
	}
	emitted := 0
	err = options(1).Field(context.Background(), "f.jsonl", "t", strings.NewReader("{\"t\":\"fine words\"}\n{\"t\":1}\n"), func(rs []Record) error { emitted += len(rs); return nil })
	if emitted != 1 || err == nil || err.Error() != `f.jsonl:2: field "t" is no text` {
		t.Errorf("%d records, error %v", emitted, err)
	}
}

func TestSpansOfBulletsThatRunOverLines(t *testing.T) {
	records := options(1).Document("a.md", []byte("### [P](https://arxiv.org/abs/2405.00001)\n\n- 이 문장은 두 줄에\n  걸쳐 доступ 있습니다.\n"))
	if len(records) != 1 || len(*records[0].Spans) != 1 {
		t.Fatalf("%+v", records)
	}
	if got, want := (*records[0].Spans)[0], (Span{"ru", "доступ", 4, 6}); got != want || records[0].Line != 3 {
		t.Errorf("%+v on line %d, want %+v", got, records[0].Line, want)
	}
}

func TestEveryFormatIsCompleteWithoutRecords(t *testing.T) {
	for format, want := range map[string]string{
		"json":  "{\"version\":1,\"results\":[\n],\"files\":0,\"texts\":0,\"languages\":{}}\n",
		"jsonl": "", "table": "",
	} {
		var b bytes.Buffer
		if err := NewWriter(format, &b, term.Style{}, 80).Close(0); err != nil || b.String() != want {
			t.Errorf("%s: %q, %v", format, b.String(), err)
		}
		b.Reset()
		if err := NewSummarizer(format, &b).Close(0); err != nil || b.String() != want {
			t.Errorf("%s summary: %q, %v", format, b.String(), err)
		}
	}
}

func FuzzTextAt(f *testing.F) {
	f.Add(`{"a":{"b":"x"}}`, "a.b")
	f.Add(`{"a.b":"x","a":null}`, "a.b")
	f.Add(`[]`, "")
	f.Fuzz(func(t *testing.T, line, field string) {
		_, _ = textAt([]byte(line), field)
	})
}

func FuzzDocument(f *testing.F) {
	f.Add("### [P](https://arxiv.org/abs/2405.00001)\n\n- 이 문장은 доступ(冗) The model is what it is. 있습니다.\n")
	f.Add("### P\n\n- \xFF가\xEA\xB0 'ー' αβγδ (the (unclosed) is)\n")
	f.Fuzz(func(t *testing.T, src string) {
		for _, r := range options(1).Document("a.md", []byte(src)) {
			if r.Confidence < 0 || r.Confidence > 1 || r.Line < 1 {
				t.Fatalf("%+v", r)
			}
			for _, s := range *r.Spans {
				if s.Text == "" || !strings.Contains(src, s.Text) {
					t.Fatalf("span %+v is not in the text", s)
				}
			}
		}
	})
}

// FuzzStream reads anything as lines and as JSON Lines, and every format back: a
// record a line, in order, and nothing that a terminal would obey.
func FuzzStream(f *testing.F) {
	f.Add("이 문장은 한국어입니다\r\nthis one is not\n\n", "a b.txt")
	f.Add("{\"t\":\"\\u001b[2J가\"}\n{\"t\":null}\n{\"t\":1}\n", "\x1b[31m.jsonl")
	f.Add("\uFEFF\xff\x00\x1b]0;x\a", "\u202e\n")
	term.PinWidth()
	f.Fuzz(func(t *testing.T, text, path string) {
		for _, format := range Formats() {
			var b strings.Builder
			w := NewWriter(format, &b, term.Style{}, 80)
			n, last := 0, 0
			emit := func(records []Record) error {
				for _, r := range records {
					if r.Line <= last || r.Confidence < 0 || r.Confidence > 1 || r.Language == "" {
						t.Errorf("%+v after line %d", r, last)
					}
					last = r.Line
				}
				n += len(records)
				return w.Write(records)
			}
			err := options(1).Lines(t.Context(), path, strings.NewReader(text), emit)
			packed := strings.HasPrefix(text, "\x1f\x8b") // gzip, which can be broken
			if err != nil && !(packed && strings.Contains(err.Error(), path)) {
				t.Fatal(err)
			}
			if lines := strings.Count(text, "\n"); !packed && n != lines && n != lines+1 {
				t.Errorf("%d records of %d lines", n, lines)
			}
			last = 0
			if err := options(1).Field(t.Context(), path, "t", strings.NewReader(text), emit); err != nil && !packed && !strings.HasPrefix(err.Error(), path+":") {
				t.Errorf("an error without its place: %v", err)
			}
			if err := w.Close(1); err != nil {
				t.Fatal(err)
			}
			readBack(t, format, b.String(), n)
		}
	})
}

// readBack reads n records as a format has them.
func readBack(t *testing.T, format, out string, n int) {
	t.Helper()
	if !utf8.ValidString(out) {
		t.Errorf("%s is no UTF-8", format)
	}
	switch format {
	case "json":
		var doc struct {
			Results   []Record
			Texts     int
			Languages map[string]int
		}
		if err := json.Unmarshal([]byte(out), &doc); err != nil || len(doc.Results) != n || doc.Texts != n {
			t.Errorf("%d results, %d texts of %d, %v", len(doc.Results), doc.Texts, n, err)
		}
		sum := 0
		for _, k := range doc.Languages {
			sum += k
		}
		if sum != n {
			t.Errorf("%v are not %d", doc.Languages, n)
		}
	case "jsonl":
		for line := range strings.Lines(out) {
			var r Record
			if err := json.Unmarshal([]byte(line), &r); err != nil {
				t.Errorf("%v: %s", err, line)
			}
			n--
		}
		if n != 0 {
			t.Errorf("%d records are missing", n)
		}
	default:
		if strings.ContainsFunc(out, func(r rune) bool { return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) }) {
			t.Errorf("the table has control characters: %q", out)
		}
		if lines := strings.Count(out, "\n"); n > 0 && lines < n+1 {
			t.Errorf("%d lines for %d records", lines, n)
		}
	}
}
