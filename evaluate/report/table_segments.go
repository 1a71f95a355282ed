package report

import (
	"fmt"
	"strings"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/term"
)

// segments prints each segment's reference and what every system made of it,
// the differences marked as git's word diff does.
func (p *tablePrinter) segments(rows []evaluate.SegmentRow) {
	p.printf("\n%s\n", p.style.Bold(worstTitle(p.r, len(rows))))
	width := term.Width("reference")
	for _, s := range p.r.Systems {
		width = max(width, term.Width(s.Name))
	}
	label := func(s string) string {
		s = term.Printable(s)
		return s + strings.Repeat(" ", max(0, width-term.Width(s)))
	}
	for _, row := range rows {
		p.printf("\n%s", p.style.Cyan(term.Printable(row.ID)))
		if row.Paper != "" {
			p.printf("  %s", term.Printable(row.Paper))
		}
		p.printf("\n")
		if row.Source != "" {
			p.printf("  %s  %s\n", p.style.Dim(label("source")), term.Printable(row.Source))
		}
		for _, ref := range row.Refs {
			p.printf("  %s  %s\n", p.style.Dim(label("reference")), term.Printable(ref))
		}
		for i, h := range row.Hyps {
			p.printf("  %s  %s\n", p.style.Bold(label(p.r.Systems[i].Name)), p.style.Dim(scoreList(p.r, h)))
			p.printf("  %s  %s\n", label(""), p.diff(row, h))
		}
	}
}

func worstTitle(r *evaluate.Report, n int) string {
	line := "The worst segment"
	if n != 1 {
		line = fmt.Sprintf("The %d worst segments", n)
	}
	if g := r.Guide; g >= 0 && g < len(r.Metrics) {
		line += " by " + r.Metrics[g].Name
	}
	return line
}

// scoreList prints a segment's scores in one line.
func scoreList(r *evaluate.Report, h evaluate.Hypothesis) string {
	var parts []string
	for k, m := range r.Metrics {
		parts = append(parts, m.Name+" "+number(m, h.Scores[k]))
	}
	return strings.Join(parts, "  ")
}

func (p *tablePrinter) diff(row evaluate.SegmentRow, h evaluate.Hypothesis) string {
	var b strings.Builder
	for _, d := range compared(row, h) {
		text := term.Printable(d.Text)
		switch d.Kind {
		case evaluate.Missing:
			b.WriteString(p.style.Red("[-" + text + "-]"))
		case evaluate.Extra:
			b.WriteString(p.style.Green("{+" + text + "+}"))
		default:
			b.WriteString(text)
		}
	}
	return b.String()
}

// compared marks how a hypothesis differs from the first reference; without
// one there is nothing to mark.
func compared(row evaluate.SegmentRow, h evaluate.Hypothesis) []evaluate.DiffPart {
	if len(row.Refs) == 0 {
		return []evaluate.DiffPart{{Text: h.Text}}
	}
	return evaluate.DiffWords(row.Refs[0], h.Text)
}
