package rules

import (
	"bytes"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// Whitespace reports spaces and blank lines that do not belong where they are.
var Whitespace = &lint.Rule{
	ID: "whitespace", Category: lint.Fields, Severity: lint.Info, Fix: lint.Safe,
	Doc: lint.Doc{
		Summary: "spaces at the end of a line, double spaces, or blank lines in the wrong place",
		Why: "Stray spaces make noise in diffs; a blank line inside the list makes every bullet a paragraph; a heading without a blank " +
			"line before it is missed by some programs. Two spaces at the end of a line are a hard break and stay, and so do blank lines at the end of the file.",
		Bad:  "- ***What's New***:  새로운 방법을 제안합니다. \n- 정확도가 높아졌습니다.\n",
		Good: "- ***What's New***: 새로운 방법을 제안합니다.\n- 줄을 나눕니다.  \n  다음 줄입니다.\n",
	},
	Check: func(p *lint.Pass) {
		trailingSpace(p)
		headingsWithoutBlank(p)
		for i := range p.Papers {
			paper := &p.Papers[i]
			for j := range paper.Bullets {
				doubleSpaces(p, &paper.Bullets[j])
				if j > 0 {
					blankInList(p, &paper.Bullets[j-1], &paper.Bullets[j])
				}
			}
		}
	},
}

// trailingSpace reports spaces and tabs before a line's end, except the two of
// a hard break.
func trailingSpace(p *lint.Pass) {
	src := p.Source
	for start := 0; start < len(src); {
		end := len(src)
		if i := bytes.IndexByte(src[start:], '\n'); i >= 0 {
			end = start + i
		}
		next := end + 1
		if end > start && src[end-1] == '\r' {
			end--
		}
		trimmed := end
		for trimmed > start && (src[trimmed-1] == ' ' || src[trimmed-1] == '\t') {
			trimmed--
		}
		hardBreak := end-trimmed == 2 && src[trimmed] == ' ' && src[trimmed+1] == ' ' && trimmed > start && next < len(src) && src[next] != '\n' && src[next] != '\r'
		if trimmed < end && !hardBreak {
			p.Report(digest.Span{Start: trimmed, End: end}, "spaces at the end of the line", lint.Suggest("", lint.Safe))
		}
		start = next
	}
}

// doubleSpaces reports runs of spaces between words and after a label.
func doubleSpaces(p *lint.Pass, b *digest.Bullet) {
	at := digest.Span{Start: b.Text.Start, End: b.Text.End}
	if b.Label != nil {
		at.Start = b.Label.Span.End
	}
	src := p.Source
	for i := at.Start; i < at.End; i++ {
		if src[i] != ' ' || i > at.Start && src[i-1] == ' ' {
			continue
		}
		end := i
		for end < at.End && src[end] == ' ' {
			end++
		}
		if end-i < 2 || end == at.End || src[end] == '\n' || src[end] == '\r' || lineStart(src, i) || insideVerbatim(b, i) {
			continue
		}
		p.Report(digest.Span{Start: i, End: end}, "more than one space", lint.Suggest(" ", lint.Safe))
	}
}

// lineStart reports whether offset is the first of its line: indentation there
// is Markdown's business.
func lineStart(src []byte, offset int) bool { return offset == 0 || src[offset-1] == '\n' }

func insideVerbatim(b *digest.Bullet, offset int) bool {
	in := b.InlineBefore(offset + 1)
	return in != nil && (in.Kind == digest.Code || in.Kind == digest.Math) && offset < in.Span.End
}

// headingsWithoutBlank reports paper headings that follow text directly.
func headingsWithoutBlank(p *lint.Pass) {
	for i := range p.Papers {
		at := p.Papers[i].Heading.Span.Start
		if at < 2 || p.Source[at-1] != '\n' {
			continue
		}
		before := bytes.TrimRight(p.Source[:at-1], "\r")
		if len(before) == 0 || before[len(before)-1] == '\n' {
			continue
		}
		newline := "\n"
		if len(before) < at-1 {
			newline = "\r\n"
		}
		mark := digest.Span{Start: at, End: p.Papers[i].Heading.Text.Start}
		p.Report(mark, "no blank line before the heading",
			lint.WithFix(lint.Safe, lint.Edit{Span: digest.Span{Start: at, End: at}, New: newline}))
	}
}

// blankInList reports blank lines between two bullets of one list.
func blankInList(p *lint.Pass, a, b *digest.Bullet) {
	gap := digest.Span{Start: a.Span.End, End: b.Span.Start}
	if a.Depth != b.Depth || a.Ordered != b.Ordered || gap.Len() <= 0 || len(bytes.TrimSpace(p.Bytes(gap))) > 0 || bytes.Count(p.Bytes(gap), []byte("\n")) < 2 {
		return
	}
	src := p.Source
	keep := gap.Start + bytes.IndexByte(src[gap.Start:gap.End], '\n') + 1
	end := bytes.LastIndexByte(src[gap.Start:gap.End], '\n') + gap.Start + 1
	p.Report(digest.Span{Start: keep, End: end}, "a blank line inside the list", lint.Suggest("", lint.Safe))
}
