package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/term"
)

// writeLaTeX prints tables for the booktabs package. Signatures and notes are
// in the caption, where readers need them. Korean needs an engine that has it,
// such as LuaLaTeX with a Korean font.
func writeLaTeX(w io.Writer, r *evaluate.Report, o Options) error {
	var b strings.Builder
	b.WriteString("% \\usepackage{booktabs}\n")
	latexOpen(&b, "l"+strings.Repeat("r", len(r.Metrics)))
	header := []string{"System"}
	for _, m := range r.Metrics {
		header = append(header, latexTitle(m))
	}
	latexRow(&b, header)
	b.WriteString("\\midrule\n")
	for i, s := range r.Systems {
		row := []string{escapeLaTeX(s.Name)}
		for k, m := range r.Metrics {
			sc := s.Scores[k]
			cell := number(m, sc.Value)
			if bests(m, corpus(r, k))[i] {
				cell = "\\textbf{" + cell + "}"
			}
			if h := half(m, sc.Interval); h != "" {
				cell += " $\\pm$ " + h
			}
			if mark, _ := verdict(r, sc); mark != "" {
				cell += "$^{*}$"
			} else if sc.Identical {
				cell += "$^{=}$"
			}
			row = append(row, cell)
		}
		latexRow(&b, row)
	}
	latexClose(&b, latexCaption(r))
	if len(r.Pairs) > 0 {
		header, rows := pairTable(r)
		b.WriteString("\n")
		latexOpen(&b, "l"+strings.Repeat("r", len(r.Metrics)))
		for i, row := range append([][]string{header}, rows...) {
			for c := range row {
				row[c] = escapeLaTeX(row[c])
			}
			latexRow(&b, row)
			if i == 0 {
				b.WriteString("\\midrule\n")
			}
		}
		latexClose(&b, pairsTitle)
	}
	for _, s := range sections(r, o) {
		latexGroups(&b, r, s)
	}
	if o.Worst > 0 {
		latexSegments(&b, r, worst(r, o.Worst))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func latexOpen(b *strings.Builder, columns string) {
	b.WriteString("\\begin{table}\n\\centering\n\\begin{tabular}{" + columns + "}\n\\toprule\n")
}

func latexClose(b *strings.Builder, caption string) {
	b.WriteString("\\bottomrule\n\\end{tabular}\n\\caption{" + caption + "}\n\\end{table}\n")
}

func latexRow(b *strings.Builder, cells []string) {
	b.WriteString(strings.Join(cells, " & ") + " \\\\\n")
}

func latexTitle(m evaluate.MetricInfo) string {
	name := escapeLaTeX(m.Name)
	switch {
	case m.Neutral:
		return name
	case m.LowerBetter:
		return name + " $\\downarrow$"
	}
	return name + " $\\uparrow$"
}

func latexCaption(r *evaluate.Report) string {
	parts := []string{escapeLaTeX(upperFirst(sizeLine(r)))}
	for _, n := range notes(r) {
		n = strings.Replace(escapeLaTeX(n), "±", "$\\pm$", 1)
		if rest, ok := strings.CutPrefix(n, "* "); ok {
			n = "$^{*}$ " + rest
		}
		parts = append(parts, upperFirst(n))
	}
	for _, m := range r.Metrics {
		if m.Signature != "" {
			signature := strings.ReplaceAll(escapeLaTeX(m.Signature), "\\textbar{}", "\\textbar\\allowbreak{}")
			parts = append(parts, escapeLaTeX(m.Name)+": \\texttt{"+signature+"}")
		}
	}
	return strings.Join(parts, ". ") + "."
}

func latexGroups(b *strings.Builder, r *evaluate.Report, s section) {
	b.WriteString("\n")
	latexOpen(b, "lrl"+strings.Repeat("r", len(r.Metrics)))
	header := []string{escapeLaTeX(s.Column), "Segments", "System"}
	for _, m := range r.Metrics {
		header = append(header, latexTitle(m))
	}
	latexRow(b, header)
	b.WriteString("\\midrule\n")
	for _, g := range s.Groups {
		for i := range g.Scores {
			row := []string{"", "", escapeLaTeX(r.Systems[i].Name)}
			if i == 0 {
				row[0], row[1] = escapeLaTeX(groupName(g)), fmt.Sprint(g.Segments)
			}
			for k, m := range r.Metrics {
				cell := number(m, g.Scores[i][k])
				if bests(m, inGroup(g, k))[i] {
					cell = "\\textbf{" + cell + "}"
				}
				row = append(row, cell)
			}
			latexRow(b, row)
		}
	}
	latexClose(b, escapeLaTeX("Scores "+strings.ToLower(s.Title)))
}

func latexSegments(b *strings.Builder, r *evaluate.Report, rows []evaluate.SegmentRow) {
	b.WriteString("\n% Struck words need \\usepackage[normalem]{ulem}.\n")
	latexOpen(b, "lp{0.75\\linewidth}")
	for i, row := range rows {
		if i > 0 {
			b.WriteString("\\midrule\n")
		}
		latexRow(b, []string{"\\multicolumn{2}{l}{\\emph{" + escapeLaTeX(strings.TrimSpace(row.ID+" "+row.Paper)) + "}}"})
		if row.Source != "" {
			latexRow(b, []string{"source", escapeLaTeX(row.Source)})
		}
		for _, ref := range row.Refs {
			latexRow(b, []string{"reference", escapeLaTeX(ref)})
		}
		for k, h := range row.Hyps {
			var text strings.Builder
			for _, d := range compared(row, h) {
				inner := strings.TrimSpace(d.Text)
				before, after, _ := strings.Cut(d.Text, inner)
				switch {
				case d.Kind == evaluate.InBoth || inner == "":
					text.WriteString(escapeLaTeX(d.Text))
				case d.Kind == evaluate.Missing:
					text.WriteString(before + "\\sout{" + escapeLaTeX(inner) + "}" + after)
				default:
					text.WriteString(before + "\\textbf{" + escapeLaTeX(inner) + "}" + after)
				}
			}
			latexRow(b, []string{escapeLaTeX(r.Systems[k].Name), text.String()})
		}
	}
	latexClose(b, escapeLaTeX(worstTitle(r, len(rows)))+"; struck words are only in the reference, bold ones only in the system's text.")
}

// escapeLaTeX makes text stand for itself.
func escapeLaTeX(s string) string {
	var b strings.Builder
	for _, r := range term.Printable(spaced.Replace(s)) {
		switch r {
		case '&', '%', '$', '#', '_', '{', '}':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\\':
			b.WriteString("\\textbackslash{}")
		case '~':
			b.WriteString("\\textasciitilde{}")
		case '^':
			b.WriteString("\\textasciicircum{}")
		case '<':
			b.WriteString("\\textless{}")
		case '>':
			b.WriteString("\\textgreater{}")
		case '|':
			b.WriteString("\\textbar{}")
		case '\n', '\r':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
