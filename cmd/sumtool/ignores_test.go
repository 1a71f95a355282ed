//go:build !race

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestIgnoresAsGitDoes finds, beside an ignore file of any content, the digests that
// git would list.
func TestIgnoresAsGitDoes(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	for _, in := range hostileIgnores() {
		dir := t.TempDir()
		if out, err := exec.Command("git", "-C", dir, "init", "-q").CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		for name, text := range in.files {
			path := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		list, err := exec.Command("git", "-C", dir, "ls-files", "--others", "--exclude-standard", "*.md").Output()
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Fields(string(list))
		slices.Sort(want)
		t.Chdir(dir)
		var out, said bytes.Buffer
		run(t.Context(), []string{"sumtool", "detect", "--format", "jsonl", "."}, system{stdin: strings.NewReader(""), stdout: &out, stderr: &said, getenv: func(string) string { return "" }})
		var got []string
		for line := range strings.Lines(out.String()) {
			file, _, _ := strings.Cut(strings.TrimPrefix(line, `{"file":"`), `"`)
			got = append(got, file)
		}
		slices.Sort(got)
		if got = slices.Compact(got); !slices.Equal(got, want) {
			t.Errorf("%s %.40q: git lists %.60q, sumtool %.60q", in.name, in.files[".gitignore"], want, got)
		}
	}
}
