package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestWorkloads asks for one processor where there is one worker's work, and only
// there.
func TestWorkloads(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	a, b, large := write("a.md", "- 가\n"), write("b.md", "- 나\n"), write("c.md", strings.Repeat("- 다\n", 100_000))
	for _, tt := range []struct {
		name string
		args []string
		one  bool
	}{
		{"one", []string{a}, true}, {"two", []string{a, b}, false}, {"large", []string{large}, false}, {"a folder", []string{dir}, false}, {"piped", []string{"-"}, false},
	} {
		asked := false
		sys := system{stdin: strings.NewReader("- 가\n"), stdout: io.Discard, stderr: io.Discard, getenv: func(string) string { return "" },
			tune: func(w workload) { asked = w == oneDigest }}
		run(t.Context(), slices.Concat([]string{"sumtool", "lint", "--select", "whitespace"}, tt.args), sys)
		if asked != tt.one {
			t.Errorf("%s: one processor asked for: %v", tt.name, asked)
		}
	}
}
