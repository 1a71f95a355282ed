//go:build unix && !race

package main

import (
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sumtool/sumtool/internal/llm/testendpoint"
)

// TestOnlyNamedPlacesAreWritten runs everything that writes in a home of its own and
// compares all that lies there before and after: names, contents, modes, links.
// Nothing may change but the places that SECURITY.md names; what is new follows the
// umask, and may not be read by more people than what it was made from.
func TestOnlyNamedPlacesAreWritten(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o027))
	_, env := serve(t, testendpoint.Options{})
	papers := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"id": %q, "title": "A Paper", "summary": %q}`, filepath.Base(r.URL.Path), abstract)
	}))
	defer papers.Close()
	ask := func(args ...string) []string { return append(args, "--no-cache", "a.md") }
	memory := func(dir string) []string {
		return []string{dir + "/memory.jsonl", dir + "/memory.lock", dir + "/.gitignore"}
	}
	userCache := append(memory("home/.cache/sumtool"), "home/.cache", "home/.cache/sumtool")
	for name, c := range map[string]struct {
		args   []string
		writes []string // patterns; one that ends in a question mark need not be written
		stdin  string
	}{
		"nothing without --fix":     {[]string{"lint", "--severity", "info", "--stats", "--jobs", "2"}, nil, ""},
		"a diff":                    {[]string{"lint", "--diff", "a.md"}, nil, ""},
		"fixes":                     {[]string{"lint", "--fix", "a.md"}, []string{"work/a.md"}, ""},
		"fixes, a hard link":        {[]string{"lint", "--fix", "b.md"}, []string{"work/b.md"}, ""},
		"fixes of what is piped":    {[]string{"lint", "--fix", "-"}, nil, "- 이 문장은  깁니다.\n"},
		"unsafe fixes":              {[]string{"lint", "--unsafe-fixes", "a.md"}, []string{"work/a.md"}, ""},
		"fixes without a TMPDIR":    {[]string{"lint", "--fix", "a.md"}, []string{"work/a.md"}, ""},
		"findings":                  {[]string{"lint", "--format", "sarif", "-o", "out.json"}, []string{"work/out.json"}, ""},
		"a baseline":                {[]string{"lint", "--baseline", "known.json", "--write-baseline"}, []string{"work/known.json"}, ""},
		"lint --changed":            {[]string{"lint", "--changed=HEAD"}, []string{"work/.git/index?"}, ""},
		"languages":                 {[]string{"detect", "--format", "jsonl", "-o", "out.jsonl"}, []string{"work/out.jsonl"}, ""},
		"an edition":                {ask("translate", "--to", "en"), []string{"work/a.en.md", "work/a.en.meta.json"}, ""},
		"a plan":                    {[]string{"translate", "--to", "en", "--dry-run", "a.md"}, nil, ""},
		"a check":                   {[]string{"translate", "--to", "en", "--check", "a.md"}, nil, ""},
		"an edition of a pipe":      {[]string{"translate", "--to", "en", "--no-cache", "--stdin-filename", "../../elsewhere/x.md", "-"}, nil, "- 이 문장은 짧습니다.\n"},
		"an edition elsewhere":      {ask("translate", "--to", "en", "--out-dir", "en/new"), []string{"work/en", "work/en/new", "work/en/new/a.en.md", "work/en/new/a.en.meta.json"}, ""},
		"an edition and reports":    {ask("translate", "--to", "en", "--report", "r.json", "--events", "e.jsonl"), []string{"work/a.en.md", "work/a.en.meta.json", "work/r.json", "work/e.jsonl"}, ""},
		"an edition over another":   {ask("translate", "--to", "ja", "--from", "ko", "--force"), []string{"work/a.ja.md", "work/a.ja.meta.json", "work/a.ja.md.bak"}, ""},
		"the user's memory":         {[]string{"translate", "--to", "en", "a.md"}, append(slices.Clone(userCache), "work/a.en.md", "work/a.en.meta.json"), ""},
		"a memory":                  {[]string{"translate", "--to", "en", "--cache", "tm", "a.md"}, append(memory("work/tm"), "work/tm", "work/a.en.md", "work/a.en.meta.json"), ""},
		"new summaries, shown":      {ask("regenerate", "--all", "--abstracts", "abstracts.jsonl"), nil, ""},
		"new summaries":             {ask("regenerate", "--all", "--write", "--abstracts", "abstracts.jsonl"), []string{"work/a.md", "work/a.md.orig"}, ""},
		"abstracts":                 {[]string{"abstracts", "-o", "out.jsonl", "one.md"}, []string{"work/out.jsonl", "home/.cache", "home/.cache/sumtool", "home/.cache/sumtool/abstracts.jsonl"}, ""},
		"scores":                    {[]string{"evaluate", "--src", "a.md", "--hyp", "b.md", "--format", "html", "-o", "out.html"}, []string{"work/out.html"}, ""},
		"a judge's scores":          {[]string{"evaluate", "--src", "a.md", "--hyp", "b.md", "--metrics", "judge-da"}, userCache, ""},
		"a look into the memory":    {[]string{"cache", "stats", "--cache", "old"}, nil, ""},
		"a memory's export":         {[]string{"cache", "export", "--cache", "old", "-o", "out.jsonl"}, []string{"work/out.jsonl"}, ""},
		"a memory's pruning":        {[]string{"cache", "prune", "--older-than", "1h", "--cache", "old"}, memory("work/old")[:2], ""},
		"a memory's end":            {[]string{"cache", "clear", "--cache", "old"}, memory("work/old")[:2], ""},
		"what to mend":              {[]string{"doctor"}, slices.DeleteFunc(slices.Clone(userCache), func(p string) bool { return strings.HasSuffix(p, ".lock") }), ""},
		"a beginning":               {[]string{"--config", "x.yaml", "init", "--force"}, []string{"work/.sumtool.yaml", "work/.pre-commit-config.yaml", "work/.github", "work/.github/workflows", "work/.github/workflows/sumtool.yml"}, ""},
		"completions":               {[]string{"completion", "zsh", "-o", "_sumtool"}, []string{"work/_sumtool"}, ""},
		"manual":                    {[]string{"__man", "man"}, []string{"work/man", "work/man/*.1"}, ""},
		"rules":                     {[]string{"rules", "--format", "markdown", "-o", "rules.md"}, []string{"work/rules.md"}, ""},
		"an unreadable destination": {[]string{"lint", "-o", "old", "a.md"}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			work, temp := filepath.Join(root, "work"), filepath.Join(root, "temp, 임시")
			for _, dir := range []string{work, temp, filepath.Join(root, "home"), filepath.Join(root, "elsewhere"), filepath.Join(work, "old")} {
				if err := os.Mkdir(dir, 0o777); err != nil {
					t.Fatal(err)
				}
			}
			r := runner{t: t, env: map[string]string{}}
			for _, v := range env {
				name, value, _ := strings.Cut(v, "=")
				r.env[name] = value
			}
			text := r.read("../../testdata/editions/2024-06-03.md")
			t.Chdir(work)
			r.write("a.md", strings.Replace(text, "\n- ", "\n-   ", 1)+"\u200b\n")
			if err := os.Chmod("a.md", 0o600); err != nil {
				t.Fatal(err)
			}
			r.write("b.md", r.read("a.md"))
			r.write("one.md", "### [LanternNet](https://arxiv.org/abs/2406.90011)\n\n- 이 논문은 짧습니다.\n")
			r.write("abstracts.jsonl", fmt.Sprintf(`{"arxiv_id":"2406.90011","title":"LanternNet","abstract":%q}`+"\n", abstract))
			r.write("a.ja.md", "手で書いた版。\n")
			r.write("old/memory.jsonl", `{"kind":"translation","at":"2020-01-01T00:00:00Z"}`+"\n")
			r.write(".sumtool.yaml", "abstracts:\n  huggingface: "+papers.URL+"\n")
			if err := os.Link("b.md", "../elsewhere/b.md"); err != nil {
				t.Fatal(err)
			}
			if name == "lint --changed" {
				commitAll(t, work)
			}
			t.Setenv("HOME", filepath.Join(root, "home"))
			t.Setenv("XDG_CACHE_HOME", filepath.Join(root, "home", ".cache"))
			t.Setenv("TMPDIR", temp)
			if strings.Contains(name, "without a TMPDIR") {
				t.Setenv("TMPDIR", filepath.Join(root, "nowhere"))
			}
			before := placesIn(t, root)
			code := r.runWith(c.stdin, c.args...)
			if code != exitOK && code != exitGate && name != "an unreadable destination" && name != "what to mend" {
				t.Errorf("status %d: %s", code, r.said)
			}
			after := placesIn(t, root)
			var may []string
			for _, place := range c.writes {
				may = append(may, strings.TrimSuffix(place, "?"))
			}
			for _, wrong := range changedTree(before, after, may) {
				t.Errorf("%s\n%s", wrong, r.said)
			}
			for _, place := range c.writes {
				if !strings.HasSuffix(place, "?") && !slices.ContainsFunc(slices.Collect(maps.Keys(after)), func(path string) bool {
					ok, _ := filepath.Match(place, path)
					return ok && before[path] != after[path]
				}) {
					t.Errorf("%s is not written: mend the table\n%s", place, r.said)
				}
			}
			for path := range after {
				info, err := os.Lstat(filepath.Join(root, path))
				if err != nil {
					t.Fatal(err)
				}
				if before[path] == "" && info.Mode().Perm()&0o027 != 0 {
					t.Errorf("%s has mode %v; the umask is 027", path, info.Mode())
				}
				if made := filepath.Base(path); (made == "a.md" || made == "a.md.orig" || strings.HasPrefix(made, "a.en.")) && info.Mode().Perm() != 0o600 {
					t.Errorf("%s has mode %v; its source has 0600", path, info.Mode())
				}
			}
		})
	}
}

// commitAll makes a repository whose index git would like to refresh.
func commitAll(t *testing.T, dir string) {
	t.Helper()
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "digests"}} {
		if out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput(); err != nil {
			t.Skipf("git: %v\n%s", err, out)
		}
	}
	if err := os.Chtimes(filepath.Join(dir, "a.md"), time.Time{}, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
}

// placesIn is hostileTree with what links lead to.
func placesIn(t *testing.T, root string) map[string]string {
	t.Helper()
	tree := hostileTree(t, root)
	for path, state := range tree {
		if strings.HasPrefix(state, fs.ModeSymlink.String()[:1]) {
			to, err := os.Readlink(filepath.Join(root, path))
			if err != nil {
				t.Fatal(err)
			}
			tree[path] += " -> " + to
		}
	}
	return tree
}
