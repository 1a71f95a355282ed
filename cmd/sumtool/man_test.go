package main

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// TestManual wants a page of every command that people see, every flag of it
// inside, and no line that roff would take for a request by accident.
func TestManual(t *testing.T) {
	app := newApp(system{})
	app.Setup()
	pages := map[string]string{}
	for _, p := range manual(app) {
		pages[p.name] = p.body.String()
	}
	requests := regexp.MustCompile(`^\.(TH|SH|TP|PP|B|BR|nf|fi|nh)\b`)
	for name, page := range pages {
		for _, l := range strings.Split(page, "\n") {
			if (strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'")) && !requests.MatchString(l) {
				t.Errorf("%s: roff reads %q as a request", name, l)
			}
		}
	}
	for _, c := range app.Commands {
		if c.Hidden || c.Name == "help" {
			if pages["sumtool-"+c.Name] != "" {
				t.Errorf("a page of the hidden command %s", c.Name)
			}
			continue
		}
		page := pages["sumtool-"+c.Name]
		if !strings.Contains(pages["sumtool"], `sumtool\-`+roff(c.Name)+`\fR(1)`) {
			t.Errorf("sumtool.1 does not name sumtool-%s(1)", c.Name)
		}
		for _, f := range c.VisibleFlags() {
			if name := f.Names()[0]; !strings.Contains(page, roff("--"+name)) && name != "help" {
				t.Errorf("sumtool-%s.1 lacks --%s", c.Name, name)
			}
		}
		if strings.Contains(c.Description, "Examples:") != strings.Contains(page, `.SH "EXAMPLES"`) && !strings.Contains(c.Description, "Example,") {
			t.Errorf("sumtool-%s.1 lacks its examples", c.Name)
		}
	}
}

// TestManualReads has mandoc judge the pages where it is installed.
func TestManualReads(t *testing.T) {
	mandoc, err := exec.LookPath("mandoc")
	if err != nil {
		t.Skip("mandoc is not installed")
	}
	app := newApp(system{})
	app.Setup()
	for _, p := range manual(app) {
		cmd := exec.Command(mandoc, "-Tlint", "-W", "warning")
		cmd.Stdin = strings.NewReader(p.body.String())
		out, _ := cmd.Output()
		for _, l := range strings.Split(strings.TrimSpace(string(out)), "\n") {
			if l != "" && !strings.Contains(l, "missing date") { // a test binary has no commit
				t.Errorf("%s: %s", p.name, l)
			}
		}
	}
}

func TestRoff(t *testing.T) {
	for in, want := range map[string]string{
		"a-b":             `a\-b`,
		".sumtool.yaml":   `\&.sumtool.yaml`,
		"x\n'quoted'":     "x\n\\&'quoted'",
		`C:\x`:            `C:\ex`,
		"see `lint -q` .": `see \fBlint \-q\fR .`,
		"one ` alone":     "one ` alone",
	} {
		if got := roff(in); got != want {
			t.Errorf("roff(%q) = %q; want %q", in, got, want)
		}
	}
}
