//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sumtool/sumtool/internal/llm/testendpoint"
)

// TestInterrupt: answers that are under way are waited for and kept; nothing else is
// asked for, and nothing is written.
func TestInterrupt(t *testing.T) {
	endpoint, env := serve(t, testendpoint.Options{Latency: 2500 * time.Millisecond}) // longer than other commands may take
	dir := t.TempDir()
	r := runner{t: t}
	text := r.read("../../testdata/editions/2024-06-03.md")
	r.write(filepath.Join(dir, "a.md"), text)
	p := start(t, dir, nil, env, "translate", "--to", "en", "--concurrency", "2", "--cache", "tm", "a.md")
	until(t, "two requests", func() bool { return endpoint.Stats().Requests == 2 })
	p.interrupt()
	p.ends(15*time.Second, exitInterrupted)
	if said := p.said.String(); !strings.HasSuffix(said, "sumtool: interrupted\n") {
		t.Errorf("said %s", said)
	}
	if got := r.list(dir); strings.Contains(got, "a.en") || r.read(filepath.Join(dir, "a.md")) != text {
		t.Errorf("there are %s, or the source has changed", got)
	}
	kept := endpoint.Stats()
	if kept.Requests != 2 {
		t.Errorf("%d requests, want the two that were under way", kept.Requests)
	}
	p = start(t, dir, nil, env, "translate", "--to", "en", "--cache", "tm", "a.md")
	p.ends(30*time.Second, exitOK)
	if st := endpoint.Stats(); st.Repeated > 0 {
		t.Errorf("%d texts were paid for twice", st.Repeated)
	}
	if got := r.read(filepath.Join(dir, "a.en.md")); got != r.read("../../testdata/editions/good/2024-06-03.en.md") {
		t.Error("the edition is not that of an undisturbed run")
	}
}

// TestSecondInterrupt ends at once what an endpoint that does not answer, or a pipe
// that nobody writes to, holds up.
func TestSecondInterrupt(t *testing.T) {
	dir := t.TempDir()
	r := runner{t: t}
	text := r.read("../../testdata/editions/2024-06-03.md")
	source, edition := filepath.Join(dir, "a.md"), filepath.Join(dir, "a.en.md")
	r.write(source, text)
	_, env := serve(t, testendpoint.Options{})
	start(t, dir, nil, env, "translate", "--to", "en", "--cache", "tm", "a.md").ends(20*time.Second, exitOK)
	before, changed := r.read(edition), strings.ReplaceAll(text, "\n- ", "\n- 이 논문은 새롭습니다. ")
	r.write(source, changed)
	files := r.list(dir)

	endpoint, env := serve(t, testendpoint.Options{Rates: testendpoint.Rates{testendpoint.Hang: 1}})
	p := start(t, dir, nil, env, "translate", "--to", "en", "--cache", "tm", "a.md")
	until(t, "a request", func() bool { return endpoint.Stats().Requests > 0 })
	p.interrupt()
	select {
	case <-p.done:
		t.Fatal("the first interrupt has not waited for answers")
	case <-time.After(300 * time.Millisecond):
	}
	p.interrupt()
	p.ends(2*time.Second, exitInterrupted)
	if r.read(source) != changed || r.read(edition) != before || r.list(dir) != files {
		t.Errorf("source or edition has changed, or something is left behind: %s", r.list(dir))
	}

	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	reads := func() { // more than a pipe holds
		if _, err := out.Write(make([]byte, 256<<10)); err != nil {
			t.Fatal(err)
		}
	}
	p = start(t, dir, in, nil, "lint", "-")
	reads()
	p.interrupt()
	time.Sleep(100 * time.Millisecond)
	p.interrupt()
	p.ends(time.Second, exitInterrupted)
	p = start(t, dir, in, nil, "lint", "-")
	reads()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	p.ends(grace+2*time.Second, exitInterrupted)
}
