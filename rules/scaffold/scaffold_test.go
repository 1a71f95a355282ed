package scaffold

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// checkout copies what New reads.
func checkout(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	if err := os.CopyFS(filepath.Join(root, "rules"), os.DirFS("..")); err != nil {
		t.Fatal(err)
	}
	return root
}

func TestNewKeepsTheListSorted(t *testing.T) {
	for _, c := range []struct{ id, category, name, before string }{
		{"aa-url", "text", "AaURL", "DoubledMath"},
		{"double-negation", "text", "DoubleNegation", "DoubledMath"},
		{"register-shift", "text", "RegisterShift", "RepeatedNumber"},
		{"arxiv-version", "fields", "ArxivVersion", "AuthorsDuplicate"},
		{"html-json-utf8", "fields", "HTMLJSONUTF8", "HTMLTag"},
		{"zzz", "text", "Zzz", ""},
	} {
		root := checkout(t)
		written, err := New(root, c.id, c.category)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range written {
			if _, err := os.Stat(filepath.Join(root, path)); err != nil {
				t.Error(err)
			}
		}
		was, is := read(t, "../rules.go"), read(t, filepath.Join(root, list))
		want := strings.Replace(was, "\t\t"+c.before+",\n", "\t\t"+c.name+",\n\t\t"+c.before+",\n", 1)
		if c.before == "" {
			want = strings.Replace(was, "\t\tURLResidue,\n", "\t\tURLResidue,\n\t\t"+c.name+",\n", 1)
		}
		if diff := cmp.Diff(want, is); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.id, diff)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	root := checkout(t)
	for _, c := range []struct{ root, id, category, want string }{
		{root, "Double Negation", "text", `rule id "Double Negation": write lower-case words with hyphens between them, such as double-negation`},
		{root, "x--y", "text", `rule id "x--y"`},
		{root, "fine", "editions", `category "editions": expected one of fields, text, language`},
		{root, "non-nfc", "text", `the rule "non-nfc" exists`},
		{root, "rules", "text", "rules/rules.go exists"},
		{t.TempDir(), "fine", "text", "run it in the root of sumtool's source"},
	} {
		_, err := New(c.root, c.id, c.category)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("New(%q, %q): %v; want %q", c.id, c.category, err, c.want)
		}
	}
	if read(t, "../rules.go") != read(t, filepath.Join(root, list)) {
		t.Error("a refused rule changed the list")
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
