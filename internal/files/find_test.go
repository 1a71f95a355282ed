package files

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree makes files with empty or given contents and goes into their folder.
func tree(t *testing.T, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

func TestFind(t *testing.T) {
	tree(t, map[string]string{
		".git/HEAD": "", ".git/x.md": "", ".gitignore": "build/\n*.tmp.md\n", "a.md": "", "b.txt": "", "x.tmp.md": "",
		"2024/05/30.md": "", "2024/05/31.md": "", "2024/.hidden/z.md": "", "2024/05/.gitignore": "31.md\n",
		"build/editions/30.en.md": "", "build/skip.tmp.md": "", "empty/readme.txt": "", "나 의 폴더/요약.md": "",
	})
	digests := Options{Extensions: []string{".md"}}
	for _, c := range []struct {
		name  string
		paths []string
		o     Options
		want  []string
		err   string
	}{
		{"a folder, ignore files respected, hidden ones skipped", []string{"."}, digests, []string{"2024/05/30.md", "a.md", "나 의 폴더/요약.md"}, ""},
		{"a file is taken though it is ignored", []string{"x.tmp.md"}, digests, []string{"x.tmp.md"}, ""},
		{"an ignored folder that is named is meant", []string{"build"}, digests, []string{"build/editions/30.en.md", "build/skip.tmp.md"}, ""},
		{"every file once, in the order of the paths", []string{"2024", "a.md", "./a.md", "2024/05/30.md"}, digests, []string{"2024/05/30.md", "a.md"}, ""},
		{"globs, like a shell's without hidden folders", []string{"2024/**/*.md"}, digests, []string{"2024/05/30.md", "2024/05/31.md"}, ""},
		{"excluded files, named ones too", []string{".", "a.md"}, Options{Extensions: []string{".md"}, Exclude: []string{"a.md", "2024/"}}, []string{"나 의 폴더/요약.md"}, ""},
		{"standard input", []string{"-"}, digests, []string{"-"}, ""},
		{"nothing there", []string{"nosuch.md"}, digests, nil, `no such file or folder: "nosuch.md"`},
		{"nothing matches", []string{"*.xyz"}, digests, nil, `no file matches "*.xyz"`},
		{"no digest inside", []string{"empty"}, digests, nil, `no .md file under "empty"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Find(c.paths, c.o)
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Errorf("got %q, %v; want %s", got, err, c.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestLargeFile refuses what is larger than any digest before it reads it.
func TestLargeFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.md")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 1<<40); err != nil {
		t.Skip(err)
	}
	if _, err := Read(path); err == nil || !strings.Contains(err.Error(), "a.md: it has more than 1024 MB") {
		t.Error(err)
	}
}
