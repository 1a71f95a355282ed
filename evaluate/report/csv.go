package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/term"
)

// writeCSV prints one score a line, so that a spreadsheet or a data frame can
// group as it likes. The scope says what was scored: "corpus", "pair" (of systems), "paper", the name
// of a way of dividing the segments, "segment", or "worst"; group is which of them.
// Scores have full precision, and cells that do not apply are empty.
func writeCSV(w io.Writer, r *evaluate.Report, o Options) error {
	c := csv.NewWriter(w)
	header := []string{"scope", "group", "title", "segments", "system", "metric", "score", "ci_low", "ci_high", "mean", "p_value", "signature"}
	if o.Worst > 0 {
		header = append(header, "reference", "hypothesis")
	}
	put := func(cells ...string) {
		for len(cells) < len(header) {
			cells = append(cells, "")
		}
		for i := range cells {
			cells[i] = noFormula(term.Printable(spaced.Replace(cells[i])))
		}
		c.Write(cells) // its error is kept until Flush
	}
	put(header...)
	for _, s := range r.Systems {
		for k, m := range r.Metrics {
			sc := s.Scores[k]
			var lo, hi, mean, p string
			if sc.Interval != nil {
				lo, hi, mean = exact(sc.Interval.Lo), exact(sc.Interval.Hi), exact(sc.Interval.Mean)
			}
			if sc.P != nil {
				p = exact(*sc.P)
			}
			put("corpus", "", "", strconv.Itoa(r.Segments), s.Name, m.Key, exact(sc.Value), lo, hi, mean, p, m.Signature)
		}
	}
	for _, c := range r.Pairs {
		for k, m := range r.Metrics {
			pair := r.Systems[c.A].Name + " – " + r.Systems[c.B].Name
			put("pair", pair, "", strconv.Itoa(r.Segments), "", m.Key, "", "", "", "", exact(c.P[k]), m.Signature)
		}
	}
	groups := func(scope string, groups []evaluate.Group) {
		for _, g := range groups {
			for i, s := range r.Systems {
				for k, m := range r.Metrics {
					put(scope, g.Key, g.Title, strconv.Itoa(g.Segments), s.Name, m.Key, exact(g.Scores[i][k]))
				}
			}
		}
	}
	if o.PerPaper {
		groups("paper", r.Papers)
	}
	if o.Buckets {
		for _, b := range r.Buckets {
			groups(b.Name, b.Groups)
		}
	}
	if o.Segments && r.Listing != nil {
		groups("segment", singly(r))
	}
	for _, row := range worst(r, o.Worst) {
		ref := ""
		if len(row.Refs) > 0 {
			ref = row.Refs[0]
		}
		for i, h := range row.Hyps {
			for k, m := range r.Metrics {
				put("worst", row.ID, row.Paper, "1", r.Systems[i].Name, m.Key, exact(h.Scores[k]), "", "", "", "", "", ref, h.Text)
			}
		}
	}
	c.Flush()
	return c.Error()
}

// noFormula keeps a spreadsheet from taking a text for a formula, by the apostrophe
// that spreadsheets know for it.
func noFormula(cell string) string {
	if cell == "" || !strings.ContainsAny(cell[:1], "=+-@\t\r") {
		return cell
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil {
		return cell
	}
	return "'" + cell
}

// exact prints a number so that reading it gives the same number.
func exact(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
