package report_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/lint/report"
)

// jobSummary is what a report adds to GitHub's job summary.
func jobSummary(t *testing.T, r *report.Report) string {
	t.Helper()
	var b bytes.Buffer
	env := map[string]string{"GITHUB_STEP_SUMMARY": "s", "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "o/r", "GITHUB_SHA": "abc"}
	f, _ := report.ByName("github")
	err := f.Write(io.Discard, r, report.Options{Env: func(name string) string { return env[name] },
		Open: func(string) (io.WriteCloser, error) { return writeCloser{&b}, nil }})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

type writeCloser struct{ io.Writer }

func (writeCloser) Close() error { return nil }

// FuzzJobSummary renders the job summary as GitHub does: one table with a row a
// finding, its only links those to the place and the rule, and nothing else from
// outside that is markup.
func FuzzJobSummary(f *testing.F) {
	f.Add("2024/05/30.md", sample, "100% wrong,\nand so on", "고친 <말>")
	f.Add("a|b](x).md", "- %e|\n", "![x](https://evil.example) <img src=x> @team #1 https://evil.example www.evil.example a@b.cd", "`` | `")
	f.Add("\x1b[31m\u202e", "%w\n", "a\r\n\n# head\n\n| --- |\n<!--", "\\|\\\\|")
	f.Add("a b", "%i", "$$x$$ **b** _c_ ~~d~~ [e][f] &lt; \u2028\x00\xff :smile:", "http://x.y")
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()
	term.PinWidth()
	f.Fuzz(func(t *testing.T, file, source, message, suggested string) {
		if strings.Count(source, "%") > 40 || len(file)+len(source)+len(message)+len(suggested) > 4<<10 {
			t.Skip("takes long and says no more")
		}
		r := reportUnder(t, markRules(message, suggested), [2]string{file, source})
		s := jobSummary(t, r)
		if !utf8.ValidString(s) {
			t.Errorf("no UTF-8: %q", s)
		}
		if i := strings.IndexFunc(s, func(r rune) bool { return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) }); i >= 0 {
			t.Errorf("a control character at %.20q", s[i:])
		}
		src := []byte(s)
		rows, links, headings := 0, 0, 0
		_ = ast.Walk(markdown.Parse(text.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if !entering {
				return ast.WalkContinue, nil
			}
			switch n := n.(type) {
			case *east.TableRow:
				rows++
				if n.ChildCount() != 5 {
					t.Errorf("a row of %d cells in\n%s", n.ChildCount(), s)
				}
			case *ast.Link:
				links++
				if to := string(n.Destination); !strings.HasPrefix(to, "https://github.com/") && !strings.HasPrefix(to, report.RuleLink("")) {
					t.Errorf("a link to %q", to)
				}
			case *ast.Heading:
				headings++
			case *ast.RawHTML, *ast.HTMLBlock, *ast.Image, *ast.AutoLink, *ast.CodeSpan, *ast.Emphasis, *east.Strikethrough, *ast.CodeBlock, *ast.FencedCodeBlock, *ast.List, *ast.Blockquote:
				t.Errorf("a %s from outside in\n%s", n.Kind(), s)
			}
			return ast.WalkContinue, nil
		})
		if rows != len(r.Findings) || links != 2*rows || headings != 1 {
			t.Errorf("%d rows, %d links, %d headings for %d findings:\n%s", rows, links, headings, len(r.Findings), s)
		}
	})
}
