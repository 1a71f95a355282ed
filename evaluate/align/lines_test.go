package align

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"
)

func write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func all(l *lines) (out []string, err error) {
	for {
		line, err := l.next()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, line)
	}
}

// TestLinesEndAtNewlines: the reference program splits at \n and nowhere else,
// and a blank last line is a line.
func TestLinesEndAtNewlines(t *testing.T) {
	long := strings.Repeat("가", 100_000)
	for text, want := range map[string][]string{
		"a\nb\n":                 {"a", "b"},
		"a\nb":                   {"a", "b"},
		"\n":                     {""},
		"a\n\n":                  {"a", ""},
		"a\rb\vc\u2028d\u0085\n": {"a\rb\vc\u2028d\u0085"},
		"a\r\n":                  {"a\r"},
		long + "\n" + long + "b": {long, long + "b"},
		"\ufeffa\n":              {"\ufeffa"},
	} {
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		w.Write([]byte(text))
		w.Close()
		for name, path := range map[string]string{"plain": write(t, "a.txt", text), "gzip": write(t, "a.txt.gz", z.String())} {
			l, err := openLines(path, nil)
			if err != nil {
				t.Fatal(err)
			}
			got, err := all(l)
			l.close()
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%s %.20q: got %d lines %.40q, %v", name, text, len(got), got, err)
			}
		}
		l, err := openLines("-", iotest.OneByteReader(strings.NewReader(text)))
		if err != nil {
			t.Fatal(err)
		}
		if len(text) < 1000 {
			if got, err := all(l); err != nil || !slices.Equal(got, want) {
				t.Errorf("byte by byte %.20q: got %q, %v", text, got, err)
			}
		}
	}
}

func TestLinesSayWhatIsWrong(t *testing.T) {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write([]byte("a\nb\n"))
	w.Close()
	for text, want := range map[string]string{
		"":                          "is empty",
		"a\nb\xffc\n":               ":2: invalid UTF-8 at byte 2 (0xFF)",
		"a\n\xed\xa0\x80\n":         ":2: invalid UTF-8 at byte 1 (0xED)",
		z.String()[:z.Len()/2]:      "unexpected EOF",
		z.String()[:z.Len()-2] + "": "unexpected EOF",
	} {
		l, err := openLines(write(t, "a", text), nil)
		if err == nil {
			_, err = all(l)
		}
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

// FuzzInputs: whatever a file holds, reading it ends, with segments that are
// UTF-8 or with an error of one line.
func FuzzInputs(f *testing.F) {
	for _, s := range []string{"a\nb\n", "a\tb\nc\td\n", `{"text":"a"}` + "\n", `{"id":1,"text":"a"}` + "\n{}", "\xff", "### [A](https://arxiv.org/abs/2405.00001)\n\n- b\n", `{"text":null}`} {
		f.Add(s, "text")
		f.Add(s, "2")
		f.Add(s, "")
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text, column string) {
		for _, name := range []string{"a.txt", "a.tsv", "a.jsonl", "a.md"} {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			q := Request{Systems: []System{{"s", path}}, Refs: []string{path}, Template: template}
			if column != "" {
				q.Columns.all = column
			}
			set, err := Read(q)
			if err != nil {
				continue
			}
			for item, err := range set.Items {
				if err != nil {
					if strings.Contains(err.Error(), "\n") && !strings.Contains(column, "\n") {
						t.Fatalf("an error of several lines: %q", err)
					}
					break
				}
				if len(item.Hypotheses) != 1 || len(item.References) > 1 || item.ID == "" && name != "a.jsonl" {
					t.Fatalf("%+v", item)
				}
				if !utf8.ValidString(item.Hypotheses[0]) {
					t.Fatalf("%q is no UTF-8", item.Hypotheses[0])
				}
			}
		}
	})
}

// TestHeaderOfTable: a column's number says nothing about the first line; a name that
// is found in it does, and so does what texts are usually called.
func TestHeaderOfTable(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		columns []string
		want    []string
	}{
		"numbers":               {"a\tb\nc\td\n", []string{"2"}, []string{"b", "d"}},
		"a name":                {"a\tb\nc\td\n", []string{"b"}, []string{"d"}},
		"ids by a name":         {"id\tout\n1\td\n", []string{"2", "id=id"}, []string{"d"}},
		"a usual name":          {"id\tSource \n1\td\n", []string{"2"}, []string{"d"}},
		"a usual name far away": {"text\tb\nc\td\n", []string{"2"}, []string{"b", "d"}},
	} {
		path := write(t, "a.tsv", c.text)
		q := Request{Systems: []System{{"s", path}}, Refs: []string{path}, Template: template}
		for _, column := range c.columns {
			if err := q.Columns.Set(column); err != nil {
				t.Fatal(err)
			}
		}
		set, err := Read(q)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for item, err := range set.Items {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, item.Hypotheses[0])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
