package report

import (
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
	severities := map[lint.Severity]string{lint.Error: "major", lint.Warning: "minor", lint.Info: "info"}
	return encodeList(w, []string{listSlot}, len(r.Findings), func(i int) any {
		f := &r.Findings[i]
		return gitlabIssue{
			Description: f.Rule + ": " + withSuggestion(f), CheckName: f.Rule, Fingerprint: fingerprint(f),
			Severity: severities[f.Severity],
			Location: gitlabLocation{cleanPath(f.File), gitlabLines{f.Start.Line, f.End.Line}},
		}
	})
}
