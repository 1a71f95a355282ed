//go:build !race

package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/sumtool/sumtool/internal/llm/testendpoint"
)

// pty is a terminal, and what has been shown on it.
type pty struct {
	slave *os.File
	shown chan string
}

func newPTY(t *testing.T) *pty {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	if err := unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Skip("no terminals here: ", err)
	}
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	p := &pty{shown: make(chan string, 1)}
	if p.slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0); err != nil {
		t.Skip("no terminals here: ", err)
	}
	go func() {
		var out bytes.Buffer
		_, _ = io.Copy(&out, master) // until the slave is closed
		master.Close()
		p.shown <- strings.ReplaceAll(out.String(), "\r\n", "\n")
	}()
	return p
}

func (p *pty) close() string {
	p.slave.Close()
	return <-p.shown
}

// TestScreenIsHarmless shows hostile text on a real terminal: also where a pipe
// would get it unchanged, as patches and fixed files.
func TestScreenIsHarmless(t *testing.T) {
	_, quick := serve(t, testendpoint.Options{})
	_, slow := serve(t, testendpoint.Options{Latency: 700 * time.Millisecond}) // progress is shown after 500
	dir := t.TempDir()
	r := runner{t: t}
	path := filepath.Join(dir, "a\x1b[31m\u202e.md")
	digest := hostileDigest(true)
	brief, _, _ := strings.Cut(digest, "Authors:")
	brief += "- 이 모델은 질문을 읽습니다.\n\n### [Reed](https://arxiv.org/abs/2406.00002)\n\n- 이 모델은 그림을 그립니다.\n"
	r.write(path, digest)
	r.write(filepath.Join(dir, "abstracts.jsonl"), hostileAbstracts)
	lines := strings.SplitAfter(digest, "\n")
	lines[2] = "### [Lantern: Sparse Routing](https://arxiv.org/abs/2406.00001)\n" // what a summary is made of is clean
	r.write(filepath.Join(dir, "b.md"), strings.Join(lines, ""))
	move := regexp.MustCompile(`\r| \x1b\[0?[JK]`)
	for _, c := range []struct {
		raw  bool // whether a pipe gets the text as it is
		args []string
	}{
		{true, []string{"lint", "--diff", "--unsafe-fixes", path}},
		{false, []string{"lint", "--fix", "-"}},
		{true, []string{"translate", "--to", "en", "--no-cache", "--concurrency", "1", "-"}},
		{true, []string{"regenerate", "--all", "--no-cache", "--abstracts", filepath.Join(dir, "abstracts.jsonl"), filepath.Join(dir, "b.md")}},
		{true, []string{"detect", "--format", "jsonl", path}},
		{false, []string{"lint", "--severity", "info", path}},
		{false, []string{"lint", "--format", "table", path}},
		{false, []string{"evaluate", "--hyp", path, "--ref", path, "--worst", "2"}},
		{false, []string{"cache", "stats", "--cache", filepath.Join(dir, "\x1b[31m")}},
	} {
		stdout, stderr := newPTY(t), newPTY(t)
		endpoint, stdin := quick, digest
		if c.args[0] == "translate" {
			endpoint, stdin = slow, brief
		}
		url, _ := strings.CutPrefix(endpoint[0], "OPENAI_BASE_URL=")
		sys := system{stdin: strings.NewReader(stdin), stdout: stdout.slave, stderr: stderr.slave, getenv: func(name string) string {
			return map[string]string{"OPENAI_BASE_URL": url, "SUMTOOL_MODEL": testendpoint.Model, "TERM": "xterm"}[name]
		}}
		run(context.Background(), append([]string{"sumtool"}, c.args...), sys)
		name := strings.Join(c.args[:min(3, len(c.args))], " ")
		shown, said := stdout.close(), stderr.close()
		harmless(t, name, "colour", shown)
		harmless(t, name+" (standard error)", "colour", move.ReplaceAllString(said, ""))
		if c.args[0] == "translate" && !strings.Contains(said, "\r") {
			t.Errorf("%s: shows no progress: %q", name, said)
		}
		r.env = map[string]string{"OPENAI_BASE_URL": url, "SUMTOOL_MODEL": testendpoint.Model}
		if c.raw {
			r.runWith(stdin, c.args...)
			if !strings.ContainsAny(r.printed, "\x1b\u202e\u009b") || shown == r.printed {
				t.Errorf("%s: a pipe should get the text as it is: %.300q", name, r.printed+r.said)
			}
		}
	}
}
