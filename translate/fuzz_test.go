package translate

import (
	"strings"
	"testing"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/rules/edition"
)

// FuzzReadAnswer reads any text as an answer: every id that was asked for has a
// text, a doubt, or is missing, and no other has one.
func FuzzReadAnswer(f *testing.F) {
	f.Add(`{"items":[{"id":"p1.b1","text":"x"},{"id":"p1.b2","text":null}]}`)
	f.Add(`[{"id":1}]`)
	f.Add(`}{`)
	f.Fuzz(func(t *testing.T, text string) {
		a := readAnswer(text, []string{"p1.b1", "p1.b2"})
		for id := range a.texts {
			if id != "p1.b1" && id != "p1.b2" || a.doubts[id] != "" || a.wrong != "" {
				t.Fatalf("%+v", a)
			}
		}
	})
}

// FuzzAssemble puts any text into an edition: what the checks let pass leaves
// the layout as it is, or is found out when the file is read again.
func FuzzAssemble(f *testing.F) {
	for _, en := range dictionary {
		f.Add(en)
	}
	f.Add("1. one")
	f.Add("x\n\n### y")
	f.Add("<!--")
	f.Fuzz(func(t *testing.T, target string) {
		doc := digest.Parse("a.md", []byte(source), digest.DefaultTemplate())
		j := &job{file: File{"a.md", "a.en.md"}, from: "ko", to: "en", doc: doc}
		for p := range doc.Papers {
			for b := range doc.Papers[p].Bullets {
				bullet := &doc.Papers[p].Bullets[b]
				j.segments = append(j.segments, &segment{bullet: bullet, text: oneLine(doc.Text(bullet.Text)), state: Copied})
			}
		}
		j.segments[3].state, j.segments[3].target = Translated, tidy(target, j.segments[3].text)
		made := j.assemble()
		if _, reason := j.verify(made); reason == "" {
			after := digest.Parse("a.en.md", made, digest.DefaultTemplate())
			if _, diffs := edition.Layout(doc, after); len(diffs) > 0 || !strings.Contains(string(made), "Authors: Jonas Weber") {
				t.Fatalf("%v\n%s", diffs, made)
			}
		}
		j.segments[3].state, j.segments[3].reason = Failed, target
		if fault, reason := j.verify(j.assemble()); reason != "" {
			t.Fatalf("a comment on a failure breaks the file: %d %s\n%s", fault, reason, j.assemble())
		}
	})
}
