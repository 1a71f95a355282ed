package detect

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

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
