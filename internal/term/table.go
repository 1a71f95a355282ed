package term

import (
	"io"
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// Align says where a column's text stands.
type Align uint8

// The alignments.
const (
	Left Align = iota
	Right
)

// Table prints rows under a header in aligned columns without borders. Cells
// are taken as they are: pass text from digests through [Printable] first.
// Columns beyond align are left-aligned.
func Table(w io.Writer, header []string, align []Align, rows [][]string) error {
	cells := alignRight(append([][]string{header}, rows...), align)
	var b strings.Builder // the library says nothing of writes that fail
	t := tablewriter.NewTable(&b,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders: tw.BorderNone,
			Settings: tw.Settings{
				Separators: tw.Separators{BetweenColumns: tw.Off, BetweenRows: tw.Off, ShowHeader: tw.Off},
				Lines:      tw.Lines{ShowTop: tw.Off, ShowBottom: tw.Off, ShowHeaderLine: tw.Off},
			},
		})),
		tablewriter.WithConfig(tablewriter.Config{
			Header: tw.CellConfig{
				Formatting: tw.CellFormatting{AutoFormat: tw.Off, AutoWrap: tw.WrapNone},
				Alignment:  tw.CellAlignment{Global: tw.AlignLeft},
				Padding:    tw.CellPadding{Global: tw.Padding{Right: "  ", Overwrite: true}},
			},
			Row: tw.CellConfig{
				Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone},
				Alignment:  tw.CellAlignment{Global: tw.AlignLeft},
				Padding:    tw.CellPadding{Global: tw.Padding{Right: "  ", Overwrite: true}},
			},
		}),
		tablewriter.WithTrimSpace(tw.Off),
	)
	t.Header(cells[0])
	if err := t.Bulk(cells[1:]); err != nil {
		return err
	}
	if err := t.Render(); err != nil {
		return err
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// alignRight returns the rows with the cells of right-aligned columns as wide as
// the widest. The library does that only for columns with padding on their left.
func alignRight(rows [][]string, align []Align) [][]string {
	out := make([][]string, len(rows))
	for i, row := range rows {
		out[i] = slices.Clone(row)
	}
	for column, a := range align {
		if a != Right {
			continue
		}
		widest := 0
		for _, row := range out {
			if column < len(row) {
				widest = max(widest, Width(row[column]))
			}
		}
		for _, row := range out {
			if column < len(row) {
				row[column] = strings.Repeat(" ", widest-Width(row[column])) + row[column]
			}
		}
	}
	return out
}
