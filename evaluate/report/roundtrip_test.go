package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/term"
)

// named is a comparison of two systems whose names, titles and texts are anything.
func named(name, title, txt string, score float64) *evaluate.Report {
	row := func(id string) evaluate.SegmentRow {
		return evaluate.SegmentRow{ID: id, Paper: title, Source: txt, Refs: []string{txt}, Hyps: []evaluate.Hypothesis{{Text: txt, Scores: []float64{score}}, {Text: txt + " b", Scores: []float64{1}}}}
	}
	return &evaluate.Report{
		Segments: 2, References: "1",
		Metrics: []evaluate.MetricInfo{{Key: "bleu", Name: "BLEU", Digits: 1, Max: 100, Signature: "nrefs:1|tok:13a"}},
		Systems: []evaluate.System{{Name: name, Scores: []evaluate.Score{{Value: score}}}, {Name: "other", Scores: []evaluate.Score{{Value: 1}}}},
		Papers:  []evaluate.Group{{Key: "2406.90011", Title: title, Segments: 2, Scores: [][]float64{{score}, {1}}}},
		Listing: &evaluate.Listing{Len: 2, ID: func(i int) string { return fmt.Sprint(i + 1) },
			Score: func(s, _, _ int) (float64, []evaluate.Part) { return []float64{score, 1}[s], nil }},
		Worst:     []evaluate.SegmentRow{row("1"), row("2")},
		Unaligned: []string{title + " has no reference"},
		Warnings:  []string{txt},
	}
}

// FuzzRoundTrip prints comparisons of anything and reads every format as its own
// readers do: names, texts and scores come back, and nothing in them becomes
// markup, a link, a cell or a terminal's command.
func FuzzRoundTrip(f *testing.F) {
	f.Add("a|b *c* _d_ `e` [f](g) <h> &amp;", "</script><img src=x onerror=alert(1)>", "50% & $5 #1 a_b {c} ~d ^e \\f <g>", 48.6)
	f.Add("x\ny", "\x1b[31mred\u202e", "a,\"b\"\r\nc\td\x00\xff", 0.0)
	f.Add("\\", "| --- |\n| a |", "$$\\end{table}%", 1e300)
	f.Add("n", "- a", "1) b", 0.2)
	f.Add("n", "---", "+ b", 0.2)
	f.Add("    code", "# head\n\n- list", "![a](http://b) <http://c> d@e.f https://g.h", 0.1)
	term.PinWidth()
	f.Fuzz(func(t *testing.T, name, title, txt string, score float64) {
		if score != score || score > 1e308 || score < -1e308 || len(name)+len(title)+len(txt) > 2<<10 {
			t.Skip()
		}
		name, title, txt = valid(name), valid(title), valid(txt) // as the readers of inputs give them
		r := named(name, title, txt, score)
		o := Options{PerPaper: true, Segments: true, Worst: 2}
		out := map[string]string{}
		for _, format := range Formats() {
			var b strings.Builder
			if err := Write(&b, format, r, o); err != nil {
				t.Fatal(err)
			}
			if out[format] = b.String(); !utf8.ValidString(b.String()) {
				t.Errorf("%s is no UTF-8", format)
			}
		}
		readJSONBack(t, out["json"], r)
		readCSVBack(t, out["csv"], r)
		readMarkdownBack(t, out["markdown"], r)
		readHTMLBack(t, out["html"], name)
		readLaTeXBack(t, out["latex"])
		if s := out["table"]; strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) }) {
			t.Errorf("the table has control characters: %q", s)
		}
	})
}

func valid(s string) string { return string([]rune(s)) }

func readJSONBack(t *testing.T, s string, r *evaluate.Report) {
	t.Helper()
	type metrics map[string]struct{ Score float64 }
	var got struct {
		Systems []struct {
			Name     string
			Metrics  metrics
			Segments []struct {
				ID      string
				Metrics metrics
			}
		}
		Papers []struct {
			Title string
		}
		Worst []struct {
			Source     string
			References []string
		}
		Unaligned, Warnings []string
	}
	if err := json.Unmarshal([]byte(s), &got); err != nil {
		t.Fatalf("%v: %s", err, s)
	}
	sys := got.Systems[0]
	if sys.Name != r.Systems[0].Name || sys.Metrics["bleu"].Score != r.Systems[0].Scores[0].Value || len(sys.Segments) != 2 || sys.Segments[1].Metrics["bleu"].Score != sys.Metrics["bleu"].Score {
		t.Errorf("%+v for %+v", sys, r.Systems[0])
	}
	if got.Papers[0].Title != r.Papers[0].Title || len(got.Worst) != 2 || got.Worst[1].Source != r.Worst[1].Source || got.Worst[0].References[0] != r.Worst[0].Refs[0] {
		t.Errorf("%+v, %+v", got.Papers, got.Worst)
	}
	if d := cmp.Diff([][]string{r.Unaligned, r.Warnings}, [][]string{got.Unaligned, got.Warnings}); d != "" {
		t.Error(d)
	}
}

func readCSVBack(t *testing.T, s string, r *evaluate.Report) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(s)).ReadAll()
	if err != nil {
		t.Fatalf("%v: %s", err, s)
	}
	if len(rows) != 1+2*(1+1+2+2) {
		t.Fatalf("%d rows", len(rows))
	}
	lf := func(s string) string { return noFormula(term.Printable(spaced.Replace(s))) } // a cell is one line that no spreadsheet computes
	for _, row := range rows[1:] {
		if row[4] == lf(r.Systems[0].Name) {
			if v, err := strconv.ParseFloat(row[6], 64); err != nil || v != r.Systems[0].Scores[0].Value {
				t.Errorf("score %s", row[6])
			}
		} else if row[4] != "other" {
			t.Errorf("system %q", row[4])
		}
		if row[0] == "worst" && row[12] != lf(r.Worst[0].Refs[0]) {
			t.Errorf("reference %q", row[12])
		}
	}
}

var gfm = goldmark.New(goldmark.WithExtensions(extension.GFM))

// readMarkdownBack renders as GitHub does and looks for what nobody wrote.
func readMarkdownBack(t *testing.T, s string, r *evaluate.Report) {
	t.Helper()
	want := 2 + 2 + 4 // systems, in all, by paper and by segment
	for _, row := range r.Worst {
		want += len(row.Refs) + len(row.Hyps)
		if row.Source != "" {
			want++
		}
	}
	src := []byte(s)
	tables, rows := 0, 0
	err := ast.Walk(gfm.Parser().Parse(text.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *east.Table:
			tables++
		case *east.TableRow:
			rows++
		case *ast.RawHTML:
			if raw := string(n.Segments.Value(src)); raw != "<b>" && raw != "</b>" && raw != "<del>" && raw != "</del>" {
				t.Errorf("markup from outside: %s", raw)
			}
		case *ast.Link, *ast.Image, *ast.HTMLBlock, *ast.CodeBlock, *ast.FencedCodeBlock, *ast.Blockquote, *ast.ThematicBreak, *east.Strikethrough:
			t.Errorf("a %s from outside in\n%s", n.Kind(), s)
		case *ast.List:
			if n.Parent().Kind() != ast.KindDocument {
				t.Errorf("a list from outside in\n%s", s)
			}
		case *ast.Heading:
			if n.Level < 3 {
				t.Errorf("a heading from outside in\n%s", s)
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil || tables != 5 || rows != want {
		t.Errorf("%d tables of %d rows, not %d, %v:\n%s", tables, rows, want, err, s)
	}
}

// readHTMLBack looks for elements and attributes that the page has none of.
func readHTMLBack(t *testing.T, s, name string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(s))
	scripts, names := 0, 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatal(z.Err())
			}
			if scripts != 1 {
				t.Errorf("%d scripts", scripts)
			}
			if names == 0 && strings.TrimSpace(name) != "" && !strings.ContainsAny(name, "\r\x00") {
				t.Errorf("the name %q is not on the page", name)
			}
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			if tok.Data == "script" {
				scripts++
			}
			if tok.Data == "img" || tok.Data == "a" && !strings.HasPrefix(attr(tok, "href"), "#") || tok.Data == "iframe" {
				t.Errorf("an element from outside: %s", tok)
			}
			for _, a := range tok.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "src" {
					t.Errorf("an attribute from outside: %s", tok)
				}
				if a.Key == "data-value" && a.Val == name {
					names++
				}
			}
		}
	}
}

func attr(tok html.Token, key string) string {
	for _, a := range tok.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// readLaTeXBack reads the source's tokens: groups close, a table's rows have its
// columns, and no character but ours is a command.
func readLaTeXBack(t *testing.T, s string) {
	t.Helper()
	known := map[string]bool{"begin": true, "end": true, "centering": true, "toprule": true, "midrule": true, "bottomrule": true, "caption": true, "textbf": true, "emph": true, "texttt": true,
		"uparrow": true, "downarrow": true, "pm": true, "textbackslash": true, "textasciitilde": true, "textasciicircum": true, "textless": true, "textgreater": true, "textbar": true,
		"multicolumn": true, "sout": true, "linewidth": true, "allowbreak": true}
	depth, math := 0, false
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '%':
			for i < len(s) && s[i] != '\n' {
				i++
			}
		case '{':
			depth++
		case '}':
			depth--
		case '$':
			math = !math
		case '\\':
			j := i + 1
			for j < len(s) && (s[j] >= 'a' && s[j] <= 'z' || s[j] >= 'A' && s[j] <= 'Z') {
				j++
			}
			if j == i+1 {
				if j == len(s) || !strings.ContainsRune(`\&%$#_{}`, rune(s[j])) {
					t.Errorf("a command from outside at %.20q", s[i:])
				}
				i++
				continue
			}
			if !known[s[i+1:j]] {
				t.Errorf("a command from outside: %q", s[i:j])
			}
			i = j - 1
		case '~', '#', '_', '^':
			if s[i] != '^' || !math {
				t.Errorf("%q is not escaped: %.40q", s[i], s[max(0, i-10):])
			}
		}
		if depth < 0 {
			t.Fatalf("a group ends that none began: %.60q", s[max(0, i-20):])
		}
	}
	if depth != 0 || math || strings.Count(s, `\begin{`) != strings.Count(s, `\end{`) {
		t.Errorf("depth %d, math %v:\n%s", depth, math, s)
	}
}
