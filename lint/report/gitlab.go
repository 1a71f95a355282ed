package report

import (
	"bufio"
	"io"

	"github.com/sumtool/sumtool/lint"
)

// gitlabIssue is an entry of a GitLab Code Quality report.
// Source: GitLab's documentation, "Code Quality report format".
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

// writeGitLab prints a Code Quality report. GitLab drops entries whose
// fingerprint it has seen, so each has its own.
func writeGitLab(w io.Writer, r *Report, _ Options) error {
	issues := make([]gitlabIssue, 0, len(r.Findings))
	for i := range r.Findings {
		f := &r.Findings[i]
		issues = append(issues, gitlabIssue{
			Description: f.Rule + ": " + withSuggestion(f), CheckName: f.Rule, Fingerprint: fingerprint(f),
			Severity: map[lint.Severity]string{lint.Error: "major", lint.Warning: "minor", lint.Info: "info"}[f.Severity],
			Location: gitlabLocation{cleanPath(f.File), gitlabLines{f.Start.Line, f.End.Line}},
		})
	}
	b := bufio.NewWriter(w)
	e := encoder(b)
	e.SetIndent("", "  ")
	if err := e.Encode(issues); err != nil {
		return err
	}
	return b.Flush()
}
