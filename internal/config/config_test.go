package config

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/rules"
)

func TestErrorsNameTheLineAndTheMend(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"unknown key", "lint:\n  fail_on: error\n", `:2: unknown key "fail_on" (did you mean "fail-on"?)`},
		{"unknown top key", "inclde: [a]\n", `:1: unknown key "inclde" (did you mean "include"?)`},
		{"unknown rule", "\nrules:\n  vote-placeholdr: off\n", `:3: unknown rule "vote-placeholdr" (did you mean "vote-placeholder"?)`},
		{"unknown option", "rules:\n  few-bullets:\n    minimum: 3\n", `:3: rule "few-bullets" has no option "minimum"`},
		{"option of a rule without", "rules:\n  heading-link: {min: 3}\n", `:2: rule "heading-link" has no option "min" (only severity)`},
		{"wrong level", "rules:\n  few-bullets: fatal\n", `:2: rule "few-bullets": expected off, error, warning, info or a mapping of options, found "fatal"`},
		{"wrong type", "lint:\n  select: {a: 1}\n", ":2: "},
		{"no mapping", "- a\n", ":1: expected a mapping of settings"},
		{"syntax", "lint: [\n", ":1: "},
		{"severity", "lint:\n  severity: warn\n", `:2: unknown severity "warn" (did you mean "warning"?)`},
		{"selected rule", "lint:\n  select: [fields, reister]\n", `unknown rule or category "reister"`},
		{"levels", "template:\n  paper-level: 2\n", ":2: template.paper-level (2) must be deeper than date-level (2)"},
		{"level", "template:\n  date-level: 9\n", ":2: template.date-level must be 1 to 6, found 9"},
		{"required", "template:\n  required: [vote]\n", `unknown field "vote" in template.required (did you mean "votes"?)`},
		{"duration", "endpoint:\n  timeout: 90\n", `:2: endpoint.timeout: "90" is no duration`},
		{"confidence", "detect:\n  min-confidence: .nan\n", ":2: detect.min-confidence must be 0 to 1"},
		{"two documents", "lint: {}\n---\nlint: {}\n", "more than one YAML document"},
		{"custom key", "rules:\n  custom:\n    - id: a\n      patern: x\n", `:4: unknown key "patern" (did you mean "pattern"?)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse(FileName, []byte(tt.text), rules.All())
			if err == nil {
				t.Fatal("no error")
			}
			if !strings.HasPrefix(err.Error(), "config "+FileName+":") || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got  %s\nwant %s in one line", err, tt.want)
			}
		})
	}
}

func TestRuleSettings(t *testing.T) {
	c, err := Parse(FileName, []byte("rules:\n  register: off\n  few-bullets: {severity: info, min: 4}\n  html-tag: error\n"), append(rules.All(), &lint.Rule{ID: "register"}))
	if err != nil {
		t.Fatal(err)
	}
	info, grave := lint.Info, lint.Error
	want := map[string]lint.Override{
		"register":    {Off: true},
		"few-bullets": {Severity: &info, Options: &rules.FewBulletsOptions{Min: 4}},
		"html-tag":    {Severity: &grave},
	}
	// "register" may be built in by now; only its override matters.
	if diff := cmp.Diff(want, c.Overrides); diff != "" {
		t.Error(diff)
	}
	if got := rules.FewBullets.Options.(*rules.FewBulletsOptions).Min; got != 2 {
		t.Errorf("the rule's own default changed to %d", got)
	}
}

func TestEmptyConfigIsTheDefault(t *testing.T) {
	for _, text := range []string{"", "\n", "# nothing\n", "null\n", "---\n"} {
		c, err := Parse(FileName, []byte(text), rules.All())
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if diff := cmp.Diff(Default(), c, cmpopts.IgnoreFields(Config{}, "Path", "Overrides")); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestSampleHoldsTheDefaults(t *testing.T) {
	c, err := Parse(FileName, Sample(), rules.All())
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Include = []string{"."}
	if diff := cmp.Diff(want, c, cmpopts.IgnoreFields(Config{}, "Path", "Overrides", "Rules"), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	// What is commented out must be right as well, once the comment marks go.
	var on []string
	for _, l := range strings.Split(string(Sample()), "\n") {
		trimmed := strings.TrimLeft(l, " ")
		switch {
		case strings.HasPrefix(l, "rules: {}"):
			l = "rules:"
		case strings.HasPrefix(trimmed, "#  ") || strings.HasPrefix(trimmed, "# language") || strings.HasPrefix(trimmed, "# glossary") ||
			strings.HasPrefix(l, "  # "):
			l = strings.Replace(l, "# ", "", 1)
		}
		on = append(on, l)
	}
	if _, err := Parse(FileName, []byte(strings.Join(on, "\n")), append(rules.All(), &lint.Rule{ID: "register"})); err != nil {
		t.Errorf("with everything switched on: %v\n%s", err, strings.Join(on, "\n"))
	}
}

func TestSchemaAcceptsTheSample(t *testing.T) {
	raw, err := json.Marshal(Schema(rules.All()))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("config.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("config.json")
	if err != nil {
		t.Fatal(err)
	}
	validate := func(text string) error {
		js, err := yaml.YAMLToJSON([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(js))
		if err != nil {
			t.Fatal(err)
		}
		return s.Validate(v)
	}
	if err := validate(string(Sample())); err != nil {
		t.Error(err)
	}
	for _, good := range []string{"rules: {few-bullets: {min: 3, severity: off}}", "rules: {html-tag: off}", "lint: {max-warnings: 3}"} {
		if err := validate(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{"rules: {few-bullets: {mn: 3}}", "rules: {html-tg: off}", "lnt: {}", "lint: {severity: fatal}", "template: {date-level: 7}"} {
		if validate(bad) == nil {
			t.Errorf("%s: accepted", bad)
		}
	}
}

func TestFindLooksUpward(t *testing.T) {
	root := t.TempDir()
	deep := filepath.Join(root, "a", "b")
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	want := filepath.Join(root, "a", FileName)
	if err := os.WriteFile(want, Sample(), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := Find(deep); got != want {
		t.Errorf("found %q, want %q", got, want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(Sample())
	f.Add([]byte("rules:\n  few-bullets: {min: 3}\n"))
	f.Add([]byte("a: &a [*a]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse(FileName, data, rules.All())
		if err == nil && c == nil {
			t.Error("neither config nor error")
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("an error of several lines: %q", err)
		}
	})
}
