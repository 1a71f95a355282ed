package report

import (
	"bufio"
	"encoding/json"
	"io"

	"github.com/sumtool/sumtool/lint"
)

// jsonFinding is a finding as the contract prints it. Lines and columns are
// 1-based, columns in code points, ends exclusive.
type jsonFinding struct {
	File       string        `json:"file"`
	Line       int           `json:"line"`
	Column     int           `json:"column"`
	EndLine    int           `json:"end_line"`
	EndColumn  int           `json:"end_column"`
	Rule       string        `json:"rule"`
	Category   lint.Category `json:"category"`
	Severity   string        `json:"severity"`
	Message    string        `json:"message"`
	Text       string        `json:"text"`
	Suggestion *string       `json:"suggestion,omitempty"`
	Fix        string        `json:"fix"`
	Confidence float64       `json:"confidence,omitempty"`
	Paper      *jsonPaper    `json:"paper,omitempty"`
	Field      string        `json:"field,omitempty"`
	Related    []jsonRelated `json:"related,omitempty"`
}

type jsonPaper struct {
	ArXivID string `json:"arxiv_id"`
	Title   string `json:"title"`
}

type jsonRelated struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

func toJSON(f *lint.Finding) jsonFinding {
	j := jsonFinding{
		File: f.File, Line: f.Start.Line, Column: f.Start.Column, EndLine: f.End.Line, EndColumn: f.End.Column,
		Rule: f.Rule, Category: f.Category, Severity: f.Severity.String(), Message: f.Message, Text: f.Text,
		Suggestion: f.Suggestion, Fix: fixName(f), Confidence: f.Confidence, Field: f.Field,
	}
	if f.Paper != nil {
		j.Paper = &jsonPaper{f.Paper.ArXivID, f.Paper.Title}
	}
	for _, r := range f.Related {
		j.Related = append(j.Related, jsonRelated{r.Place.File, r.Place.Start.Line, r.Place.Start.Column, r.Message})
	}
	return j
}

// fixName says what kind of fix a finding carries.
func fixName(f *lint.Finding) string {
	if f.Fix == nil {
		return lint.NoFix.String()
	}
	return f.Fix.Safety.String()
}

// encoder writes JSON that keeps <, > and & readable.
func encoder(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

func writeJSONL(w io.Writer, r *Report, _ Options) error {
	b := bufio.NewWriter(w)
	e := encoder(b)
	for i := range r.Findings {
		if err := e.Encode(toJSON(&r.Findings[i])); err != nil {
			return err
		}
	}
	return b.Flush()
}

func writeJSON(w io.Writer, r *Report, _ Options) error {
	doc := struct {
		Version  int            `json:"version"`
		Files    int            `json:"files"`
		Papers   int            `json:"papers"`
		Bullets  int            `json:"bullets"`
		Counts   map[string]int `json:"counts"`
		Findings []string       `json:"findings"`
	}{1, r.Files, r.Papers, r.Bullets, map[string]int{}, []string{listSlot}}
	counts := r.counts()
	for _, name := range lint.SeverityNames() {
		s, _ := lint.ParseSeverity(name)
		doc.Counts[name] = counts[s]
	}
	return encodeList(w, doc, len(r.Findings), func(i int) any { return toJSON(&r.Findings[i]) })
}
