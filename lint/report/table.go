package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/sumtool/sumtool/internal/term"
)

// textCells bounds the source text that a table's row shows.
const textCells = 24

// writeTable prints one row a finding.
func writeTable(w io.Writer, r *Report, o Options) error {
	rows := make([][]string, 0, len(r.Findings))
	for i := range r.Findings {
		f := &r.Findings[i]
		suggested := ""
		if f.Suggestion != nil {
			suggested = suggestion(*f.Suggestion, textCells)
		}
		rows = append(rows, []string{
			fmt.Sprintf("%s:%d:%d", term.Printable(f.File), f.Start.Line, f.Start.Column),
			paintSeverity(o.Style, f.Severity), f.Rule,
			term.Truncate(term.Printable(f.Text), textCells), suggested,
		})
	}
	b := bufio.NewWriter(w)
	if err := term.Table(b, []string{"PLACE", "SEVERITY", "RULE", "TEXT", "SUGGESTION"}, nil, rows); err != nil {
		return err
	}
	return b.Flush()
}
