package report

import "testing"

// TestFileURI holds for reports made on any system.
func TestFileURI(t *testing.T) {
	for file, want := range map[string]string{
		"2024/05/30.md":               "2024/05/30.md",
		"./a b.md":                    "a%20b.md",
		`2024\05\30.md`:               "2024/05/30.md",
		"/home/u/요약.md":               "file:///home/u/%EC%9A%94%EC%95%BD.md",
		`C:\digests\30.md`:            "file:///C:/digests/30.md",
		"d:/a/b#1.md":                 "file:///d:/a/b%231.md",
		"notes: 1.md":                 "./notes:%201.md",
		`..\digests\..\2024\30.en.md`: "../2024/30.en.md",
	} {
		if got := fileURI(file); got != want {
			t.Errorf("fileURI(%q) = %q; want %q", file, got, want)
		}
	}
}

func TestWorkspacePath(t *testing.T) {
	for _, c := range []struct{ root, file, want string }{
		{"/github/workspace", "/github/workspace/2024/30.md", "2024/30.md"},
		{`D:\a\d\d`, `D:\a\d\d\2024\30.md`, "2024/30.md"},
		{`D:\a\d\d`, `2024\30.md`, "2024/30.md"},
		{`D:\a\d\d`, `C:\other\30.md`, "C:/other/30.md"},
		{"", "./2024/30.md", "2024/30.md"},
	} {
		o := Options{Env: func(string) string { return c.root }}
		if got := workspacePath(c.file, o); got != c.want {
			t.Errorf("in %q, %q is %q; want %q", c.root, c.file, got, c.want)
		}
	}
}
