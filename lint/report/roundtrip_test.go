package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/lint/report"
)

// FuzzRoundTrip writes findings whose file, source, message and suggestion are
// anything, and reads every format as its own readers do: the findings must come
// back, each with the text that its positions name, and nothing else.
func FuzzRoundTrip(f *testing.F) {
	f.Add("2024/05/30.md", sample, "100% wrong,\nand so on", "고친 <말>")
	f.Add("a b,c:d.md", "### \xFF%e\x00\n\n- %w\x1b[31m %i\r\n", "x]]>\x1b]0;y\a\u202e", "")
	f.Add("::error file=a\n::warning::b", "- %e%e%e%e%e%e%e%e%e%e%e%e%e%w\n", "##[add-mask]a", "\n::notice::b")
	f.Add("\\a\\%41 |`.md", "%e\r%w\u2028%i\n%e\u0085", "\ufffe\xed\xa0\x80", "| \U0001F468\u200d\U0001F52C")
	term.PinWidth()
	f.Fuzz(func(t *testing.T, file, source, message, suggested string) {
		if strings.Count(source, "%") > 40 || len(file)+len(source)+len(message)+len(suggested) > 4<<10 {
			t.Skip("takes long and says no more")
		}
		r := reportUnder(t, markRules(message, suggested), [2]string{file, source})
		for _, read := range readers {
			text := write(t, read.format, r, report.Options{})
			if !utf8.ValidString(text) {
				t.Errorf("%s is no UTF-8: %q", read.format, text)
			}
			if diff := cmp.Diff(wanted(r, read.keeps), read.read(t, text, source)); diff != "" {
				t.Errorf("%s, as read back (-want +got):\n%s\n%s", read.format, diff, text)
			}
		}
	})
}

// markRules report the marks of the sample with a message and a suggestion.
func markRules(message, suggested string) []*lint.Rule {
	rule := func(id, mark string, s lint.Severity, opts ...lint.Option) *lint.Rule {
		return &lint.Rule{ID: id, Category: lint.Text, Severity: s, Fix: lint.Safe, Check: func(p *lint.Pass) {
			for at := 0; ; {
				i := bytes.Index(p.Source[at:], []byte(mark))
				if i < 0 {
					return
				}
				span := digest.Span{Start: at + i, End: at + i + len(mark)}
				p.Report(span, message, opts...)
				at = span.End
			}
		}}
	}
	return []*lint.Rule{
		rule("an-error", "%e", lint.Error, lint.Suggest(suggested, lint.Safe)),
		rule("a-warning", "%w", lint.Warning, lint.Suggest(suggested, lint.NoFix)),
		rule("an-info", "%i", lint.Info),
	}
}

// told is what a format tells of a finding. What it leaves out is zero.
type told struct {
	File                 string
	Line, Column         int // of its start
	Severity, Rule, Text string
	Message              string
	Suggestion           string
	Fixed                bool
}

// keeps is which parts a format keeps, and how.
type keeps struct {
	file                                   func(string) string
	column, severity, text, suggest, fixes bool
	message                                func(*lint.Finding) string
}

func wanted(r *report.Report, k keeps) []told {
	var want []told
	for i := range r.Findings {
		f := &r.Findings[i]
		w := told{File: k.file(f.File), Line: f.Start.Line, Rule: f.Rule, Message: k.message(f)}
		if k.column {
			w.Column = f.Start.Column
		}
		if k.severity {
			w.Severity = f.Severity.String()
		}
		if k.text {
			w.Text = valid(f.Text)
		}
		if k.suggest && f.Suggestion != nil {
			w.Suggestion = valid(*f.Suggestion)
		}
		w.Fixed = k.fixes && f.Fix != nil
		want = append(want, w)
	}
	return want
}

// valid is s with U+FFFD for each byte that is no UTF-8, as JSON has it.
func valid(s string) string { return string([]rune(s)) }

// inXML is s as XML can hold it.
func inXML(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return err.Error()
	}
	var back struct {
		Text string `xml:",chardata"`
	}
	if err := xml.Unmarshal([]byte("<a>"+b.String()+"</a>"), &back); err != nil {
		return err.Error()
	}
	return back.Text
}

func clean(file string) string { return path.Clean(strings.ReplaceAll(file, `\`, "/")) }

func message(f *lint.Finding) string { return valid(f.Message) }

// advised is the message with the suggestion behind it.
func advised(f *lint.Finding) string {
	if f.Suggestion == nil || *f.Suggestion == "" {
		return f.Message
	}
	return f.Message + " (suggestion: " + term.Truncate(*f.Suggestion, 200) + ")"
}

// readers read each format.
var readers = []struct {
	format string
	keeps  keeps
	read   func(t *testing.T, text, source string) []told
}{
	{"json", jsonKeeps, func(t *testing.T, text, source string) []told {
		var doc struct {
			Version  int
			Counts   map[string]int
			Findings []jsonFinding
		}
		strict(t, text, &doc)
		n := doc.Counts["error"] + doc.Counts["warning"] + doc.Counts["info"]
		if doc.Version != 1 || n != len(doc.Findings) {
			t.Errorf("version %d, %d counted of %d", doc.Version, n, len(doc.Findings))
		}
		return fromJSON(t, doc.Findings, source)
	}},
	{"jsonl", jsonKeeps, func(t *testing.T, text, source string) []told {
		return fromJSON(t, lines[jsonFinding](t, text), source)
	}},
	{"sarif", keeps{file: func(s string) string { return clean(s) }, column: true, severity: true, text: true, fixes: true, message: message}, readSARIF},
	{"rdjsonl", keeps{file: func(s string) string { return valid(clean(s)) }, severity: true, text: true, fixes: true, message: message}, readRD},
	{"gitlab", keeps{file: func(s string) string { return valid(clean(s)) }, severity: true, message: func(f *lint.Finding) string { return valid(f.Rule + ": " + advised(f)) }}, readGitLab},
	{"checkstyle", keeps{file: inXML, column: true, severity: true, message: func(f *lint.Finding) string { return inXML(advised(f)) }}, readCheckstyle},
	{"junit", keeps{file: inXML, column: true, severity: true, message: func(f *lint.Finding) string { return inXML(f.Message) }}, readJUnit},
	{"text", keeps{file: term.Printable, column: true, severity: true, message: func(f *lint.Finding) string { return term.Printable(f.Message) }}, readText},
	{"table", keeps{file: term.Printable, column: true, severity: true, message: func(*lint.Finding) string { return "" }}, readTable},
}

var jsonKeeps = keeps{file: valid, column: true, severity: true, text: true, suggest: true, fixes: true, message: message}

type jsonFinding struct {
	File                               string
	Line, Column                       int
	EndLine                            int `json:"end_line"`
	EndColumn                          int `json:"end_column"`
	Rule, Severity, Message, Text, Fix string
	Suggestion                         *string
	Category, Field                    string
	Paper                              any
}

func fromJSON(t *testing.T, findings []jsonFinding, source string) (got []told) {
	for _, f := range findings {
		g := told{File: f.File, Line: f.Line, Column: f.Column, Severity: f.Severity, Rule: f.Rule, Text: f.Text, Message: f.Message, Fixed: f.Fix != "none"}
		if f.Suggestion != nil {
			g.Suggestion = *f.Suggestion
		}
		if text := between(source, f.Line, f.Column, f.EndLine, f.EndColumn); text != f.Text {
			t.Errorf("%d:%d-%d:%d is %q, not %q", f.Line, f.Column, f.EndLine, f.EndColumn, text, f.Text)
		}
		got = append(got, g)
	}
	return got
}

// between is the text between two places of a source, in code points.
func between(source string, line, column, endLine, endColumn int) string {
	rows := strings.SplitAfter(source, "\n")
	if line == endLine {
		return string([]rune(rows[line-1])[column-1 : endColumn-1])
	}
	s := string([]rune(rows[line-1])[column-1:])
	for _, row := range rows[line : endLine-1] {
		s += valid(row)
	}
	return s + string([]rune(rows[endLine-1])[:endColumn-1])
}

// strict reads one JSON value with nothing behind it.
func strict(t *testing.T, text string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
}

// lines reads a JSON value a line.
func lines[T any](t *testing.T, text string) (all []T) {
	for line := range strings.Lines(text) {
		var v T
		strict(t, line, &v)
		all = append(all, v)
	}
	return all
}

func readSARIF(t *testing.T, text, source string) (got []told) {
	type region struct{ StartLine, StartColumn, EndLine, EndColumn int }
	var doc struct {
		Runs []struct {
			ColumnKind string
			Results    []struct {
				RuleID, Level       string
				Message             struct{ Text string }
				PartialFingerprints map[string]string
				Locations           []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct {
							region
							Snippet struct{ Text string }
						}
					}
				}
				Fixes []struct {
					ArtifactChanges []struct {
						Replacements []struct{ DeletedRegion region }
					}
				}
			}
		}
	}
	strict(t, text, &doc)
	seen := map[string]bool{}
	for _, res := range doc.Runs[0].Results {
		at := res.Locations[0].PhysicalLocation
		g := told{Line: at.Region.StartLine, Column: at.Region.StartColumn, Rule: res.RuleID, Severity: strings.Replace(res.Level, "note", "info", 1),
			Text: at.Region.Snippet.Text, Message: res.Message.Text, Fixed: len(res.Fixes) > 0}
		u, err := url.Parse(at.ArtifactLocation.URI)
		if err != nil {
			t.Fatal(err)
		}
		if u.Host != "" || u.RawQuery != "" || u.Fragment != "" || u.Opaque != "" || u.Scheme != "" && u.Scheme != "file" {
			t.Errorf("%q is no path alone: %+v", at.ArtifactLocation.URI, u)
		}
		g.File = clean(u.Path)
		if between(source, at.Region.StartLine, at.Region.StartColumn, at.Region.EndLine, at.Region.EndColumn) != g.Text {
			t.Errorf("%+v is not %q", at.Region, g.Text)
		}
		if g.Fixed && res.Fixes[0].ArtifactChanges[0].Replacements[0].DeletedRegion != at.Region.region {
			t.Errorf("the fix is elsewhere: %+v", res.Fixes)
		}
		print := fmt.Sprint(res.PartialFingerprints)
		if seen[print] {
			t.Errorf("two results share %s", print)
		}
		seen[print] = true
		got = append(got, g)
	}
	return got
}

func readRD(t *testing.T, text, source string) (got []told) {
	type span struct{ Start, End struct{ Line, Column int } }
	type diagnostic struct {
		Message, Severity string
		Code              struct{ Value string }
		Location          struct {
			Path  string
			Range span
		}
		Suggestions []struct {
			Range span
			Text  string
		}
	}
	rows := strings.SplitAfter(source, "\n")
	for _, d := range lines[diagnostic](t, text) {
		at := d.Location.Range
		if at.Start.Line != at.End.Line {
			t.Fatalf("a mark of one line is on two: %+v", at)
		}
		if len(d.Suggestions) > 0 && d.Suggestions[0].Range != at {
			t.Errorf("the suggestion is elsewhere: %+v", d)
		}
		got = append(got, told{File: d.Location.Path, Line: at.Start.Line, Severity: strings.ToLower(d.Severity), Rule: d.Code.Value, Message: d.Message,
			Text: rows[at.Start.Line-1][at.Start.Column-1 : at.End.Column-1], Fixed: len(d.Suggestions) > 0})
	}
	return got
}

func readGitLab(t *testing.T, text, _ string) (got []told) {
	var issues []struct {
		Description, Fingerprint, Severity string
		CheckName                          string `json:"check_name"`
		Location                           struct {
			Path  string
			Lines struct{ Begin int }
		}
	}
	strict(t, text, &issues)
	seen := map[string]bool{}
	for _, i := range issues {
		if seen[i.Fingerprint] {
			t.Errorf("two issues share %s", i.Fingerprint)
		}
		seen[i.Fingerprint] = true
		severity := map[string]string{"major": "error", "minor": "warning", "info": "info"}[i.Severity]
		got = append(got, told{File: i.Location.Path, Line: i.Location.Lines.Begin, Severity: severity, Rule: i.CheckName, Message: i.Description})
	}
	return got
}

func readCheckstyle(t *testing.T, text, _ string) (got []told) {
	var doc struct {
		XMLName xml.Name `xml:"checkstyle"`
		Files   []struct {
			Name   string `xml:"name,attr"`
			Errors []struct {
				Line     int    `xml:"line,attr"`
				Column   int    `xml:"column,attr"`
				Severity string `xml:"severity,attr"`
				Message  string `xml:"message,attr"`
				Source   string `xml:"source,attr"`
			} `xml:"error"`
		} `xml:"file"`
	}
	strictXML(t, text, &doc)
	for _, f := range doc.Files {
		for _, e := range f.Errors {
			got = append(got, told{File: f.Name, Line: e.Line, Column: e.Column, Severity: e.Severity, Rule: strings.TrimPrefix(e.Source, "sumtool."), Message: e.Message})
		}
	}
	return got
}

func readJUnit(t *testing.T, text, _ string) (got []told) {
	var doc struct {
		XMLName  xml.Name `xml:"testsuites"`
		Failures int      `xml:"failures,attr"`
		Suites   []struct {
			Cases []struct {
				Name    string `xml:"name,attr"`
				File    string `xml:"file,attr"`
				Line    int    `xml:"line,attr"`
				Failure *struct {
					Type    string `xml:"type,attr"`
					Message string `xml:"message,attr"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	strictXML(t, text, &doc)
	for _, s := range doc.Suites {
		for _, c := range s.Cases {
			if c.Failure == nil {
				continue
			}
			rule, at, _ := strings.Cut(strings.TrimSuffix(c.Name, ")"), " (")
			_, column, _ := strings.Cut(at, ":")
			n, err := strconv.Atoi(column)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, told{File: c.File, Line: c.Line, Column: n, Severity: c.Failure.Type, Rule: rule, Message: c.Failure.Message})
		}
	}
	if doc.Failures != len(got) {
		t.Errorf("%d failures said, %d are there", doc.Failures, len(got))
	}
	return got
}

// strictXML reads one XML document with nothing behind it.
func strictXML(t *testing.T, text string, v any) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	if err := d.Decode(v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return
		}
		if c, ok := tok.(xml.CharData); err != nil || !ok || strings.TrimSpace(string(c)) != "" {
			t.Fatalf("%v %v behind the document: %s", tok, err, text)
		}
	}
}

// readText reads what a terminal shows: a line a finding, then its source line
// and its mark, which are indented.
var textLine = regexp.MustCompile(`^(.*?):(\d+):(\d+): (error|warning|info) (an-error|a-warning|an-info) (.*)$`)

func readText(t *testing.T, text, _ string) (got []told) {
	rows := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i := 0; text != "" && i < len(rows); i += 3 {
		m := textLine.FindStringSubmatch(rows[i])
		if m == nil || i+2 >= len(rows) || !strings.HasPrefix(rows[i+1], "  "+m[2]+" | ") || !strings.Contains(rows[i+2], "^") {
			t.Fatalf("no finding with its line and mark at %q", rows[i:])
		}
		harmless(t, rows[i]+rows[i+1]+rows[i+2])
		got = append(got, told{File: m[1], Line: number(t, m[2]), Column: number(t, m[3]), Severity: m[4], Rule: m[5], Message: m[6]})
	}
	return got
}

var tableLine = regexp.MustCompile(`^(.*):(\d+):(\d+) +(error|warning|info) +(an-error|a-warning|an-info) `)

func readTable(t *testing.T, text, _ string) (got []told) {
	rows := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for _, row := range rows[1:] {
		m := tableLine.FindStringSubmatch(row)
		if m == nil {
			t.Fatalf("no row of the table: %q", row)
		}
		harmless(t, row)
		got = append(got, told{File: m[1], Line: number(t, m[2]), Column: number(t, m[3]), Severity: m[4], Rule: m[5]})
	}
	return got
}

func number(t *testing.T, s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// harmless fails if text could do anything on a terminal but appear.
func harmless(t *testing.T, text string) {
	t.Helper()
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) {
		t.Errorf("a control character: %q", text)
	}
}
