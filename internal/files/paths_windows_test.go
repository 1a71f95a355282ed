package files

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestWindowsPaths names files in all the ways that Windows knows.
func TestWindowsPaths(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{`2024\06\03.md`, `2024\06\04.md`, `Notes.MD`, `요약 1.md`} {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("- 글입니다.\r\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	slashed := filepath.ToSlash(dir)
	june := []string{"2024/06/03.md", "2024/06/04.md"}
	for path, want := range map[string][]string{
		`2024\06\03.md`:            june[:1],
		`.\2024\..\2024\06\03.md`:  {`./2024/../2024/06/03.md`},
		`2024`:                     june,
		`2024\`:                    june,
		`2024\**\*.md`:             june,
		`2024/**/*.md`:             june,
		`2024\06\0?.md`:            june,
		`notes.md`:                 {"notes.md"}, // the file system does not tell cases apart
		`요약 *.md`:                  {"요약 1.md"},
		dir + `\2024\06\03.md`:     {slashed + "/2024/06/03.md"},
		dir + `\2024`:              {slashed + "/2024/06/03.md", slashed + "/2024/06/04.md"},
		dir + `\2024\*\03.md`:      {slashed + "/2024/06/03.md"},
		`\\?\` + dir + `\Notes.MD`: {"//?/" + slashed + "/Notes.MD"},
	} {
		found, err := Find([]string{path}, Options{Extensions: []string{".md"}})
		if err != nil || !slices.Equal(found, want) {
			t.Errorf("%s: %q, %v; want %q", path, found, err, want)
		}
		for _, f := range found {
			if text, err := Read(f); err != nil || !strings.HasSuffix(string(text), "\r\n") {
				t.Errorf("%s: %q, %v", f, text, err)
			}
		}
	}
	for path, want := range map[string]string{`nosuch\*.md`: "no file matches", `nosuch\a.md`: "no such file", `a<b.md`: "a<b.md"} {
		if _, err := Find([]string{path}, Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	excluded := Options{Exclude: []string{"2024/06/04.md"}, Base: dir, Extensions: []string{".md"}}
	if found, err := Find([]string{`2024\06\04.md`, `2024`}, excluded); err != nil || !slices.Equal(found, june[:1]) {
		t.Errorf("%q, %v", found, err)
	}
}

// TestWindowsDevices writes to a name that is no file's.
func TestWindowsDevices(t *testing.T) {
	t.Chdir(t.TempDir())
	for range 2 {
		if err := WriteAtomic("NUL", []byte("gone")); err != nil {
			t.Error(err)
		}
	}
	if err := WriteAtomic(`a|b.md`, nil); err == nil || !strings.Contains(err.Error(), "a|b.md") {
		t.Errorf("a name that Windows does not know: %v", err)
	}
	if left, _ := os.ReadDir("."); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestWindowsLongPaths goes beyond the 260 characters of old programs.
func TestWindowsLongPaths(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("긴 이름", 20), strings.Repeat("long", 30), strings.Repeat("path", 30))
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Skip("no long names here: ", err)
	}
	path := filepath.Join(dir, "a.md")
	if err := WriteAtomic(path, []byte("가\r\n")); err != nil {
		t.Fatal(err)
	}
	if found, err := Find([]string{dir}, Options{Extensions: []string{".md"}}); err != nil || len(found) != 1 {
		t.Errorf("%q, %v", found, err)
	} else if text, err := Read(found[0]); err != nil || string(text) != "가\r\n" {
		t.Errorf("%q, %v", text, err)
	}
}
