package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sumtool/sumtool/internal/onecpu"
)

// TestWorkloads stays on one processor where there is one worker's work, and only
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
		want []workload
	}{
		{"one", []string{"lint", a}, nil},
		{"two", []string{"lint", a, b}, []workload{parallel}},
		{"large", []string{"lint", large}, []workload{parallel}},
		{"a folder", []string{"lint", dir}, []workload{parallel}},
		{"piped", []string{"lint", "-"}, []workload{parallel}},
		{"detect", []string{"detect", a}, []workload{parallel, stream}},
		{"another command", []string{"rules"}, []workload{parallel}},
		{"no command", []string{"--version"}, []workload{parallel}},
	} {
		var asked []workload
		sys := system{stdin: strings.NewReader("- 가\n"), stdout: io.Discard, stderr: io.Discard, getenv: func(string) string { return "" },
			tune: func(w workload) { asked = append(asked, w) }}
		run(t.Context(), append([]string{"sumtool", "-q"}, tt.args...), sys)
		if !slices.Equal(asked, tt.want) {
			t.Errorf("%s: asked for %v, want %v", tt.name, asked, tt.want)
		}
	}
	if onecpu.Processors < 1 {
		t.Errorf("%d processors", onecpu.Processors)
	}
}
