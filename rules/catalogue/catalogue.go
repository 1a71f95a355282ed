// Package catalogue prints the rules' documentation: as a table, as JSON and as
// the Markdown that docs/rules.md holds. It knows the shape of a rule; it must
// not know any single one.
package catalogue

import (
	"encoding/json"
	"io"

	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/lint"
)

// Formats lists the formats.
func Formats() []string { return []string{"table", "json", "markdown"} }

// Write prints all rules.
func Write(w io.Writer, format string, rules []*lint.Rule) error {
	switch format {
	case "json":
		list := make([]jsonRule, len(rules))
		for i, r := range rules {
			list[i] = toJSON(r)
		}
		return writeJSON(w, list)
	case "markdown":
		return writeMarkdown(w, rules)
	}
	rows := make([][]string, len(rules))
	for i, r := range rules {
		rows[i] = []string{r.ID, string(r.Category), r.Severity.String(), r.Fix.String(), term.OneLine(r.Doc.Summary)}
	}
	return term.Table(w, []string{"ID", "CATEGORY", "SEVERITY", "FIX", "WHAT IT FINDS"}, nil, rows)
}

// WriteRule explains one rule.
func WriteRule(w io.Writer, format string, r *lint.Rule) error {
	switch format {
	case "json":
		return writeJSON(w, toJSON(r))
	case "markdown":
		return writeRuleMarkdown(w, r)
	}
	return explain(w, r)
}

type jsonRule struct {
	ID       string        `json:"id"`
	Category lint.Category `json:"category"`
	Severity string        `json:"severity"`
	Fix      string        `json:"fix"`
	Summary  string        `json:"summary"`
	Why      string        `json:"why"`
	Source   string        `json:"source,omitempty"`
	Bad      string        `json:"bad"`
	Good     string        `json:"good"`
	Options  []Option      `json:"options"`
}

func toJSON(r *lint.Rule) jsonRule {
	return jsonRule{r.ID, r.Category, r.Severity.String(), r.Fix.String(), r.Doc.Summary, r.Doc.Why, r.Doc.Source, r.Doc.Bad, r.Doc.Good, Options(r)}
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
