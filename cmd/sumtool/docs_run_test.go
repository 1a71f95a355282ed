//go:build !race

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/sumtool/sumtool/internal/llm/testendpoint"
)

// TestPagesDoWhatTheySay runs the sh blocks of every page, in order, in a folder
// that holds the shipped samples, and compares what they print with the text
// block that follows. In a text block a line "…" stands for any lines.
//
// Every command must succeed, unless a comment before the block says otherwise:
//
//	<!-- status: 1 -->    commands may end with 1, and one must
//	<!-- skip: REASON --> the block is not run
//	<!-- file: PATH -->   the block, of any language, is written to PATH for those behind it
//
// A comment of several lines that begins with sh runs, unseen by readers.
//
// A model is played by the test endpoint: it is at OPENAI_BASE_URL, and in the
// place of every local server that a page names.
func TestPagesDoWhatTheySay(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts a hundred processes")
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("bash is not installed")
	}
	for _, p := range pages(t) {
		t.Run(p.path, func(t *testing.T) {
			t.Parallel()
			p.run(t)
		})
	}
}

func (p *page) run(t *testing.T) {
	var d *desk
	rewritten := p.source
	for i, s := range p.steps {
		if err := s.wellFormed(); err != nil {
			t.Errorf("%s:%d: %v", p.path, s.line, err)
		}
		name := s.attrs["file"]
		if _, skip := s.attrs["skip"]; skip || s.language != "sh" && name == "" {
			continue
		}
		if d == nil {
			d = newDesk(t, p.path)
			if strings.Contains(p.source, "pre-commit install") {
				d.publishHook()
			}
		}
		if name != "" {
			d.write(name, s.body)
			continue
		}
		for _, tool := range []string{"parallel", "pre-commit", "git", "zcat", "jq"} {
			if _, err := exec.LookPath(tool); err != nil && strings.Contains(s.body, tool) {
				t.Skipf("line %d and what follows: %s is not installed", s.line, tool)
			}
		}
		out, err := d.bash(s.body, s.attrs["status"])
		if err != nil {
			t.Fatalf("%s:%d: %v\n%s%s", p.path, s.line, err, s.body, out)
		}
		if i+1 == len(p.steps) || p.steps[i+1].language != "text" || p.steps[i+1].section != s.section {
			continue
		}
		want := p.steps[i+1]
		if shows(want.body, out) {
			continue
		}
		if !*update {
			t.Errorf("%s:%d: rewrite with -update; the page shows\n%s\nand this is what happens:\n%s", p.path, want.line, want.body, out)
			continue
		}
		got, err := refit(want.body, out)
		if err != nil {
			t.Errorf("%s:%d: %v", p.path, want.line, err)
			continue
		}
		at := want.start + len(rewritten) - len(p.source) // what stands before it has grown by as much
		rewritten = rewritten[:at] + got + rewritten[at+len(want.body):]
	}
	if rewritten != p.source {
		if err := os.WriteFile(filepath.Join(root, p.path), []byte(rewritten), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// wellFormed parses what has a grammar at hand.
func (s step) wellFormed() error {
	switch s.language {
	case "json", "jsonl":
		dec := json.NewDecoder(strings.NewReader(s.body))
		for {
			var v any
			if err := dec.Decode(&v); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
		}
	case "yaml":
		var v any
		return yaml.Unmarshal([]byte(s.body), &v)
	}
	return nil
}

// gap, as a line of a text block, stands for any number of lines.
const gap = "…\n"

// shows reports whether what a page shows is what came out. A "…" inside a line
// stands for any text: a time, a count of tokens.
func shows(want, out string) bool {
	var form strings.Builder
	for line := range strings.Lines(want) {
		if line == gap {
			form.WriteString(`(?:.*\n)*`)
			continue
		}
		form.WriteString(strings.ReplaceAll(regexp.QuoteMeta(line), "…", ".*"))
	}
	return regexp.MustCompile(`^` + form.String() + `$`).MatchString(out)
}

// refit makes a page show what came out, with as many lines on both sides of a
// gap as it has now.
func refit(want, out string) (string, error) {
	before, after, found := strings.Cut(want, gap)
	if !found {
		return out, nil
	}
	if strings.Contains(after, gap) {
		return "", fmt.Errorf("more than one gap; choose from\n%s", out)
	}
	lines := strings.SplitAfter(out, "\n")
	lines = lines[:len(lines)-1] // behind the last line break there is nothing
	head, tail := strings.Count(before, "\n"), strings.Count(after, "\n")
	if head+tail > len(lines) {
		return out, nil
	}
	return strings.Join(lines[:head], "") + gap + strings.Join(lines[len(lines)-tail:], ""), nil
}

// desk is where a page is tried out: a folder with the samples and a home of
// its own, and a PATH with sumtool, the real tools, and stand-ins for what
// cannot be here.
type desk struct {
	t        *testing.T
	dir      string
	env      []string
	endpoint string
}

// standIns are programs that pages start and tests cannot: model servers. And go,
// which must not build and test anew what is running.
var standIns = map[string]string{
	"ollama": "", "llama-server": "", "vllm": "",
	"go": `case "$1 $2" in
"run ./cmd/sumtool") shift 2; exec sumtool "$@";;
"install ./cmd/sumtool" | "test ./..." | "generate ./...") exit 0;;
esac
exec "$REAL_GO" "$@"
`,
}

// models are those that pages name.
var models = []string{testendpoint.Model, "gpt-4o-mini", "gpt-4o", "qwen3:8b", "qwen3-16k", "Qwen/Qwen3-8B", "local"}

// abstract is that of every paper that pages ask the network for.
const abstract = "We present Lantern, a router for mixtures of experts. It takes 1% of the parameters. " +
	"Lantern is 1.8 times as fast at the same accuracy. The code is open."

func newDesk(t *testing.T, path string) *desk {
	mux := http.NewServeMux()
	mux.Handle("/v1/", testendpoint.New(testendpoint.Options{Models: models}))
	mux.HandleFunc("/api/papers/{id}", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"id": %q, "title": "A Paper", "summary": %q}`, r.PathValue("id"), abstract)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	home := t.TempDir()
	d := &desk{t: t, dir: filepath.Join(home, "desk"), endpoint: server.URL + "/v1"}
	d.copy("testdata/digests", "testdata/ok", "testdata/editions", "testdata/metrics")
	if path == "CONTRIBUTING.md" { // its commands change the source
		d.copy("cmd", "evaluate", "internal", "lint", "rules", "translate", "testdata/rules", "go.mod", "go.sum", "CHANGELOG.md")
	}
	bin := filepath.Join(home, "bin")
	for name, script := range standIns {
		d.write(filepath.Join("..", "bin", name), "#!/bin/sh\n"+script)
		if err := os.Chmod(filepath.Join(bin, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	d.write("../home/.gitconfig", "[user]\nname = A. Kim\nemail = a.kim@example.org\n[init]\ndefaultBranch = main\n[advice]\ndetachedHead = false\n"+
		"[url \"file://"+filepath.ToSlash(home)+"/hooks\"]\ninsteadOf = https://github.com/sumtool/sumtool\n")
	d.write("../home/.parallel/will-cite", "")
	goEnv := strings.Fields(output(t, ".", os.Environ(), "go", "env", "GOENV", "GOMODCACHE", "GOCACHE", "GOROOT"))
	d.env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "HOME="+filepath.Join(home, "home"),
		"XDG_CACHE_HOME="+filepath.Join(home, "cache"), "XDG_CONFIG_HOME="+filepath.Join(home, "config"), "PRE_COMMIT_HOME="+filepath.Join(home, "cache", "pre-commit"),
		"GIT_CONFIG_NOSYSTEM=1", "PRE_COMMIT_COLOR=never", "PARALLEL_HOME="+filepath.Join(home, "home", ".parallel"),
		"GOENV="+goEnv[0], "GOMODCACHE="+goEnv[1], "GOCACHE="+goEnv[2], "REAL_GO="+filepath.Join(goEnv[3], "bin", "go"),
		"PAPERS_URL="+server.URL, "OPENAI_BASE_URL="+d.endpoint, "OPENAI_API_KEY=sk-test", "SUMTOOL_MODEL=",
		"GITHUB_ACTIONS=", "NO_COLOR=", "CLICOLOR_FORCE=", "LC_ALL=C.UTF-8")
	return d
}

// publishHook makes the repository that pre-commit fetches hooks from. The hook
// is the published one, but for the language: it takes the sumtool that is there
// instead of building one, which TestPreCommit does.
func (d *desk) publishHook() {
	d.t.Helper()
	published, err := os.ReadFile(filepath.Join(root, ".pre-commit-hooks.yaml"))
	if err != nil {
		d.t.Fatal(err)
	}
	d.write("../hooks/.pre-commit-hooks.yaml", strings.Replace(string(published), "language: golang", "language: system", 1))
	if out, err := d.bash("cd ../hooks; git init -q; git add .; git commit -qm hooks", ""); err != nil {
		d.t.Skipf("publish the hook: %v\n%s", err, out)
	}
}

// copy brings parts of the repository onto the desk.
func (d *desk) copy(paths ...string) {
	d.t.Helper()
	for _, p := range paths {
		from, to := filepath.Join(root, p), filepath.Join(d.dir, p)
		info, err := os.Stat(from)
		if err != nil {
			d.t.Fatal(err)
		}
		if info.IsDir() {
			err = os.CopyFS(to, os.DirFS(from))
		} else {
			var data []byte
			if data, err = os.ReadFile(from); err == nil {
				err = os.WriteFile(to, data, 0o666)
			}
		}
		if err != nil {
			d.t.Fatal(err)
		}
	}
}

func (d *desk) write(name, text string) {
	d.t.Helper()
	path := filepath.Join(d.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		d.t.Fatal(err)
	}
}

// bash runs a block and returns what it prints on either stream. Commands must
// succeed; with status "1" they may also end with 1, and one of them must.
func (d *desk) bash(block, status string) (string, error) {
	for _, address := range []string{"http://localhost:11434/v1", "http://localhost:8080/v1", "http://localhost:8000/v1"} {
		block = strings.ReplaceAll(block, address, d.endpoint)
	}
	seen := filepath.Join(d.dir, "..", "seen")
	prelude := fmt.Sprintf("set -uE -o pipefail\ntrap 's=$?; echo $s >>%q; [ $s = %q ] || { trap - ERR; exit $s; }' ERR\n", seen, status)
	if err := os.RemoveAll(seen); err != nil {
		return "", err
	}
	c := exec.Command("bash", "-c", prelude+block+"\ntrap - ERR\nexit 0\n")
	c.Dir, c.Env = d.dir, d.env
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	if err := c.Run(); err != nil {
		return out.String(), err
	}
	if _, err := os.Stat(seen); status != "" && err != nil {
		return out.String(), fmt.Errorf("no command ended with status %s", status)
	}
	return out.String(), nil
}

func TestShows(t *testing.T) {
	for _, c := range []struct {
		want, out string
		ok        bool
	}{
		{"a\nb\n", "a\nb\n", true},
		{"a\n", "a\nb\n", false},
		{"a\n…\n", "a\nb\nc\n", true},
		{"a\n…\n", "b\na\n", false},
		{"…\nc\n", "a\nb\nc\n", true},
		{"…\nb\n", "a\nb\nc\n", false},
		{"…\nb\n", "b\n", true},
		{"…\nc\n", "a\nbc\n", false},
		{"a\n…\nb\n…\n", "a\nx\nb\n", true},
		{"a\n…\nb\n…\nd\n", "a\nx\nb\nc\nd\n", true},
		{"a\n…\nb\n…\nd\n", "a\nx\nc\nd\n", false},
		{"a\n…\n", "ab\n", false},
		{"in …s.\n", "in 0.1s.\n", true},
		{"in …s.\n", "in 0.1s?\n", false},
		{"in …s.\n", "in 0.1\ns.\n", false},
	} {
		if got := shows(c.want, c.out); got != c.ok {
			t.Errorf("shows(%q, %q) = %v", c.want, c.out, got)
		}
	}
}
