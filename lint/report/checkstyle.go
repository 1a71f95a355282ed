package report

import (
	"encoding/xml"
	"io"

	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/lint"
)

type checkstyle struct {
	XMLName xml.Name         `xml:"checkstyle"`
	Version string           `xml:"version,attr"`
	Files   []checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr"`
	Column   int    `xml:"column,attr"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

// writeCheckstyle prints Checkstyle's XML.
func writeCheckstyle(w io.Writer, r *Report, _ Options) error {
	doc := checkstyle{Version: "4.3"}
	for _, findings := range byFile(r.Findings) {
		file := checkstyleFile{Name: findings[0].File}
		for i := range findings {
			f := &findings[i]
			file.Errors = append(file.Errors, checkstyleError{f.Start.Line, f.Start.Column, f.Severity.String(), withSuggestion(f), "sumtool." + f.Rule})
		}
		doc.Files = append(doc.Files, file)
	}
	return writeXML(w, doc)
}

// byFile divides sorted findings by file.
func byFile(findings []lint.Finding) (groups [][]lint.Finding) {
	for start := 0; start < len(findings); {
		end := start + 1
		for end < len(findings) && findings[end].File == findings[start].File {
			end++
		}
		groups = append(groups, findings[start:end])
		start = end
	}
	return groups
}

// withSuggestion is the finding's message and what to write instead, cut to a
// length that a line of a report can hold.
func withSuggestion(f *lint.Finding) string {
	if f.Suggestion == nil || *f.Suggestion == "" {
		return f.Message
	}
	return f.Message + " (suggestion: " + term.Truncate(*f.Suggestion, 200) + ")"
}

// writeXML prints a document with its declaration. Characters that XML cannot
// hold become U+FFFD.
func writeXML(w io.Writer, doc any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
