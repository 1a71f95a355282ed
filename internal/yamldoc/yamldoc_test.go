package yamldoc

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "",
		"# nothing\n":                          "",
		"a: b\n":                               "",
		"a: [1, {b: [c]}]\n":                   "",
		"a: b\n---\nc: d\n":                    "more than one YAML document",
		"a: [\n":                               "sequence",
		"a: " + strings.Repeat("[", 101):       "more than 100 lists and mappings",
		strings.Repeat("- ", 101) + "a":        "more than 100 lists and mappings",
		strings.Repeat(`{"a": `, 20000):        "more than 100 lists and mappings",
		strings.Repeat("- [a, {b: c}]\n", 500): "",
	} {
		start := time.Now()
		_, err := Parse([]byte(text))
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", text, err, want)
		}
		var e *Error
		if err != nil && !errors.As(err, &e) {
			t.Errorf("%.40q: %T", text, err)
		}
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%.40q took %v", text, d)
		}
	}
}

// FuzzParse: whatever the text, there is a tree, or an error of one line that
// names a line of the text.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"a: b", "- [a, {b: c}]", "&a [*a]", "!!map [a]", "? a\n: b", "|\n a", "a: 'b", "\x00", "<<: *a", "%YAML 1.2\n---\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := Parse(data)
		if err == nil {
			return
		}
		e := Explain(err)
		if e.Message == "" || strings.Contains(e.Message, "\n") || e.Line < 0 || e.Line > 2+strings.Count(string(data), "\n")+strings.Count(string(data), "\r") {
			t.Errorf("%+v", e)
		}
	})
}
