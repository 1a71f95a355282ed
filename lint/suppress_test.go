package lint

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sumtool/sumtool/internal/digest"
)

// word makes a rule that reports every occurrence of a word in bullets.
func word(id, w string) *Rule {
	return &Rule{ID: id, Category: Text, Severity: Error, Check: func(p *Pass) {
		for i := range p.Papers {
			for _, b := range p.Papers[i].Bullets {
				text := p.Text(b.Text)
				for at := 0; ; at += len(w) {
					n := strings.Index(text[at:], w)
					if n < 0 {
						break
					}
					at += n
					s := b.Text.Start + at
					p.Report(digest.Span{Start: s, End: s + len(w)}, w)
				}
			}
		}
	}}
}

func testEngine() *Engine {
	heading := &Rule{ID: "heading", Category: Fields, Severity: Error, Check: func(p *Pass) {
		for i := range p.Papers {
			p.Report(p.Papers[i].Heading.Title, "heading")
		}
	}}
	crossing := &Rule{ID: "crossing", Category: Language, Severity: Error,
		Check: func(*Pass) {}, Collect: func(*Pass) any { return nil }, Conclude: func(*Run) {}}
	unused := &Rule{ID: UnusedSuppressionID, Category: Internal, Severity: Warning}
	unknown := &Rule{ID: UnknownSuppressionID, Category: Internal, Severity: Warning}
	all := []*Rule{heading, word("bad", "나쁜"), word("odd", "이상한"), crossing, unused, unknown}
	return &Engine{Rules: Selection{}.Apply(all), Catalogue: append(all, word("asleep", "x")), Template: digest.DefaultTemplate()}
}

func lintText(t *testing.T, e *Engine, src string) []Finding {
	t.Helper()
	res, err := e.Run(context.Background(), []Input{{Path: "a.md", Read: func() ([]byte, error) { return []byte(src), nil }}})
	if err != nil {
		t.Fatal(err)
	}
	return res.Files[0].Findings
}

func TestSuppression(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // line: rule [message]
	}{
		{"none", "- 나쁜 말\n- 이상한 말\n", []string{"3 bad", "4 odd"}},
		{"end of line", "- 나쁜 말 <!-- sumtool-ignore: bad — 인용 -->\n- 나쁜 말\n", []string{"4 bad"}},
		{"no colon, hyphen", "- 나쁜 말 <!-- sumtool-ignore bad - quoted -->\n", nil},
		{"two hyphens", "- 나쁜 말 <!-- sumtool-ignore: bad -- quoted -->\n", nil},
		{"tight dash", "- 나쁜 말 <!--sumtool-ignore:bad—인용-->\n", nil},
		{"several", "- 나쁜 이상한 말 <!-- sumtool-ignore: bad,odd -->\n", nil},
		{"several, spaced", "- 나쁜 이상한 말 <!-- sumtool-ignore: bad , odd — 둘 다 -->\n", nil},
		{"one of several idle", "- 나쁜 말 <!-- sumtool-ignore: bad, odd -->\n",
			[]string{"3 unused-suppression odd silences nothing here; take it out of the comment -> bad"}},
		{"category", "- 나쁜 이상한 말 <!-- sumtool-ignore: text -->\n", nil},
		{"everything", "- 나쁜 이상한 말 <!-- sumtool-ignore -->\n", nil},
		{"two comments", "- 나쁜 이상한 말 <!-- sumtool-ignore: bad --> <!-- sumtool-ignore: odd -->\n", nil},
		{"bullet of two lines", "- 나쁜 말\n  이상한 말 <!-- sumtool-ignore: odd -->\n", []string{"3 bad"}},
		{"next line", "- 말 <!-- sumtool-disable-next-line bad -->\n- 나쁜 말\n- 나쁜 말\n", []string{"5 bad"}},
		{"next line after a blank", "<!-- sumtool-disable-next-line: bad -->\n\n- 나쁜 말\n- 나쁜 말\n", []string{"6 bad"}},
		{"range", "<!-- sumtool-disable bad -->\n\n- 나쁜 말\n- 나쁜 말 <!-- sumtool-enable bad -->\n- 나쁜 말\n", []string{"7 bad"}},
		{"range of a category, one rule enabled", "<!-- sumtool-disable text -->\n\n- 나쁜 이상한 말\n\n<!-- sumtool-enable bad -->\n\n- 나쁜 이상한 말\n", []string{"9 bad"}},
		{"range to the end", "- 나쁜 말\n\n<!-- sumtool-disable -->\n\n- 나쁜 말\n", []string{"3 bad"}},
		{"file", "- 나쁜 말\n- 이상한 말\n\n<!-- sumtool-disable-file bad -->\n", []string{"4 odd"}},
		{"the narrowest is in use", "<!-- sumtool-disable-file bad -->\n\n- 나쁜 말 <!-- sumtool-ignore: bad -->\n",
			[]string{"3 unused-suppression bad silences nothing here; remove the comment -> "}},
		{"idle", "- 말 <!-- sumtool-ignore: bad -->\n", []string{"3 unused-suppression bad silences nothing here; remove the comment -> "}},
		{"idle enable", "- 말 <!-- sumtool-enable bad -->\n", []string{"3 unused-suppression bad ends no disable; remove the comment -> "}},
		{"a rule that did not run", "- 말 <!-- sumtool-ignore: asleep -->\n", nil},
		{"a rule that compares files", "- 말 <!-- sumtool-ignore: crossing -->\n", nil},
		{"unknown rule", "- 나쁜 말 <!-- sumtool-ignore: baad -->\n",
			[]string{"3 bad", `3 unknown-suppression unknown rule or category "baad" (did you mean "bad"?) -> bad`}},
		{"unknown rule like no other", "- 말 <!-- sumtool-ignore: zzzzzzz -->\n",
			[]string{`3 unknown-suppression unknown rule or category "zzzzzzz" -> `}},
		{"unknown beside a known one", "- 나쁜 말 <!-- sumtool-ignore: bad, zzzzzzz — 왜 -->\n",
			[]string{`3 unknown-suppression unknown rule or category "zzzzzzz" -> bad`}},
		{"unknown directive", "- 나쁜 말 <!-- sumtool-ignor: bad -->\n",
			[]string{"3 bad", `3 unknown-suppression unknown comment "sumtool-ignor" (did you mean "sumtool-ignore"?) -> sumtool-ignore`}},
		{"not ours", "- 나쁜 말 <!-- markdownlint-disable bad -->\n", []string{"3 bad"}},
		{"in code", "- 나쁜 말 `<!-- sumtool-ignore: bad -->`\n", []string{"3 bad"}},
		{"a comment about comments", "- 말 <!-- sumtool-ignore: bad, unused-suppression -->\n", nil},
		{"an idle comment about comments", "- 말 <!-- sumtool-ignore: unused-suppression -->\n",
			[]string{"3 unused-suppression unused-suppression silences nothing here; remove the comment -> "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range lintText(t, testEngine(), "### 제목 <!-- sumtool-ignore: heading -->\n\n"+tt.text) {
				line := fmt.Sprintf("%d %s", f.Start.Line, f.Rule)
				if f.Category == Internal {
					line += fmt.Sprintf(" %s -> %s", f.Message, *f.Suggestion)
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestManySuppressions keeps hostile numbers of comments and findings cheap.
func TestManySuppressions(t *testing.T) {
	var b strings.Builder
	b.WriteString("### 제목\n\n")
	for i := range 5_000 {
		fmt.Fprintf(&b, "- 나쁜 말 <!-- sumtool-disable odd%d, bad --> <!-- sumtool-enable bad --> <!-- sumtool-ignore: zz -->\n", i)
	}
	e := testEngine()
	e.NoIgnore = true
	if n := len(lintText(t, e, b.String())); n != 5_001 {
		t.Errorf("%d findings without suppression", n)
	}
	e.NoIgnore = false
	lintText(t, e, b.String())
}
