//go:build !race

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestHostileUsage gives the small commands what they cannot use, and some that they
// can: each case says with which status it ends and what of it the message names.
func TestHostileUsage(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	const whole = `{"key":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","task":"translate","from":"ko","to":"en","source":"가","target":"a"}` + "\n"
	for _, c := range []struct {
		args   string // separated by spaces; _ is an empty one
		status int
		says   string
	}{
		{"nosuch", 2, "nosuch"}, {"lnit a.md", 2, "lnit"}, {"_", 2, "unknown command"}, {"help nosuch", 2, "nosuch"}, {"help lint", 0, ""}, {"--nosuch", 2, "--nosuch"}, {"--config", 2, "--config"},
		{"--config nosuch.yaml lint a.md", 2, "nosuch.yaml"}, {"--config . lint a.md", 2, "is a directory"}, {"--color pink lint a.md", 2, "pink"}, {"-q -v --no-progress rules spacing", 0, ""},
		{"lint nosuch.md", 2, "nosuch.md"}, {"lint _", 2, ""}, {"lint no*such.md", 2, "no*such.md"}, {"lint [", 2, "["}, {"lint {a", 2, "{a"}, {"lint empty", 2, "empty"}, {"lint a.md/", 2, "a.md"}, {"lint a.md/b", 2, "a.md/b"},
		{"lint --format pdf a.md", 2, "pdf"}, {"lint --select nosuch a.md", 2, "nosuch"}, {"lint --select , a.md", 2, ""}, {"lint --ignore spacings a.md", 2, "spacing"}, {"lint --severity fatal a.md", 2, "fatal"}, {"lint --fail-on often a.md", 2, "often"},
		{"lint --write-baseline a.md", 2, "--baseline"}, {"lint --baseline nosuch.json a.md", 2, "nosuch.json"}, {"lint -o . a.md", 2, "folder"}, {"lint -o nosuch/out a.md", 2, "nosuch/out"}, {"lint --shard 0/3 a.md", 2, "0/3"}, {"lint --shard 4/3 a.md", 2, "4/3"}, {"lint --changed=nosuch a.md", 2, ""}, {"lint --staged a.md", 2, ""},
		{"detect --languages klingon a.md", 2, "klingon"}, {"detect --languages _ a.md", 2, ""}, {"detect --lines --field a a.md", 2, "--field"}, {"detect --field _ a.md", 2, "--field"}, {"detect --summary --spans a.md", 2, "--spans"}, {"detect --format sarif a.md", 2, "sarif"}, {"detect nosuch", 2, "nosuch"},
		{"translate a.md", 2, "--to"}, {"translate --to xx --dry-run a.md", 2, "xx"}, {"translate --to en --from en --dry-run a.md", 2, "--from"}, {"translate --to en --check --dry-run a.md", 2, "--check"}, {"translate --to en --dry-run nosuch.md", 2, "nosuch.md"}, {"translate --to en --dry-run --glossary nosuch.csv a.md", 2, "nosuch.csv"}, {"translate --to en a.md", 2, ""},
		{"translate --to en --base-url nonsense --model m a.md", 2, "nonsense"}, {"translate --to en --base-url ftp://x/v1 --model m a.md", 2, "ftp"}, {"translate --to en --base-url http://127.0.0.1:99999/v1 --model m --retries 0 a.md", 2, "99999"}, {"translate --to en --base-url http://127.0.0.1:1/v1 --model m --retries 0 --no-cache a.md", 2, "127.0.0.1:1"},
		{"regenerate --all --abstracts nosuch.jsonl a.md", 2, "nosuch.jsonl"}, {"regenerate --abstracts nosuch.jsonl a.md", 2, "nosuch.jsonl"}, {"regenerate --all --paper 1 a.md", 2, "--paper"}, {"regenerate --paper nosuch --abstracts x.jsonl a.md", 2, "nosuch"},
		{"evaluate", 2, "--hyp"}, {"evaluate a.md", 2, "a.md"}, {"evaluate --hyp nosuch --ref a.md", 2, "nosuch"}, {"evaluate --hyp a.md --ref a.md --metrics blue", 2, "bleu"}, {"evaluate --hyp a.md --ref a.md --tokenize words", 2, "words"}, {"evaluate --hyp a.md --ref a.md --paired-test t", 2, "t"}, {"evaluate --hyp a.md --ref a.md --fail-under bleu", 2, "METRIC=X"}, {"evaluate --hyp a.md --ref a.md --metrics bleu --fail-under ter=1", 2, "ter"}, {"evaluate --hyp x=a.md --hyp x=a.md --ref a.md", 2, "x"}, {"evaluate --hyp a.md --ref a.md --format pdf", 2, "pdf"}, {"evaluate --merge nosuch.json", 2, "nosuch.json"}, {"evaluate --hyp a.md", 0, ""},
		{"rules nosuch", 2, "nosuch"}, {"rules spacings", 2, "spacing"}, {"rules spacing garbled-hangul", 2, "2"}, {"rules --format sarif", 2, "sarif"}, {"rules _", 2, ""}, {"rules --new Bad_Name", 2, "Bad_Name"},
		{"init", 0, ""}, {"init --only nosuch", 2, "nosuch"}, {"init extra", 2, "path"},
		{"doctor a.md", 2, "path"}, {"doctor --format pdf", 2, "pdf"}, {"doctor --base-url http://127.0.0.1:1/v1 --retries 0", 2, "127.0.0.1:1"}, {"--config broken.yaml doctor", 2, "broken.yaml:1"},
		{"completion", 2, "bash"}, {"completion tcsh", 2, "tcsh"}, {"completion bash zsh", 2, ""}, {"completion bash", 0, ""}, {"completion powershell", 0, ""},
		{"cache", 2, "stats"}, {"cache nosuch", 2, "nosuch"}, {"cache stats --cache nosuch", 2, "nosuch"}, {"cache stats --cache a.md", 2, "a.md"}, {"cache stats --cache m --format pdf", 2, "pdf"}, {"cache stats --cache m", 0, ""}, {"cache stats --cache m extra", 2, "extra"}, {"cache clear --cache nosuch", 2, "nosuch"}, {"cache clear", 0, ""}, {"cache stats", 0, ""}, {"cache export --cache m --format xml", 2, "xml"}, {"cache export --cache m --format tmx", 0, ""}, {"cache import --cache m", 2, ""}, {"cache import --cache m a.md", 2, "a.md"}, {"cache import --cache m nosuch.tmx", 2, "nosuch.tmx"},
		{"cache prune --cache m --older-than _", 0, ""}, {"cache prune --cache m --older-than -5d", 2, "-5d"}, {"cache prune --cache m --older-than 99999999999999d", 2, "--older-than"}, {"cache prune --cache m --older-than 1e9d", 2, "--older-than"}, {"cache prune --cache m --older-than soon", 2, "soon"}, {"cache prune --cache m --older-than 0s", 0, ""},
		{"lsp", 1, "shutdown"}, {"lsp a.md", 2, "a.md"}, {"lsp --port 1", 2, "--port"}, {"abstracts nosuch.md", 2, "nosuch.md"}, {"schema extra", 2, "extra"}, {"schema", 0, ""},
	} {
		if !sampled("usage "+c.args, 2) {
			continue
		}
		dir := t.TempDir()
		for name, text := range map[string]string{"a.md": hostileSample, "x.jsonl": `{"arxiv_id":"3102.00001","abstract":"A b."}` + "\n", "m/memory.jsonl": whole, "broken.yaml": "lint: [", "empty/x.txt": ""} {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		var args []string
		for a := range strings.FieldsSeq(c.args) {
			args = append(args, strings.TrimPrefix(a, "_"))
		}
		before := hostileTree(t, dir)
		began := time.Now()
		o := runHostile(t, dir, strings.NewReader("no protocol"), args...)
		if o.status != c.status || !strings.Contains(o.stderr, c.says) {
			t.Errorf("%s: status %d, want %d with %q:\n%s", c.args, o.status, c.status, c.says, head(o.stderr))
		}
		writes := []string{"m/*"}
		if args[0] == "init" && c.status == 0 {
			writes = []string{".*", ".github/*", ".github/*/*", "*"}
		}
		for _, wrong := range append(o.faults(hostileCommand{report: c.status == 0}), changedTree(before, hostileTree(t, dir), writes)...) {
			t.Errorf("%s: %s\n%s", c.args, wrong, head(o.stderr))
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s: %v", c.args, took)
		}
	}
}
