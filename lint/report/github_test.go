package report_test

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/lint/report"
)

// FuzzGitHub reads what is printed as GitHub's runner does: the commands are our
// annotations alone, whatever the findings say, and each finding is an annotation
// or a line of the log.
func FuzzGitHub(f *testing.F) {
	f.Add("2024/05/30.md", sample, "100% wrong,\nand so on", "고친 <말>")
	f.Add("::error file=a\n::warning::b", strings.Repeat("%e\n", 14), "a\r##[add-mask]a\x1b[2J", "\n::notice::b")
	f.Add(" ::stop-commands::x", strings.Repeat("%w %i\n", 12), "%0A::error::%25", "%250D\r\n")
	term.PinWidth()
	f.Fuzz(func(t *testing.T, file, source, message, suggested string) {
		if strings.Count(source, "%") > 60 || len(file)+len(source)+len(message)+len(suggested) > 4<<10 {
			t.Skip("takes long and says no more")
		}
		r := reportUnder(t, markRules(message, suggested), [2]string{file, source})
		text := write(t, "github", r, report.Options{})
		if !utf8.ValidString(text) {
			t.Errorf("no UTF-8: %q", text)
		}
		harmless(t, strings.ReplaceAll(text, "\n", " "))
		want := slices.Clone(r.Findings)
		slices.SortStableFunc(want, func(a, b lint.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
		shown, next := map[string]int{}, 0
		rest := false
		for line := range strings.Lines(text) {
			command, properties, data, ok := runnerCommand(t, line)
			switch {
			case ok && properties["title"] == "sumtool":
				rest = true
			case ok:
				for shown[want[next].Severity.String()] >= 10 || command == "notice" && want[next].Severity != lint.Info {
					next++ // told in the log
				}
				f := &want[next]
				next++
				shown[f.Severity.String()]++
				if command != strings.Replace(f.Severity.String(), "info", "notice", 1) || properties["line"] != strconv.Itoa(f.Start.Line) ||
					properties["col"] != strconv.Itoa(f.Start.Column) || properties["title"] != "sumtool "+f.Rule || properties["file"] != term.Printable(clean(f.File)) {
					t.Errorf("%s %v for %+v", command, properties, f)
				}
				if shownMessage(advised(f)) != data {
					t.Errorf("%q for %q", data, advised(f))
				}
			case !rest:
				t.Errorf("a line that is no command: %q", line)
			}
		}
		if n := strings.Count(text, "\n"); n != len(want) && n != len(want)+1 || rest != (n == len(want)+1) {
			t.Errorf("%d lines for %d findings", n, len(want))
		}
	})
}

// shownMessage is a message whose lines are safe to print.
func shownMessage(s string) string {
	var lines []string
	for _, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		lines = append(lines, term.Printable(line))
	}
	return strings.Join(lines, "\n")
}

var (
	oldCommand = regexp.MustCompile(`##\[[^\]]*\]`)
	newCommand = regexp.MustCompile(`^::([a-z-]+)(?: (.*?))?::(.*)$`)
	unescape   = func(s string, pairs ...string) string {
		for i := 0; i < len(pairs); i += 2 { // one after the other, as the runner does
			s = strings.ReplaceAll(s, pairs[i], pairs[i+1])
		}
		return s
	}
)

// runnerCommand reads a line as actions/runner does (ActionCommand.cs).
func runnerCommand(t *testing.T, line string) (name string, properties map[string]string, data string, ok bool) {
	line = strings.TrimLeftFunc(strings.TrimSuffix(line, "\n"), unicode.IsSpace)
	m := newCommand.FindStringSubmatch(line)
	if m == nil {
		if strings.HasPrefix(line, "::") || oldCommand.MatchString(line) {
			t.Errorf("a command from outside: %q", line)
		}
		return "", nil, "", false
	}
	if !slices.Contains([]string{"error", "warning", "notice"}, m[1]) {
		t.Errorf("a command from outside: %q", line)
	}
	properties = map[string]string{}
	for _, p := range strings.Split(m[2], ",") {
		key, value, _ := strings.Cut(p, "=")
		if _, twice := properties[key]; twice {
			t.Errorf("%q twice in %q", key, line)
		}
		properties[key] = unescape(value, "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
	}
	return m[1], properties, unescape(m[3], "%0D", "\r", "%0A", "\n", "%25", "%"), true
}
