package lint

import (
	"slices"
	"strings"
	"testing"
)

// FuzzSuppress reads any comments: what they silence and what is left are all
// that there is, in order, each once; and what is said of comments stands where
// they do.
func FuzzSuppress(f *testing.F) {
	for _, comments := range []string{
		"<!-- sumtool-ignore: bad — 이름 -->", "<!-- sumtool-disable bad -->\n\n- 나쁜\n\n<!-- sumtool-enable -->", "<!-- sumtool-disable-file text,nosuch -->",
		"<!-- sumtool-disable-next-line\nbad, odd -- x -->\n- 나쁜", "<!-- sumtool-ignore --><!-- sumtool-ignore: bad,bad -->", "<!-- sumtool- -->", "<!-- sumtool-disable unused-suppression -->\n<!-- sumtool-ignore: odd -->",
	} {
		f.Add("### [나쁜](b)\n\n- 나쁜 이상한 "+comments+"\n- 나쁜\n", comments)
	}
	e := testEngine()
	all := *e
	all.NoIgnore = true
	f.Fuzz(func(t *testing.T, src, more string) {
		src = strings.ReplaceAll(src, "\\n", "\n") + more
		every, kept := all.LintSource("a.md", []byte(src)), e.LintSource("a.md", []byte(src))
		about := 0
		for _, x := range kept.Findings {
			if x.Text != src[x.Span.Start:x.Span.End] {
				t.Errorf("%q is not at %v", x.Text, x.Span)
			}
			if x.Category == Internal {
				about++
				if !strings.Contains(x.Line, "sumtool-") && !strings.Contains(x.Text, "\n") && x.Text != "" && !strings.Contains(src, "sumtool-") {
					t.Errorf("a comment that is none: %+v", x)
				}
				continue
			}
			if !slices.ContainsFunc(every.Findings, func(y Finding) bool { return x.Rule == y.Rule && x.Span == y.Span }) {
				t.Errorf("%s at %v is no finding without comments", x.Rule, x.Span)
			}
		}
		if left := len(kept.Findings) - about; left+kept.Silenced < len(every.Findings) || left > len(every.Findings) {
			t.Errorf("%d findings: %d left, %d silenced", len(every.Findings), left, kept.Silenced)
		}
		if !slices.IsSortedFunc(kept.Findings, func(a, b Finding) int { return a.Span.Start - b.Span.Start }) {
			t.Error("not in order")
		}
	})
}
