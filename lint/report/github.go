package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/internal/wording"
	"github.com/sumtool/sumtool/lint"
)

// annotations is how many annotations of one type GitHub shows of a step; it
// drops the others without a word.
// Source: actions/toolkit, docs/problem-matchers.md, "Limitations".
const annotations = 10

// writeGitHub prints workflow commands, which GitHub shows beside the changed
// lines. The gravest come first; what GitHub would drop is printed as plain lines
// of the log, and a last annotation says how many there are. If the environment
// names a job summary, all findings are added to it.
func writeGitHub(w io.Writer, r *Report, o Options) error {
	if o.Env == nil {
		o.Env = func(string) string { return "" }
	}
	findings := slices.Clone(r.Findings)
	slices.SortStableFunc(findings, func(a, b lint.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	counts := r.counts()
	limit := map[lint.Severity]int{lint.Error: annotations, lint.Warning: annotations, lint.Info: annotations}
	if counts[lint.Error] > annotations || counts[lint.Warning] > annotations || counts[lint.Info] > annotations {
		limit[lint.Info]-- // the last annotation is a notice, too
	}
	b := bufio.NewWriter(w)
	var rest []*lint.Finding
	shown := map[lint.Severity]int{}
	for i := range findings {
		f := &findings[i]
		if shown[f.Severity] == limit[f.Severity] {
			rest = append(rest, f)
			continue
		}
		shown[f.Severity]++
		b.WriteString(githubCommand(f, o))
	}
	if len(rest) > 0 {
		fmt.Fprintf(b, "::notice title=sumtool::%s\n", escapeData(githubMore(rest)))
		for _, f := range rest {
			b.WriteString(escapeLog(fmt.Sprintf("%s:%d:%d: %s %s: %s", workspacePath(f.File, o), f.Start.Line, f.Start.Column, f.Severity, f.Rule, withSuggestion(f))) + "\n")
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	if name := o.Env("GITHUB_STEP_SUMMARY"); name != "" && o.Open != nil {
		return appendSummary(name, r, o)
	}
	return nil
}

// githubMore counts what is not annotated.
func githubMore(rest []*lint.Finding) string {
	counts := map[lint.Severity]int{}
	for _, f := range rest {
		counts[f.Severity]++
	}
	var parts []string
	for _, s := range []lint.Severity{lint.Error, lint.Warning, lint.Info} {
		if n := counts[s]; n > 0 {
			parts = append(parts, wording.Count(n, "more "+s.String()))
		}
	}
	return strings.Join(parts, ", ") + " than GitHub shows: see the log of this step or the job summary"
}

// githubCommand is one annotation. Columns are only right within one line.
func githubCommand(f *lint.Finding, o Options) string {
	kind := map[lint.Severity]string{lint.Error: "error", lint.Warning: "warning", lint.Info: "notice"}[f.Severity]
	place := fmt.Sprintf("file=%s,line=%d,endLine=%d", escapeProperty(workspacePath(f.File, o)), f.Start.Line, f.End.Line)
	if f.Start.Line == f.End.Line {
		place += fmt.Sprintf(",col=%d,endColumn=%d", f.Start.Column, f.End.Column)
	}
	return fmt.Sprintf("::%s %s,title=%s::%s\n", kind, place, escapeProperty("sumtool "+f.Rule), escapeData(withSuggestion(f)))
}

// The escapes of workflow commands.
// Source: actions/toolkit, packages/core/src/command.ts.
var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	lineBreaks      = strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ")
	oldCommands     = strings.NewReplacer("##[", "## [")
)

// escapeData keeps the lines of a text; the log shows it, so that nothing else
// in it may move a terminal's cursor.
func escapeData(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = term.Printable(lines[i])
	}
	return dataEscapes.Replace(strings.Join(lines, "\n"))
}

func escapeProperty(s string) string { return propertyEscapes.Replace(term.Printable(s)) }

// escapeLog keeps a finding on its line of the log and from being a command: the
// runner takes a line that begins with :: for one, and the old form ##[…]
// anywhere in a line.
// Source: actions/runner, src/Runner.Common/ActionCommand.cs.
func escapeLog(s string) string {
	s = oldCommands.Replace(term.Printable(lineBreaks.Replace(s)))
	if strings.HasPrefix(strings.TrimSpace(s), "::") {
		s = "./" + s // what stands first is the path
	}
	return s
}
