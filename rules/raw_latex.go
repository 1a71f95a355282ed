package rules

import (
	"bytes"
	"fmt"
	"sort"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/lint"
)

// RawLatex reports LaTeX that no page expands.
var RawLatex = &lint.Rule{
	ID: "raw-latex", Category: lint.Text, Severity: lint.Warning,
	Doc: lint.Doc{
		Summary: "LaTeX stands in the prose, where nothing expands it",
		Why: "A macro of the paper's own (`\\method`), `\\url{…}`, `\\times` or `x_{t}` outside a formula is shown as it is written. " +
			"Formulas in dollars are expanded by GitHub, not by other readers, so they are infos. Macros in code or in quotation marks are left alone.",
		Bad:  "- 이 논문은 \\method를 제안하고 \\url{example.org}에 공개합니다.\n",
		Good: "- 이 논문은 Quill을 제안하며 `\\section`과 '\\cite'를 다룹니다. 별표 \\*와 \\_는 그대로 둡니다.\n",
	},
	Check: func(p *lint.Pass) {
		if !bytes.ContainsAny(p.Source, "\\${") {
			return
		}
		for at := range written(p.Document) {
			rawLatex(p, at)
		}
		for i := range p.Papers {
			title := p.Papers[i].Heading.Title
			for _, m := range dollars().FindAllIndex(p.Bytes(title), -1) {
				formula(p, digest.Span{Start: title.Start + m[0], End: title.Start + m[1]})
			}
			for j := range p.Papers[i].Bullets {
				for _, in := range p.Papers[i].Bullets[j].Inlines {
					if in.Kind == digest.Math {
						formula(p, in.Span)
					}
				}
			}
		}
	},
}

var (
	dollars = lazyregexp.New(`\$[^$\s](?:[^$]*[^$\s])?\$`)
	// macro matches a macro with its arguments, or a script in braces.
	macro = lazyregexp.New(`\\+([A-Za-z]+)\*?(?:\{[^{}]*\})*|[A-Za-z0-9)]*[\^_]\{[^{}]*\}`)
)

func formula(p *lint.Pass, at digest.Span) {
	p.Report(at, "a LaTeX formula: GitHub shows it, plain readers do not", lint.At(lint.Info))
}

func rawLatex(p *lint.Pass, at digest.Span) {
	src := p.Bytes(at)
	if !bytes.ContainsAny(src, "\\{") {
		return
	}
	inDollars := dollars().FindAllIndex(src, -1)
	for _, m := range macro().FindAllSubmatchIndex(src, -1) {
		if within(inDollars, m[0]) || quotedAt(src, m[0], m[1]) {
			continue
		}
		text := string(src[m[0]:m[1]])
		span := digest.Span{Start: at.Start + m[0], End: at.Start + m[1]}
		if m[2] < 0 {
			p.Reportf(span, "%q is LaTeX outside a formula; write the sign", text)
			continue
		}
		name := string(src[m[2]:m[3]])
		if isEscape(text) || !isMacro(name) && ofPath(src, m[0]) {
			continue
		}
		if plain, n := unlatex(strings.TrimLeft(text, `\`)); !strings.HasPrefix(plain, `\`) {
			span.End = at.Start + m[2] + n
			p.Report(span, fmt.Sprintf(`the macro \%s is not expanded here`, name), lint.Suggest(plain, lint.NoFix))
			continue
		}
		p.Reportf(span, `the macro \%s is not expanded here; write what it stands for`, name)
	}
}

func within(spans [][]int, offset int) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i][1] > offset })
	return i < len(spans) && spans[i][0] <= offset
}

// quotedAt reports whether src[start:end] stands in quotation marks of its own.
func quotedAt(src []byte, start, end int) bool {
	return start > 0 && strings.IndexByte("'\"", src[start-1]) >= 0 && end < len(src) && src[end] == src[start-1] ||
		bytes.HasSuffix(src[:start], []byte("‘")) || bytes.HasSuffix(src[:start], []byte("“"))
}

// isEscape reports whether the backslash begins an escape, escaped-unicode's
// business, and no macro.
func isEscape(text string) bool {
	m := escapeRun().FindStringSubmatchIndex(text)
	if m == nil || m[0] != 0 {
		return false
	}
	return m[2] >= 0 || !continuesMacro(text[:m[1]], []byte(text[m[1]:]))
}

// ofPath reports whether the backslash parts the folders of a path: C:\Temp.
func ofPath(src []byte, at int) bool {
	return at > 0 && (src[at-1] == ':' || latinOrDigit(src[at-1]))
}
