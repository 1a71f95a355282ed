package align

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/digest"
)

var template = digest.DefaultTemplate()

// laid is what a request's items are, one a line: id, paper, source, references,
// hypotheses.
func laid(t *testing.T, q Request) (out, unaligned []string, err error) {
	t.Helper()
	q.Template = template
	set, err := Read(q)
	if err != nil {
		return nil, nil, err
	}
	for item, err := range set.Items {
		if err != nil {
			return out, nil, err
		}
		out = append(out, row(item))
	}
	return out, set.Unaligned, nil
}

func row(item evaluate.Item) string {
	paper := ""
	if item.Paper != nil {
		paper = item.Paper.Title
	}
	return fmt.Sprintf("%s (%s) %s | %s | %s", item.ID, paper, item.Source, strings.Join(item.References, ", "), strings.Join(item.Hypotheses, ", "))
}

const (
	ref = `### [One](https://arxiv.org/abs/2405.00001)

- r1
- r2
    - nested

### [Two](https://arxiv.org/abs/2405.00002)

- r3

### No Link

- r4

### [One](https://arxiv.org/abs/2405.00001)

- again
`
	hyp = `### [Two](https://huggingface.co/papers/2405.00002)

- **A label**: h3

### [One, Renamed](https://arxiv.org/abs/2405.00001v3)

- h1
- h2
- h2b

### No Link

- h4

### [Only Here](https://arxiv.org/abs/2405.00009)

- h5
- h6
`
)

func TestDigestsAlign(t *testing.T) {
	got, unaligned, err := laid(t, Request{
		Systems: []System{{"sys", write(t, "h.md", hyp)}},
		Refs:    []string{write(t, "r.md", ref)},
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{
		"2405.00001/b1 (One)  | r1 | h1",
		"2405.00001/b2 (One)  | r2 | h2",
		"2405.00001/b3 (One)  | nested | h2b",
		"2405.00002/b1 (Two)  | r3 | h3",
		"No Link/b1 (No Link)  | r4 | h4",
	}, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{
		"2405.00001#2 “One” (1 bullet): not in sys; not scored",
		"2405.00009 “Only Here” (2 bullets): not in the reference; not scored",
	}, unaligned); d != "" {
		t.Error(d)
	}
}

func TestDigestsWithSeveralReferences(t *testing.T) {
	two := strings.Replace(ref, "- r2\n    - nested\n", "", 1)
	got, unaligned, err := laid(t, Request{
		Systems: []System{{"a", write(t, "h.md", hyp)}, {"b", write(t, "h2.md", strings.Replace(hyp, "- h2b\n", "", 1))}},
		Refs:    []string{write(t, "r1.md", two), write(t, "r2.md", ref)},
		Source:  write(t, "s.md", ref),
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{
		"2405.00001/b1 (One) r1 | r1, r1 | h1, h1",
		"2405.00001/b2 (One) r2 | r2 | h2, h2",
		"2405.00002/b1 (Two) r3 | r3, r3 | h3, h3",
		"No Link/b1 (No Link) r4 | r4, r4 | h4, h4",
	}, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{
		"2405.00001/b2: not in reference 1; scored with the other references",
		"2405.00001/b3: not in b and reference 1; not scored",
		"2405.00001#2 “One” (1 bullet): not in a and b; not scored",
		"2405.00009 “Only Here” (2 bullets): not in reference 1, reference 2 and the source; not scored",
	}, unaligned); d != "" {
		t.Error(d)
	}
}

func TestFoldersOfDigests(t *testing.T) {
	folder := func(texts ...string) string {
		dir := t.TempDir()
		for i, text := range texts {
			path := filepath.Join(dir, "2024", fmt.Sprintf("%02d.md", i))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	one, two, _ := strings.Cut(strings.TrimSuffix(ref, "### [One](https://arxiv.org/abs/2405.00001)\n\n- again\n"), "### [Two]")
	got, unaligned, err := laid(t, Request{
		Systems: []System{{"a", folder("### [Two]"+two, one)}}, Refs: []string{folder(one, "### [Two]"+two)},
	})
	if err != nil || len(unaligned) != 0 || len(got) != 5 {
		t.Errorf("got %q, %q, %v", got, unaligned, err)
	}
}

func TestWhatDoesNotGoTogether(t *testing.T) {
	digest, lines := write(t, "a.md", ref), write(t, "a.txt", "a\nb\n")
	ids := write(t, "a.jsonl", `{"id":1,"text":"a"}`+"\n"+`{"id":2,"text":"b"}`+"\n")
	for want, q := range map[string]Request{
		"holds digests and":       {Systems: []System{{"a", digest}}, Refs: []string{lines}},
		"no paper with a bullet":  {Systems: []System{{"a", write(t, "b.md", "# nothing\n")}}, Refs: []string{digest}},
		"(-) is named 2 times":    {Systems: []System{{"a", "-"}}, Refs: []string{"-"}},
		"is there twice":          {Systems: []System{{"a", ids}}, Refs: []string{write(t, "b.jsonl", strings.Repeat(`{"id":1,"text":"a"}`+"\n", 2))}},
		`has no segment "2"`:      {Systems: []System{{"a", write(t, "b.jsonl", `{"id":1,"text":"a"}`)}}, Refs: []string{ids}},
		`has the segment "2", `:   {Systems: []System{{"a", ids}}, Refs: []string{write(t, "b.jsonl", `{"id":1,"text":"a"}`)}},
		`:1: no JSON object`:      {Systems: []System{{"a", write(t, "b.jsonl", "text\n")}}, Refs: []string{ids}},
		`:2: no JSON object`:      {Systems: []System{{"a", write(t, "b.jsonl", `{"id":1,"text":"a"}`+"\nnull\n")}}, Refs: []string{ids}},
		`field "text" is no text`: {Systems: []System{{"a", write(t, "b.jsonl", `{"id":1,"text":7}`)}}, Refs: []string{ids}},
		"no field hyp, hypothesis, prediction, text; name one with --column (a)": {Systems: []System{{"a", write(t, "b.jsonl", `{"a":"b"}`)}}, Refs: []string{ids}},
		"every reference is missing": {Systems: []System{{"a", write(t, "b.txt", "a")}}, Refs: []string{write(t, "b.jsonl", `{"text":null}`)}},
		"has no text":                {Systems: []System{{"a", write(t, "b.jsonl", `{"text":null}`)}}, Refs: []string{write(t, "b.txt", "a")}},
		"no column":                  {Systems: []System{{"a", write(t, "b.tsv", "a\tb\n")}}, Refs: []string{lines}},
	} {
		_, _, err := laid(t, q)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func TestColumns(t *testing.T) {
	table := write(t, "t.tsv", "id\tone\ttwo\nx\ta\tb\ny\tc\td\n")
	q := Request{Systems: []System{{"s", table}, {"other", table}}, Refs: []string{table}}
	for _, v := range []string{"hyp=one", "ref=two", "other=two", "id=id"} {
		if err := q.Columns.Set(v); err != nil {
			t.Fatal(err)
		}
	}
	got, _, err := laid(t, q)
	if d := cmp.Diff([]string{"x ()  | b | a, b", "y ()  | d | c, d"}, got); d != "" || err != nil {
		t.Error(d, err)
	}
	if err := q.Columns.Set("nobody=one"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := laid(t, q); err == nil || !strings.Contains(err.Error(), `no system "nobody"`) {
		t.Errorf("got %v", err)
	}
	if err := q.Columns.Set("hyp="); err == nil {
		t.Error("a column without a name")
	}
}
