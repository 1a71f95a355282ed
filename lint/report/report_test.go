package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/lint/report"
)

var update = flag.Bool("update", false, "rewrite the golden files of testdata/report")

// testRules report what the sample marks: %e an error with a fix, %w a warning
// with a fix of two edits, %i an info without one.
func testRules() []*lint.Rule {
	rule := func(id, mark string, s lint.Severity, f lint.Safety, opts func(at digest.Span) []lint.Option) *lint.Rule {
		return &lint.Rule{ID: id, Category: lint.Text, Severity: s, Fix: f, Doc: lint.Doc{Summary: "finds " + mark, Why: "표시를 찾습니다.", Bad: mark, Good: "-"},
			Check: func(p *lint.Pass) {
				for at := 0; ; {
					i := bytes.Index(p.Source[at:], []byte(mark))
					if i < 0 {
						return
					}
					span := digest.Span{Start: at + i, End: at + i + len(mark)}
					p.Report(span, fmt.Sprintf("%q: 100%% wrong,\nand so on", mark), opts(span)...)
					at = span.End
				}
			}}
	}
	return []*lint.Rule{
		rule("an-error", "%e", lint.Error, lint.Safe, func(digest.Span) []lint.Option {
			return []lint.Option{lint.Suggest("고친 <말>", lint.Safe)}
		}),
		rule("a-warning", "%w", lint.Warning, lint.Unsafe, func(at digest.Span) []lint.Option {
			return []lint.Option{lint.WithFix(lint.Unsafe,
				lint.Edit{Span: digest.Span{Start: at.Start, End: at.Start + 1}, New: "("},
				lint.Edit{Span: digest.Span{Start: at.End, End: at.End}, New: ")"})}
		}),
		rule("an-info", "%i", lint.Info, lint.NoFix, func(digest.Span) []lint.Option { return nil }),
	}
}

const sample = "### [A | <b>Paper</b>](https://arxiv.org/abs/2405.00001)\n\n- 😀 가나 %e 다\b라\n- %w, %e\n- %i 👩‍🔬\n"

// reportOn lints texts, by path, under the test rules.
func reportOn(t *testing.T, texts ...[2]string) *report.Report {
	t.Helper()
	return reportUnder(t, testRules(), texts...)
}

// reportUnder lints texts, by path, under rules.
func reportUnder(t *testing.T, rules []*lint.Rule, texts ...[2]string) *report.Report {
	t.Helper()
	var in []lint.Input
	for _, x := range texts {
		in = append(in, lint.Input{Path: x[0], Read: func() ([]byte, error) { return []byte(x[1]), nil }})
	}
	e := lint.Engine{Rules: lint.Selection{}.Apply(rules), Catalogue: rules, Template: digest.DefaultTemplate()}
	res, err := e.Run(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	r := &report.Report{Files: len(in), Papers: 1, Bullets: 3, Rules: rules, Version: "sumtool test", Help: func(r *lint.Rule) string { return "### " + r.ID + "\n\n" + r.Doc.Why }}
	for _, f := range res.Files {
		r.Findings = append(r.Findings, f.Findings...)
	}
	lint.SortFindings(r.Findings)
	return r
}

func write(t *testing.T, format string, r *report.Report, o report.Options) string {
	t.Helper()
	f, ok := report.ByName(format)
	if !ok {
		t.Fatalf("no format %q", format)
	}
	var b bytes.Buffer
	if err := f.Write(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestGolden holds every format to a file, with findings and without.
func TestGolden(t *testing.T) {
	term.PinWidth()
	for _, f := range report.Formats() {
		for name, r := range map[string]*report.Report{
			f.Name:            reportOn(t, [2]string{"./2024/a b,c:d.md", sample}, [2]string{"2024/e.md", sample}),
			f.Name + "-empty": reportOn(t, [2]string{"2024/clean.md", "### [P](https://arxiv.org/abs/2405.00001)\n"}),
		} {
			t.Run(name, func(t *testing.T) {
				golden := filepath.Join("..", "..", "testdata", "report", name+".golden")
				got := write(t, f.Name, r, report.Options{})
				if *update {
					if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), got); diff != "" {
					t.Errorf("%s differs (-want +got), rewrite it with -update if it is right:\n%s", golden, diff)
				}
			})
		}
	}
}

// TestDocumentsAreWellFormed reads each format with a strict reader.
func TestDocumentsAreWellFormed(t *testing.T) {
	for _, texts := range [][][2]string{nil, {{"a.md", sample}}, {{"a.md", sample}, {"b.md", "### \xFF%e\x00\n\n- %w\x1b[31m\n"}}} {
		r := reportOn(t, texts...)
		for _, format := range []string{"json", "sarif", "gitlab"} {
			if text := write(t, format, r, report.Options{}); !json.Valid([]byte(text)) {
				t.Errorf("%s is no JSON: %s", format, text)
			}
		}
		for _, format := range []string{"jsonl", "rdjsonl"} {
			for line := range strings.Lines(write(t, format, r, report.Options{})) {
				if !json.Valid([]byte(line)) {
					t.Errorf("%s has a line that is no JSON: %s", format, line)
				}
			}
		}
		for _, format := range []string{"checkstyle", "junit"} {
			d := xml.NewDecoder(strings.NewReader(write(t, format, r, report.Options{})))
			for {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Errorf("%s: %v", format, err)
					break
				}
			}
		}
	}
}

func TestUnitsOfPositions(t *testing.T) {
	r := reportOn(t, [2]string{"a.md", "- 😀 가나 %e\n"})
	var rd struct {
		Location struct {
			Range struct{ Start, End struct{ Line, Column int } }
		}
		Suggestions []struct {
			Range struct{ Start, End struct{ Line, Column int } }
			Text  string
		}
	}
	if err := json.Unmarshal([]byte(write(t, "rdjsonl", r, report.Options{})), &rd); err != nil {
		t.Fatal(err)
	}
	if at := rd.Location.Range; at.Start.Column != 15 || at.End.Column != 17 || rd.Suggestions[0].Range != at {
		t.Errorf("rdjsonl counts bytes: %+v", rd)
	}
	var sarif struct {
		Runs []struct {
			ColumnKind string
			Results    []struct {
				Locations []struct {
					PhysicalLocation struct {
						Region struct{ StartColumn, EndColumn int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(write(t, "sarif", r, report.Options{})), &sarif); err != nil {
		t.Fatal(err)
	}
	run := sarif.Runs[0]
	if at := run.Results[0].Locations[0].PhysicalLocation.Region; run.ColumnKind != "unicodeCodePoints" || at.StartColumn != 8 || at.EndColumn != 10 {
		t.Errorf("sarif counts code points: %+v", run)
	}
}

func TestFingerprintsAreUniqueAndStay(t *testing.T) {
	prints := func(texts ...[2]string) map[string]int {
		var issues []struct{ Fingerprint string }
		if err := json.Unmarshal([]byte(write(t, "gitlab", reportOn(t, texts...), report.Options{})), &issues); err != nil {
			t.Fatal(err)
		}
		m := map[string]int{}
		for _, i := range issues {
			m[i.Fingerprint]++
		}
		return m
	}
	before := prints([2]string{"a.md", sample}, [2]string{"b.md", sample})
	for p, n := range before {
		if n > 1 {
			t.Errorf("%d issues share the fingerprint %s", n, p)
		}
	}
	if diff := cmp.Diff(prints([2]string{"a.md", sample}), prints([2]string{"moved/z.md", "# above\n\n" + sample})); diff != "" {
		t.Errorf("moving the paper changed fingerprints:\n%s", diff)
	}
}

// many is a text with n of each mark.
func many(errors, warnings, infos int) string {
	text := "### [P](https://arxiv.org/abs/2405.00001)\n\n"
	for i := range max(errors, warnings, infos) {
		text += "- "
		for mark, n := range map[string]int{"%e ": errors, "%w ": warnings, "%i ": infos} {
			if i < n {
				text += mark
			}
		}
		text += fmt.Sprintf("%d\n", i)
	}
	return text
}

func TestGitHubKnowsItsLimits(t *testing.T) {
	command := regexp.MustCompile(`(?m)^::(error|warning|notice) `)
	for _, tt := range []struct {
		errors, warnings, infos int
		more                    string
	}{
		{10, 10, 10, ""},
		{11, 0, 0, "1 more error than GitHub shows"},
		{25, 12, 0, "15 more errors, 2 more warnings than GitHub shows"},
		{11, 3, 10, "1 more error, 1 more info than GitHub shows"},
	} {
		text := write(t, "github", reportOn(t, [2]string{"a.md", many(tt.errors, tt.warnings, tt.infos)}), report.Options{})
		shown, order := map[string]int{}, ""
		for _, m := range command.FindAllStringSubmatch(text, -1) {
			if shown[m[1]]++; !strings.HasSuffix(order, m[1]) {
				order += " " + m[1]
			}
		}
		for kind, n := range shown {
			if n > 10 {
				t.Errorf("%d %ss are more than GitHub shows", n, kind)
			}
		}
		if !strings.HasPrefix(" error warning notice ", order) && order != " error notice" {
			t.Errorf("order of types:%s", order)
		}
		if tt.more == "" && strings.Contains(text, "more") || !strings.Contains(text, tt.more) {
			t.Errorf("%+v: no word of the rest in\n%s", tt, text)
		}
		if n := strings.Count(text, "wrong,"); n != tt.errors+tt.warnings+tt.infos {
			t.Errorf("%+v: %d findings printed", tt, n)
		}
	}
}

// memory is a file that keeps what is written to it.
type memory struct {
	bytes.Buffer
	closed bool
}

func (m *memory) Close() error { m.closed = true; return nil }

func TestGitHubJobSummary(t *testing.T) {
	file := &memory{}
	env := map[string]string{"GITHUB_STEP_SUMMARY": "/tmp/summary", "GITHUB_WORKSPACE": "/repo",
		"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "o/r", "GITHUB_SHA": "abc"}
	o := report.Options{Env: func(k string) string { return env[k] }, Open: func(name string) (io.WriteCloser, error) {
		if name != "/tmp/summary" {
			t.Errorf("opened %q", name)
		}
		return file, nil
	}}
	text := write(t, "github", reportOn(t, [2]string{"/repo/2024/a b.md", strings.Replace(sample, "%e 다", "%e 다 |<script>`", 1)}), o)
	if !strings.Contains(text, "::error file=2024/a b.md,") {
		t.Errorf("the path is not relative to the workspace:\n%s", text)
	}
	got := file.String()
	for _, want := range []string{"2 errors, 1 warning, 1 info in 1 file, 1 paper", "https://github.com/o/r/blob/abc/2024/a%20b.md?plain=1#L3", "고친 &#60;말&#62;"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if !file.closed {
		t.Error("the summary was not closed")
	}
	for line := range strings.Lines(got) {
		if strings.HasPrefix(line, "|") && strings.Count(line, "|") != 6 {
			t.Errorf("a row that is no row of five cells: %s", line)
		}
	}
	broken := report.Options{Env: o.Env, Open: func(string) (io.WriteCloser, error) { return nil, os.ErrPermission }}
	f, _ := report.ByName("github")
	if err := f.Write(io.Discard, reportOn(t), broken); err == nil || !strings.Contains(err.Error(), "job summary") {
		t.Errorf("an unwritable summary: %v", err)
	}
}
