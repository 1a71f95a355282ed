//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sumtool/sumtool/internal/llm/testendpoint"
)

// TestLinksAreNotFollowedOutside plants links at every name that the program makes
// up, and in the folders that it searches. What they lead to stays as it is.
func TestLinksAreNotFollowedOutside(t *testing.T) {
	_, env := serve(t, testendpoint.Options{})
	outside := t.TempDir()
	victim := filepath.Join(outside, "victim")
	const precious = "- 이 문장은  소중합니다.\u200b\n"
	r := runner{t: t, env: map[string]string{}}
	for _, v := range env {
		name, value, _ := strings.Cut(v, "=")
		r.env[name] = value
	}
	text := r.read("../../testdata/editions/2024-06-03.md")
	link := func(to, at string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(to, at); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		link string // below the working folder; leads to the victim, or its folder if it ends in a slash
		args []string
		says string
	}{
		"edition":            {"a.en.md", []string{"translate", "--to", "en", "--no-cache", "DIR/a.md"}, "a.en.md: is a symbolic link"},
		"side-car":           {"a.en.meta.json", []string{"translate", "--to", "en", "--no-cache", "DIR/a.md"}, "a.en.meta.json: is a symbolic link"},
		"backup":             {"a.en.md.bak", []string{"translate", "--to", "en", "--no-cache", "DIR/a.md"}, "a.en.md.bak: is a symbolic link"},
		"edition in out-dir": {"en/a.en.md", []string{"translate", "--to", "en", "--no-cache", "--out-dir", "DIR/en", "DIR/a.md"}, "a.en.md: is a symbolic link"},
		"folder in out-dir":  {"en/2024/", []string{"translate", "--to", "en", "--no-cache", "--out-dir", "DIR/en", "DIR"}, "en/2024 is a symbolic link"},
		"memory":             {"tm/memory.jsonl", []string{"translate", "--to", "en", "--cache", "DIR/tm", "DIR/a.md"}, "memory.jsonl: is a symbolic link"},
		"lock":               {"tm/memory.lock", []string{"translate", "--to", "en", "--cache", "DIR/tm", "DIR/a.md"}, "memory.lock: is a symbolic link"},
		"ignore file":        {"tm/.gitignore", []string{"translate", "--to", "en", "--cache", "DIR/tm", "DIR/a.md"}, ""},
		"source in a folder": {"2024/evil.md", []string{"lint", "--fix", "DIR"}, "evil.md: is a symbolic link that leads out of here"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			r.t = t
			r.write(victim, precious)
			r.write(filepath.Join(dir, "a.md"), text)
			if err := os.MkdirAll(filepath.Join(dir, "2024"), 0o777); err != nil {
				t.Fatal(err)
			}
			r.write(filepath.Join(dir, "2024", "b.md"), text)
			if at, folder := strings.CutSuffix(c.link, "/"); folder {
				link(outside, filepath.Join(dir, at))
			} else {
				link(victim, filepath.Join(dir, c.link))
			}
			var args []string
			for _, a := range c.args {
				args = append(args, strings.ReplaceAll(a, "DIR", dir))
			}
			code := r.run(args...)
			if c.says != "" && (code != exitUsage || !strings.Contains(r.said, c.says)) {
				t.Errorf("status %d, said %s", code, r.said)
			}
			if r.read(victim) != precious || r.list(outside) != " /victim" {
				t.Errorf("what the link leads to has changed: %s; %s", r.list(outside), r.read(victim))
			}
			if r.read(filepath.Join(dir, "a.md")) != text {
				t.Error("the source has changed")
			}
		})
	}
	r.t = t

	// What a user names is meant: the link stays, and what it leads to is mended.
	dir := t.TempDir()
	r.write(victim, precious)
	link(victim, filepath.Join(dir, "named.md"))
	r.run("lint", "--fix", filepath.Join(dir, "named.md"))
	if info, err := os.Lstat(filepath.Join(dir, "named.md")); err != nil || info.Mode()&os.ModeSymlink == 0 || r.read(victim) == precious {
		t.Errorf("a named link is not followed: %v, %v", info, err)
	}
}
