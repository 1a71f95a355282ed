package diff

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestGitApplies gives the diffs to git, where it is installed.
func TestGitApplies(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed")
	}
	long := strings.Repeat("- 같은 줄입니다.\n", 40)
	tests := []struct{ name, path, before, after string }{
		{"plain", "a.md", "- 하나\n- 둘\n", "- 하나\n- 셋\n"},
		{"in a folder", "2024/05/30.md", long + "- 끝\n", "- 처음\n" + long},
		{"Korean name with a space", "요약 모음/5월 30일.md", "가\n", "나\n"},
		{"a name to quote", "a\"b\\c\td.md", "가\n", "나\n"},
		{"no newline at the end", "a.md", "- 하나\n- 둘", "- 하나\n- 둘입니다"},
		{"newline added", "a.md", "- 하나", "- 하나\n"},
		{"newline lost", "a.md", "- 하나\n", "- 하나"},
		{"line ends of Windows, byte order mark", "a.md", "\ufeff- 하나\r\n- 둘\r\n", "\ufeff- 하나\r\n- 셋\r\n"},
		{"no UTF-8", "a.md", "- \xff\xfe\n- 둘\n", "- \xff\xfe\n- 셋\n"},
		{"all deleted", "a.md", "- 하나\n", ""},
		{"filled", "a.md", "", "- 하나\n"},
		{"lines that look like headers", "a.md", "--- a\n+++ b\n@@ -1 +1 @@\n", "--- a\n@@ -1 +1 @@\n"},
		{"dot before the name", "./a.md", "가\n", "나\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			run := func(stdin string, args ...string) {
				t.Helper()
				c := exec.Command(git, args...)
				c.Dir, c.Stdin = dir, strings.NewReader(stdin)
				if out, err := c.CombinedOutput(); err != nil {
					t.Fatalf("git %v: %v\n%s\n%s", args, err, out, stdin)
				}
			}
			run("", "init", "-q")
			file := filepath.Join(dir, filepath.FromSlash(tt.path))
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(tt.before), 0o666); err != nil {
				t.Fatal(err)
			}
			run(Unified(tt.path, []byte(tt.before), []byte(tt.after)), "apply", "--whitespace=nowarn", "-")
			got, err := os.ReadFile(file)
			if err != nil && tt.after != "" {
				t.Fatal(err)
			}
			if string(got) != tt.after {
				t.Errorf("git made %q of it, expected %q", got, tt.after)
			}
		})
	}
}

func TestNothingChanged(t *testing.T) {
	if d := Unified("a.md", []byte("가\n"), []byte("가\n")); d != "" {
		t.Errorf("a diff without a difference: %q", d)
	}
}
