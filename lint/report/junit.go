package report

import (
	"encoding/xml"
	"fmt"
	"io"

	"github.com/sumtool/sumtool/internal/wording"
)

type junit struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	File    string        `xml:"file,attr,omitempty"`
	Line    int           `xml:"line,attr,omitempty"`
	Failure *junitFailure `xml:"failure"`
}

type junitFailure struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// writeJUnit prints a suite a file and a failed case a finding. A run that found
// nothing is one passed case: some CI systems take no case for a broken run.
func writeJUnit(w io.Writer, r *Report, _ Options) error {
	doc := junit{Name: "sumtool", Tests: len(r.Findings), Failures: len(r.Findings)}
	for _, findings := range byFile(r.Findings) {
		suite := junitSuite{Name: findings[0].File, Tests: len(findings), Failures: len(findings)}
		for i := range findings {
			f := &findings[i]
			text := fmt.Sprintf("%s:%d:%d: %s %s: %s\n%s\n", f.File, f.Start.Line, f.Start.Column, f.Severity, f.Rule, withSuggestion(f), f.Text)
			suite.Cases = append(suite.Cases, junitCase{
				Name: fmt.Sprintf("%s (%d:%d)", f.Rule, f.Start.Line, f.Start.Column), Class: f.File, File: f.File, Line: f.Start.Line,
				Failure: &junitFailure{f.Severity.String(), f.Message, text},
			})
		}
		doc.Suites = append(doc.Suites, suite)
	}
	if len(doc.Suites) == 0 {
		doc.Tests = 1
		name := "nothing found in " + wording.Count(r.Files, "file")
		doc.Suites = []junitSuite{{Name: "sumtool", Tests: 1, Cases: []junitCase{{Name: name, Class: "sumtool"}}}}
	}
	return writeXML(w, doc)
}
