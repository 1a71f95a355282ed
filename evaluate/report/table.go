package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/internal/wording"
)

// titleCells is how much of a paper's title a table has room for.
const titleCells = 44

// writeTable prints for a terminal. Warnings are not in it: they belong to
// standard error.
func writeTable(w io.Writer, r *evaluate.Report, o Options) error {
	p := &tablePrinter{w: w, r: r, style: o.Style, width: o.Width}
	p.comparison()
	p.legend()
	p.pairs()
	for _, s := range sections(r, o) {
		p.groups(s)
	}
	if o.Worst > 0 {
		p.segments(worst(r, o.Worst))
	}
	return p.err
}

type tablePrinter struct {
	w     io.Writer
	r     *evaluate.Report
	style term.Style
	width int // of the terminal, 0 if there is none
	err   error
}

func (p *tablePrinter) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func (p *tablePrinter) table(header []string, rows [][]string) {
	if p.err != nil {
		return
	}
	var b strings.Builder
	if p.err = term.Table(&b, header, nil, rows); p.err != nil {
		return
	}
	for line := range strings.Lines(b.String()) {
		p.printf("%s\n", strings.TrimRight(line, " \n"))
	}
}

// comparison has a line of scores a system and, where differences were tested,
// one of P values under it; or, where that is too wide, a line a metric.
func (p *tablePrinter) comparison() {
	columns := make([][]string, len(p.r.Metrics))
	for k := range p.r.Metrics {
		columns[k] = p.scoreColumn(k)
	}
	header, rows := p.bySystem(columns)
	if tooWide(header, rows, p.width) {
		header, rows = p.byMetric(columns)
	}
	p.table(header, rows)
}

func (p *tablePrinter) bySystem(columns [][]string) (header []string, rows [][]string) {
	header = []string{"System"}
	for _, m := range p.r.Metrics {
		header = append(header, title(m))
	}
	for i, s := range p.r.Systems {
		row, below := []string{p.systemName(i)}, []string{""}
		said := false
		for k := range p.r.Metrics {
			row = append(row, columns[k][i])
			_, words := verdict(p.r, s.Scores[k])
			said = said || words != ""
			below = append(below, p.style.Dim(words))
		}
		rows = append(rows, row)
		if said {
			rows = append(rows, below)
		}
	}
	return header, rows
}

// byMetric has a column of scores a system and, where differences were tested,
// one of P values behind it.
func (p *tablePrinter) byMetric(columns [][]string) (header []string, rows [][]string) {
	header = []string{"Metric"}
	said := make([]bool, len(p.r.Systems))
	for i, s := range p.r.Systems {
		header = append(header, p.systemName(i))
		for k := range p.r.Metrics {
			_, words := verdict(p.r, s.Scores[k])
			said[i] = said[i] || words != ""
		}
		if said[i] {
			header = append(header, "")
		}
	}
	for k, m := range p.r.Metrics {
		row := []string{title(m)}
		for i, s := range p.r.Systems {
			row = append(row, columns[k][i])
			if said[i] {
				_, words := verdict(p.r, s.Scores[k])
				row = append(row, p.style.Dim(words))
			}
		}
		rows = append(rows, row)
	}
	return header, rows
}

// systemName is a system's name, after its rank if there is one.
func (p *tablePrinter) systemName(i int) string {
	name := term.Printable(p.r.Systems[i].Name)
	if rank := rankOf(p.r.Systems[i]); rank > 0 {
		return fmt.Sprintf("%d. %s", rank, name)
	}
	return name
}

// textCells is how wide a table is made that does not go to a terminal.
const textCells = 100

// tooWide reports whether a table is wider than the terminal or, without one,
// than a page of text.
func tooWide(header []string, rows [][]string, width int) bool {
	if width == 0 {
		width = textCells
	}
	cells := 0
	for c := range header {
		widest := term.Width(header[c])
		for _, row := range rows {
			widest = max(widest, term.Width(row[c]))
		}
		cells += widest + 2
	}
	return cells-2 > width
}

// rankOf is a system's rank cluster by the first metric.
func rankOf(s evaluate.System) int {
	if len(s.Scores) == 0 {
		return 0
	}
	return s.Scores[0].Rank
}

// scoreColumn lays the scores of one metric out so that points, signs and marks
// stand under each other.
func (p *tablePrinter) scoreColumn(metric int) []string {
	m := p.r.Metrics[metric]
	best := bests(m, corpus(p.r, metric))
	values, halves := make([]string, len(p.r.Systems)), make([]string, len(p.r.Systems))
	for i, s := range p.r.Systems {
		values[i], halves[i] = number(m, s.Scores[metric].Value), half(m, s.Scores[metric].Interval)
	}
	padLeft(values)
	padLeft(halves)
	for i, s := range p.r.Systems {
		cell := values[i]
		if best[i] {
			cell = p.style.Bold(cell)
		}
		if strings.TrimSpace(halves[i]) != "" {
			cell += " ± " + halves[i]
		}
		if mark, _ := verdict(p.r, s.Scores[metric]); mark != "" {
			cell += " " + mark
		}
		values[i] = cell
	}
	return values
}

// padLeft makes all strings as wide as the widest.
func padLeft(s []string) {
	width := 0
	for _, v := range s {
		width = max(width, term.Width(v))
	}
	for i, v := range s {
		s[i] = strings.Repeat(" ", width-term.Width(v)) + v
	}
}

func (p *tablePrinter) legend() {
	p.printf("\n%s\n", p.style.Dim(p.size()))
	for _, n := range notes(p.r) {
		p.printf("%s\n", p.style.Dim(term.Printable(n)))
	}
	width := 0
	for _, m := range p.r.Metrics {
		width = max(width, term.Width(m.Name))
	}
	for _, m := range p.r.Metrics {
		if m.Signature != "" {
			p.printf("%s\n", p.style.Dim(fmt.Sprintf("%-*s  %s", width, m.Name, m.Signature)))
		}
	}
}

// pairs has a line of P values for every two systems.
func (p *tablePrinter) pairs() {
	if len(p.r.Pairs) == 0 {
		return
	}
	header, rows := pairTable(p.r)
	for _, row := range rows {
		row[0] = term.Printable(row[0])
	}
	p.printf("\n%s\n", p.style.Bold(pairsTitle))
	p.table(header, rows)
}

func (p *tablePrinter) size() string { return sizeLine(p.r) }

// sizeLine says how much was scored.
func sizeLine(r *evaluate.Report) string {
	line := wording.Count(r.Segments, "segment")
	if len(r.Papers) > 0 {
		line += " of " + wording.Count(len(r.Papers), "paper")
	}
	switch r.References {
	case "", "0":
	case "1":
		line += ", 1 reference"
	case "var":
		line += ", as many references as each has"
	default:
		line += ", " + r.References + " references"
	}
	return line
}

func (p *tablePrinter) groups(s section) {
	header := []string{s.Column, "Segments", "System"}
	for _, m := range p.r.Metrics {
		header = append(header, title(m))
	}
	columns := make([][]string, len(p.r.Metrics))
	for k, m := range p.r.Metrics {
		for _, g := range s.Groups {
			for _, v := range inGroup(g, k) {
				columns[k] = append(columns[k], number(m, v))
			}
		}
		padLeft(columns[k])
	}
	var rows [][]string
	at := 0
	for _, g := range s.Groups {
		best := make([][]bool, len(p.r.Metrics))
		for k, m := range p.r.Metrics {
			best[k] = bests(m, inGroup(g, k))
		}
		for i := range g.Scores {
			row := []string{"", "", term.Printable(p.r.Systems[i].Name)}
			if i == 0 {
				row[0] = term.Truncate(term.Printable(groupName(g)), titleCells)
				row[1] = fmt.Sprintf("%8d", g.Segments)
			}
			for k := range p.r.Metrics {
				cell := columns[k][at]
				if best[k][i] {
					cell = p.style.Bold(cell)
				}
				row = append(row, cell)
			}
			rows = append(rows, row)
			at++
		}
	}
	p.printf("\n%s\n", p.style.Bold(s.Title))
	p.table(header, rows)
}
