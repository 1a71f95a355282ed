//go:build unix

package main

import (
	"crypto/sha256"
	"fmt"
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
	batches := fmt.Sprintf("batches-%.4x.jsonl", sha256.Sum256([]byte(r.env["OPENAI_BASE_URL"])))
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
		"batches under way":  {"tm/" + batches, []string{"translate", "--to", "en", "--batch", "--cache", "DIR/tm", "DIR/a.md"}, batches + ": is a symbolic link"},
		"abstracts":          {"tm/abstracts.jsonl", []string{"abstracts", "--cache", "DIR/tm", "DIR/a.md"}, "abstracts.jsonl: is a symbolic link"},
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

	// What a user names is meant: the link stays, and what it leads to is written.
	for _, command := range []string{
		"lint --fix LINK", "lint -o LINK DIR/a.md", "translate --to en --no-cache --report LINK DIR/a.md", "translate --to en --no-cache --events LINK DIR/a.md",
	} {
		dir := t.TempDir()
		r.write(victim, precious)
		r.write(filepath.Join(dir, "a.md"), text)
		named := filepath.Join(dir, "named.md")
		link(victim, named)
		var args []string
		for _, a := range strings.Fields(command) {
			args = append(args, strings.NewReplacer("LINK", named, "DIR", dir).Replace(a))
		}
		r.run(args...)
		if info, err := os.Lstat(named); err != nil || info.Mode()&os.ModeSymlink == 0 || r.read(victim) == precious || r.read(victim) == "" {
			t.Errorf("%s: a named link is not followed: %v\n%s", command, err, r.said)
		}
	}
}
