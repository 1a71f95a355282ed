//go:build unix && !race

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/sumtool/sumtool/translate"
)

// hostileNames are names that a file system takes and that somebody may give a
// digest.
var hostileNames = []string{
	"a b.md", " a.md", "a .md", "a\nb.md", "a\rb.md", "a\tb.md", "a\"b.md", "a'b.md", "`id`.md", "$(id).md", "a;b.md", "a&b|c.md", "a<b>.md", "a\\b.md",
	"-a.md", "--fix.md", "--.md", ".a.md", "..md", "...md", "~.md", "#a.md", "%41.md", "%s%n.md", "a:b.md", "a=b.md", "@a.md", "CON.md", "a?b.md", "a*b.md", "[a].md", "{a,b}.md", "!a.md",
	"a\x1b[2Jb.md", "a\u202eb.md", "a\u200bb.md", "a\x7fb.md", "a\xffb.md", "\xc0\xaf.md", "\xed\xa0\x80.md", "가나다.md", norm.NFD.String("한글.md"), "\U0001F600.md",
	strings.Repeat("가", 84) + ".md", strings.Repeat("a", 252) + ".md", "::error::a.md", "a,line=1.md", "a.en.md", "a.md.md", "x=a.md",
}

// TestHostileNames has the commands read, name, mend and write beside files of any
// name.
func TestHostileNames(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	const broken = "### [A](https://arxiv.org/abs/3102.00003)\n\n- 이 논문은 새로운  방법을 제안합니다.\u200b\n"
	cases := 0
	for _, name := range hostileNames {
		if !sampled(name, 3) {
			continue
		}
		edition := strings.TrimSuffix(name, ".md") + ".en.md"
		for _, c := range []struct {
			args   []string
			status int
			writes []string
			check  func(o hostileOutcome) error
		}{
			{args: []string{"lint", "--select", "invisible-char", "--format", "jsonl"}, check: func(o hostileOutcome) error { return namesFile(o.stdout, name, ".") }},
			{args: []string{"lint", "--select", "invisible-char", "--format", "json"}, check: func(o hostileOutcome) error { return namesFile(o.stdout, name, "findings.0") }},
			{args: []string{"lint", "--select", "invisible-char"}, check: func(o hostileOutcome) error { return readsText(o.stdout) }},
			{args: []string{"lint", "--select", "invisible-char", "--format", "github"}, check: func(o hostileOutcome) error { return readsText(o.stdout) }},
			{args: []string{"lint", "--select", "invisible-char", "--format", "checkstyle"}, check: func(o hostileOutcome) error { return readsXML(o.stdout) }},
			{args: []string{"lint", "--select", "invisible-char", "--fix"}, writes: []string{"*"}, check: func(hostileOutcome) error {
				if data, err := os.ReadFile(name); err != nil || strings.Contains(string(data), "\u200b") {
					return fmt.Errorf("not fixed: %q, %v", data, err)
				}
				return nil
			}},
			{args: []string{"detect", "--format", "json"}, check: func(o hostileOutcome) error { return readsJSON(o.stdout) }},
			{args: []string{"test-endpoint", "--", "translate", "--from", "ko", "--to", "en", "--no-cache"}, writes: []string{"*"}, check: func(o hostileOutcome) error {
				_, err := os.Stat(edition)
				if _, _, made := translate.SourceOf(name); made {
					return nil // it is an edition itself
				}
				if long := len(edition) > 250; (err == nil) != (o.status != exitUsage) || long != (o.status == exitUsage) {
					return fmt.Errorf("status %d, and %v", o.status, err)
				}
				return nil
			}},
		} {
			cases++
			dir, err := os.MkdirTemp("", "hostile-")
			if err != nil {
				t.Fatal(err)
			}
			defer os.RemoveAll(dir)
			if err := os.WriteFile(filepath.Join(dir, name), []byte(broken), 0o644); err != nil {
				t.Skipf("the disk takes no %q: %v", name, err)
			}
			before := hostileTree(t, dir)
			o := runHostile(t, dir, strings.NewReader(""), append(c.args, "--", name)...)
			id := fmt.Sprintf("%q, %s", name, strings.Join(c.args, " "))
			for _, wrong := range append(o.faults(hostileCommand{}), changedTree(before, hostileTree(t, dir), c.writes)...) {
				t.Errorf("%s: %s\n%s", id, wrong, head(o.stderr))
			}
			if err := c.check(o); err != nil {
				t.Errorf("%s: %v\n%s%s", id, err, head(o.stdout), head(o.stderr))
			}
			if c.args[0] == "lint" && o.status == exitUsage {
				t.Errorf("%s: %s", id, o.stderr)
			}
		}
	}
	t.Logf("%d cases", cases)
}

// namesFile looks for a file's name in JSON, where what is no UTF-8 is replaced.
func namesFile(out, name, at string) error {
	var v struct {
		File     string
		Findings []struct{ File string }
	}
	line, _, _ := strings.Cut(out, "\n")
	if at == "findings.0" {
		line = out
	}
	if err := json.Unmarshal([]byte(line), &v); err != nil {
		return err
	}
	if len(v.Findings) > 0 {
		v.File = v.Findings[0].File
	}
	if utf8.ValidString(name) && v.File != name || v.File == "" {
		return fmt.Errorf("the file is named %q", v.File)
	}
	return nil
}

// TestDeepFolders searches folders below folders, as deep as paths can be and deeper.
func TestDeepFolders(t *testing.T) {
	dir, err := os.MkdirTemp("", "hostile-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	put := func(path string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(hostileSample), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// Many short names: 1,500 folders.
	t.Chdir(dir)
	deep := "deep" + strings.Repeat("/d", 1500)
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	put(deep + "/a.md")
	if o := runHostile(t, dir, strings.NewReader(""), "lint", "--fail-on", "never", "-q", "deep"); o.status != exitOK || o.cpu > hostileTime {
		t.Errorf("status %d after %v: %s", o.status, o.cpu, head(o.stderr))
	}
	// Long names: longer than any path may be.
	step := strings.Repeat("긴", 80)
	if err := os.Mkdir("long", 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir("long")
	for range 20 {
		if err := os.Mkdir(step, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Chdir(step); err != nil {
			t.Fatal(err)
		}
	}
	put("a.md")
	o := runHostile(t, dir, strings.NewReader(""), "lint", "--fail-on", "never", "long")
	if o.status != exitUsage || !strings.Contains(o.stderr, "file name too long") {
		t.Errorf("status %d: %s", o.status, head(o.stderr))
	}
	for _, wrong := range o.faults(hostileCommand{}) {
		t.Error(wrong)
	}
}
