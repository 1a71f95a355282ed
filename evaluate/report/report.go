// Package report prints an [evaluate.Report]: one file a format. It knows how a
// comparison is read; it must not know how a score is made, and computes none.
package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/term"
)

// Options say what to print beside the comparison itself.
type Options struct {
	PerPaper bool       // scores by paper too
	Buckets  bool       // scores by kind of segment too; the page always has them
	Segments bool       // every segment's scores too; JSON always has them
	Worst    int        // so many of the worst segments too; the page has 200 of them unless told
	Width    int        // of the terminal in cells; 0 if the result does not go to one
	Style    term.Style // for the table on a terminal
}

// printers are the formats by name.
var printers = []struct {
	name  string
	print func(io.Writer, *evaluate.Report, Options) error
}{
	{"table", writeTable},
	{"markdown", writeMarkdown},
	{"latex", writeLaTeX},
	{"csv", writeCSV},
	{"json", writeJSON},
	{"html", writeHTML},
}

// Formats lists the names of the formats, the default first.
func Formats() []string {
	var names []string
	for _, p := range printers {
		names = append(names, p.name)
	}
	return names
}

// Write prints a report in a format. It fails on an unknown format and when w does.
func Write(w io.Writer, format string, r *evaluate.Report, o Options) error {
	for _, p := range printers {
		if p.name == format {
			return p.print(w, r, o)
		}
	}
	return fmt.Errorf("unknown format %q: use one of %s", format, strings.Join(Formats(), ", "))
}
