//go:build unix && !race

package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// manyFindings is a digest about which there is more to say than a pipe holds.
func manyFindings() string {
	return "### [A](https://arxiv.org/abs/3102.00003)\n\n" + strings.Repeat("- 이 논문은 새로운  방법을\u200b 제안합니다.\n", 3000)
}

// TestHostileEnds closes what the program reads from and writes to. A reader that has
// seen enough is no failure: the status is the one that the run would have had.
func TestHostileEnds(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.md": manyFindings(), "b.md": hostileSample} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	before := hostileTree(t, dir)
	closed := func() *os.File { // a pipe whose reader has gone
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		t.Cleanup(func() { w.Close() })
		return w
	}
	for _, c := range []struct {
		args   []string
		status int
	}{
		{[]string{"lint", "--severity", "info", "--fail-on", "info", "a.md"}, exitGate},
		{[]string{"lint", "--severity", "info", "--fail-on", "never", "--format", "json", "a.md"}, exitOK},
		{[]string{"lint", "--severity", "info", "--fail-on", "never", "--format", "jsonl", "a.md"}, exitOK},
		{[]string{"lint", "--severity", "info", "--fail-on", "never", "--format", "table", "a.md"}, exitOK},
		{[]string{"lint", "--diff", "a.md"}, exitGate},
		{[]string{"lint", "--fix", "--fail-on", "never", "-"}, exitOK},
		{[]string{"detect", "--format", "jsonl", "a.md"}, exitOK},
		{[]string{"detect", "--lines", "--format", "jsonl", "a.md"}, exitOK},
		{[]string{"evaluate", "--hyp", "b.md", "--ref", "b.md", "--metrics", "bleu", "--format", "html"}, exitOK},
		{[]string{"evaluate", "--hyp", "b.md", "--ref", "b.md", "--metrics", "bleu", "--fail-under", "bleu=100.0"}, exitOK},
		{[]string{"translate", "--to", "en", "--dry-run", "--no-cache", "b.md"}, exitOK},
		{[]string{"rules"}, exitOK},
		{[]string{"rules", "--format", "markdown"}, exitOK},
		{[]string{"completion", "bash"}, exitOK},
		{[]string{"schema"}, exitOK},
		{[]string{"--help"}, exitOK},
		{[]string{"lint", "--help"}, exitOK},
		{[]string{"--version"}, exitOK},
	} {
		name := strings.Join(c.args, " ")
		if !sampled("ends "+name, 8) {
			continue
		}
		for end, give := range map[string]func(*exec.Cmd){
			"standard output": func(cmd *exec.Cmd) { cmd.Stdout = closed() },
			"standard error":  func(cmd *exec.Cmd) { cmd.Stderr = closed() },
			"both":            func(cmd *exec.Cmd) { cmd.Stdout, cmd.Stderr = closed(), closed() },
		} {
			cmd := &exec.Cmd{Path: os.Args[0], Args: append([]string{"sumtool"}, c.args...), Dir: dir, Stdin: strings.NewReader(manyFindings())}
			give(cmd)
			o := endOf(t, cmd)
			if o.status != c.status {
				t.Errorf("%s, %s: status %d, want %d: %s", name, end, o.status, c.status, head(o.stderr))
			}
			if strings.Contains(o.stderr, "pipe") || strings.Contains(o.stderr, "panic") {
				t.Errorf("%s, %s: says %s", name, end, head(o.stderr))
			}
		}
	}
	// No ends at all, as a shell makes with <&- >&- 2>&-.
	for redirect, status := range map[string]int{"<&-": exitGate, ">&-": exitGate, "2>&-": exitGate, "<&- >&- 2>&-": exitGate} {
		cmd := &exec.Cmd{Path: "/bin/sh", Args: []string{"sh", "-c", `exec -a sumtool "$0" lint --fail-on info b.md ` + redirect, os.Args[0]}, Dir: dir}
		if bash, err := exec.LookPath("bash"); err == nil {
			cmd.Path = bash
		} else {
			t.Skip("no bash")
		}
		if o := endOf(t, cmd); o.status != status {
			t.Errorf("%s: status %d, want %d: %s", redirect, o.status, status, head(o.stderr))
		}
	}
	for _, wrong := range changedTree(before, hostileTree(t, dir), []string{".cache", ".cache/*"}) {
		t.Error(wrong)
	}
}

// TestHostileSignals interrupts commands in the middle of their work: they end with
// 130, at once where told twice, and have written nothing.
func TestHostileSignals(t *testing.T) {
	dir := t.TempDir()
	lines := strings.Repeat("This model reads long documents in windows of tokens.\n", 5000) // more than a pipe holds
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte(strings.ReplaceAll(lines, "long", "short")), 0o644); err != nil {
		t.Fatal(err)
	}
	before := hostileTree(t, dir)
	for _, c := range []struct {
		args   []string
		signal os.Signal
		times  int
		stdin  string
		ends   bool // whether standard input ends
	}{
		{[]string{"evaluate", "--hyp", "x=-", "--hyp", "y=a.txt", "--ref", "a.txt", "--metrics", "ter,bleu", "--bootstrap", "1000000", "-o", "out.json", "--format", "json"}, os.Interrupt, 1, lines, true},
		{[]string{"evaluate", "--hyp", "x=-", "--hyp", "y=a.txt", "--ref", "a.txt", "--metrics", "bleu", "--bootstrap", "1000000"}, os.Interrupt, 2, lines, true},
		{[]string{"evaluate", "--hyp", "-", "--ref", "a.txt"}, os.Interrupt, 2, lines, false},
		{[]string{"lint", "-o", "out.txt", "-"}, os.Interrupt, 2, lines, false},
		{[]string{"lint", "--fix", "-"}, syscall.SIGTERM, 2, lines, false},
		{[]string{"detect", "--lines", "-o", "out.json", "--format", "jsonl", "-"}, os.Interrupt, 1, lines, false},
		{[]string{"detect", "--lines", "-"}, os.Interrupt, 2, lines, false},
		{[]string{"lsp"}, os.Interrupt, 1, "Content-Length: 99999999\r\n\r\n{\"jsonrpc\":\"" + strings.Repeat("x", len(lines)), false},
	} {
		name := strings.Join(c.args, " ")
		if !sampled("signals "+name, 2) {
			continue
		}
		in, out, err := os.Pipe() // that nobody writes to
		if err != nil {
			t.Fatal(err)
		}
		cmd := &exec.Cmd{Path: os.Args[0], Args: append([]string{"sumtool"}, c.args...), Dir: dir, Stdin: in}
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+dir+"/.cache")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		in.Close()
		if _, err := io.WriteString(out, c.stdin); err != nil { // once it is taken, the program is at its work
			t.Errorf("%s: %v: %s", name, err, head(stderr.String()))
		}
		if c.ends {
			out.Close()
			time.Sleep(200 * time.Millisecond)
		}
		began := time.Now()
		for range c.times {
			if err := cmd.Process.Signal(c.signal); err != nil {
				t.Errorf("%s has ended already: %v: %s", name, err, stderr.String())
			}
			time.Sleep(50 * time.Millisecond)
		}
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		select {
		case <-done:
		case <-time.After(30 * time.Second):
			t.Errorf("%s does not end", name)
			_ = cmd.Process.Kill()
			<-done
		}
		out.Close()
		if took, code := time.Since(began), cmd.ProcessState.ExitCode(); code != exitInterrupted || took > 10*time.Second {
			t.Errorf("%s: status %d after %v: %s", name, code, took, head(stderr.String()))
		}
		if said := stderr.String(); !strings.HasSuffix(said, "sumtool: interrupted\n") || strings.Contains(said, "panic") {
			t.Errorf("%s: said %s", name, head(said))
		}
		for _, wrong := range changedTree(before, hostileTree(t, dir), []string{".cache", ".cache/*"}) {
			t.Errorf("%s: %s", name, wrong)
		}
	}
}
