package git

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestParseDiff(t *testing.T) {
	out := strings.ReplaceAll(strings.Join([]string{
		":100644 100644 1111 2222 M|가 나.md|",
		":100644 100644 1111 0000 R090|old.md|new.md|",
		":000000 100644 0000 3333 A|empty.md|",
		":120000 100644 1111 4444 T|was-link.md|",
		":100644 120000 1111 5555 T|is-link.md|",
		"|",
		"diff --git a/가 나.md b/가 나.md\n@@ -1 +1,2 @@ ## Heading\n-x\n+diff --git a/x b/x\n+@@ -9 +9 @@\n@@ -7,2 +8,0 @@\n-y\n-z\n",
		"diff --git a/old.md b/new.md\n@@ -3,0 +4 @@\n+new\n",
		"diff --git a/empty.md b/empty.md\nnew file mode 100644\n",
		"diff --git a/was-link.md b/was-link.md\n@@ -1 +0,0 @@\n-target\ndiff --git a/was-link.md b/was-link.md\n@@ -0,0 +1,3 @@\n+a\n+b\n+c\n",
		"diff --git a/is-link.md b/is-link.md\n@@ -1 +0,0 @@\n-a\ndiff --git a/is-link.md b/is-link.md\n@@ -0,0 +1 @@\n+target\n",
	}, ""), "|", "\x00")
	want := []File{
		{Path: "가 나.md", Blob: "2222", Lines: []Range{{1, 3}, {9, 9}}},
		{Path: "new.md", Lines: []Range{{4, 5}}},
		{Path: "empty.md", Blob: "3333"},
		{Path: "was-link.md", Blob: "4444", Lines: []Range{{1, 4}}},
	}
	if diff := cmp.Diff(want, parseDiff([]byte(out))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := parseDiff(nil); len(got) > 0 {
		t.Errorf("no output, but %v", got)
	}
}

// TestSubmodule asks inside a submodule under a hook's environment, which is
// about the outer repository.
func TestSubmodule(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	git := func(dir string, args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always"}, args...)...)
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	inner, outer := filepath.Join(dir, "inner"), filepath.Join(dir, "outer")
	for _, d := range []string{inner, outer} {
		git(dir, "init", "-q", d)
		if err := os.WriteFile(filepath.Join(d, "a.md"), []byte("가\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		git(d, "add", ".")
		git(d, "commit", "-qm", "first")
	}
	git(outer, "submodule", "--quiet", "add", inner, "sub")
	sub := filepath.Join(outer, "sub")
	if err := os.WriteFile(filepath.Join(sub, "a.md"), []byte("가\n나\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	t.Chdir(outer)
	t.Setenv("GIT_DIR", filepath.Join(outer, ".git"))
	t.Setenv("GIT_INDEX_FILE", filepath.Join(outer, ".git", "index"))
	for root, want := range map[string][]File{sub: {{Path: "a.md", Lines: []Range{{2, 3}}}}, outer: nil} {
		if got := Find(root); got != root {
			t.Errorf("Find(%q) = %q", root, got)
		}
		r, err := Open(context.Background(), root)
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := r.Changed(context.Background(), "HEAD")
		if err != nil {
			t.Fatal(err)
		}
		kept := got[:0]
		for _, f := range got {
			if strings.HasSuffix(f.Path, ".md") {
				kept = append(kept, f)
			}
		}
		if diff := cmp.Diff(want, kept, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: -want +got:\n%s", root, diff)
		}
	}
}
