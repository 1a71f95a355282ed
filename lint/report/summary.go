package report

import (
	"bufio"
	"fmt"

	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/internal/wording"
	"github.com/sumtool/sumtool/lint"
)

// maxSummary bounds what is added to a job summary, in bytes: GitHub refuses
// more than 1 MiB a step, and what other tools wrote counts, too.
const maxSummary = 512 << 10

// appendSummary adds the findings to GitHub's job summary as a Markdown table.
func appendSummary(name string, r *Report, o Options) (err error) {
	f, err := o.Open(name)
	if err != nil {
		return fmt.Errorf("write the job summary: %w", err)
	}
	defer func() {
		if closed := f.Close(); err == nil && closed != nil {
			err = fmt.Errorf("write the job summary: %w", closed)
		}
	}()
	b := bufio.NewWriter(f)
	counts := r.counts()
	fmt.Fprintf(b, "### sumtool\n\n%s, %s, %s in %s, %s\n", wording.Count(counts[lint.Error], "error"), wording.Count(counts[lint.Warning], "warning"),
		wording.Count(counts[lint.Info], "info"), wording.Count(r.Files, "file"), wording.Count(r.Papers, "paper"))
	if len(r.Findings) > 0 {
		b.WriteString("\n| place | severity | rule | text | instead |\n|---|---|---|---|---|\n")
	}
	size := 0
	for i := range r.Findings {
		row := summaryRow(&r.Findings[i], o)
		if size += len(row); size > maxSummary {
			fmt.Fprintf(b, "\n%d more findings do not fit here; see the log.\n", len(r.Findings)-i)
			break
		}
		b.WriteString(row)
	}
	b.WriteString("\n")
	return b.Flush()
}

func summaryRow(f *lint.Finding, o Options) string {
	file := workspacePath(f.File, o)
	place := fmt.Sprintf("%s:%d:%d", term.Markdown(file), f.Start.Line, f.Start.Column)
	if server, repo, sha := o.Env("GITHUB_SERVER_URL"), o.Env("GITHUB_REPOSITORY"), o.Env("GITHUB_SHA"); server != "" && repo != "" && sha != "" {
		place = fmt.Sprintf("[%s](%s/%s/blob/%s/%s?plain=1#L%d)", place, server, repo, sha, fileURI(file), f.Start.Line)
	}
	instead := ""
	if f.Suggestion != nil {
		instead = term.Markdown(suggestion(*f.Suggestion, 80))
	}
	return fmt.Sprintf("| %s | %s | [%s](%s) %s | %s | %s |\n", place, f.Severity, f.Rule, RuleLink(f.Rule), term.Markdown(f.Message), term.Markdown(term.Truncate(term.Printable(f.Text), 80)), instead)
}
