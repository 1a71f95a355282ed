// Package report prints findings: one file an output format. It knows formats
// and units; it must not know rules or how findings came to be. Inside the
// program places are bytes; here they become code points for people, JSON and
// SARIF, bytes for rdjson, and terminal cells for carets.
package report

import (
	"io"

	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/lint"
)

// Report is what a run has to say.
type Report struct {
	Findings []lint.Finding // sorted
	Files    int            // linted
	Papers   int
	Bullets  int

	Rules   []*lint.Rule            // for formats that carry the rules' documentation
	Help    func(*lint.Rule) string // a rule's page in Markdown; may be nil
	Version string                  // of the program
}

// Options are about the place that the report goes to.
type Options struct {
	Style term.Style
	Width int                                  // of the terminal, in cells; 0 means unlimited
	Env   func(string) string                  // environment, for formats that CI systems steer by it
	Open  func(string) (io.WriteCloser, error) // opens a file for appending (GitHub's job summary); may be nil
}

// Format is one output format.
type Format struct {
	Name  string
	Write func(w io.Writer, r *Report, o Options) error
}

// Formats lists the output formats in the order of the documentation.
func Formats() []Format {
	return []Format{
		{"text", writeText},
		{"table", writeTable},
		{"json", writeJSON},
		{"jsonl", writeJSONL},
		{"sarif", writeSARIF},
		{"github", writeGitHub},
		{"gitlab", writeGitLab},
		{"checkstyle", writeCheckstyle},
		{"junit", writeJUnit},
		{"rdjsonl", writeRDJSONL},
	}
}

// Names lists the formats' names.
func Names() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// ByName returns the format of that name.
func ByName(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// counts returns how many findings there are of each severity.
func (r *Report) counts() map[lint.Severity]int {
	n := map[lint.Severity]int{}
	for i := range r.Findings {
		n[r.Findings[i].Severity]++
	}
	return n
}
