package files

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestMatching(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, f := range []string{"a.md", "2024/05/30.md", "2024/05/31.md", "2024/06/01.md", "2024/.hidden/x.md", ".config/y.md", "2024/05/deep/er/z.md", "글/요약.md"} {
		if err := os.MkdirAll(filepath.Dir(f), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(f, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("2024", "linked"); err != nil {
		t.Skip("no symbolic links here")
	}
	for _, c := range []struct{ glob, want string }{
		{"*.md", "[a.md]"},
		{"2024/05/*.md", "[2024/05/30.md 2024/05/31.md]"},
		{"./2024/*/30.md", "[2024/05/30.md]"},
		{"2024/**/*.md", "[2024/05/30.md 2024/05/31.md 2024/05/deep/er/z.md 2024/06/01.md]"},
		{"**/3[01].md", "[2024/05/30.md 2024/05/31.md]"},
		{"2024/{05,06}/??.md", "[2024/05/30.md 2024/05/31.md 2024/06/01.md]"},
		{"linked/05/*.md", "[linked/05/30.md linked/05/31.md]"},
		{".config/*.md", "[.config/y.md]"},
		{"*/.hidden/*.md", "[2024/.hidden/x.md]"},
		{"**/.hid*/x.md", "[2024/.hidden/x.md]"},
		{".*/*.md", "[.config/y.md]"},
		{"**/y.md", "[]"},
		{"글/*.md", "[글/요약.md]"},
		{"*/nothing.md", "[]"},
	} {
		if got := fmt.Sprint(matching(filepath.ToSlash(filepath.Clean(c.glob)))); got != c.want {
			t.Errorf("%s: %s, want %s", c.glob, got, c.want)
		}
	}
}

// TestGlobBombs has patterns that a search by parts would follow for years.
func TestGlobBombs(t *testing.T) {
	t.Chdir(t.TempDir())
	deep := strings.Repeat("a/", 60)
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(deep+"x.md", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ glob, want string }{
		{strings.Repeat("**/", 200) + "x.md", ""},
		{strings.Repeat("**/a/", 30) + "x.md", ""},
		{strings.Repeat("**/a/", 30) + "y.md", "no file matches"},
		{strings.Repeat("*", 2000) + "y", "no file matches"},
		{strings.Repeat("**/{a,**}/", 10) + "y.md", "no file matches"},
		{strings.Repeat("{a,aa}", 40), "4096 ways"},
		{strings.Repeat("{", 5000) + strings.Repeat("}", 5000), "4096 ways"},
		{strings.Repeat("{a,aa,aaa,aaaa,aaaaa,aaaaaa,aaaaaaa,aaaaaaaa}", 10) + "Q", "4096 ways"},
		{"{" + strings.Repeat("a,", 100_000) + "a}", "4096 ways"},
		{strings.Repeat("[", 100_000), "not closed"},
		{strings.Repeat("{a,", 3000), "not closed"},
	} {
		start := time.Now()
		_, err := Find([]string{c.glob}, Options{Extensions: []string{".md"}})
		if said := fmt.Sprint(err); (err == nil) != (c.want == "") || !strings.Contains(said, c.want) {
			t.Errorf("%.20s…: %.200s, want %q", c.glob, said, c.want)
		}
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("%.20s…: took %v", c.glob, d)
		}
	}
}

// TestSelectChecksGlobs holds the globs of --changed and --staged to the same bounds.
func TestSelectChecksGlobs(t *testing.T) {
	name := strings.Repeat("a", 100) + ".md"
	_, err := Select([]string{name}, []string{strings.Repeat("{a,aa,aaa,aaaa,aaaaa,aaaaaa,aaaaaaa,aaaaaaaa}", 10) + "Q"}, Options{Extensions: []string{".md"}})
	if err == nil || !strings.Contains(err.Error(), "4096 ways") {
		t.Errorf("%v", err)
	}
}

// TestGlobsOfDates holds that globs which name months and days one by one are no bombs.
func TestGlobsOfDates(t *testing.T) {
	list := func(n int) string {
		var names []string
		for i := range n {
			names = append(names, fmt.Sprintf("%02d", i+1))
		}
		return "{" + strings.Join(names, ",") + "}"
	}
	if err := CheckGlob("20" + list(10) + "/" + list(12) + "/" + list(31) + ".md"); err != nil {
		t.Error(err)
	}
}
