package main

import (
	"errors"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sumtool/sumtool/internal/llm/testendpoint"
)

// process is the program as users start it.
type process struct {
	t    *testing.T
	cmd  *exec.Cmd
	said strings.Builder
	done chan error
}

func start(t *testing.T, dir string, stdin io.Reader, env []string, args ...string) *process {
	t.Helper()
	p := &process{t: t, done: make(chan error, 1)}
	p.cmd = &exec.Cmd{Path: os.Args[0], Args: append([]string{"sumtool"}, args...), Dir: dir, Stdin: stdin, Stderr: &p.said,
		Env: append(os.Environ(), append(env, "XDG_CACHE_HOME="+filepath.Join(dir, ".cache"), "OPENAI_API_KEY=")...)}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.done <- p.cmd.Wait() }()
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	return p
}

func (p *process) interrupt() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		p.t.Fatal(err)
	}
}

// ends waits for the program's end and compares its status.
func (p *process) ends(within time.Duration, code int) {
	p.t.Helper()
	select {
	case err := <-p.done:
		var exit *exec.ExitError
		if got := p.cmd.ProcessState.ExitCode(); got != code || err != nil && !errors.As(err, &exit) {
			p.t.Errorf("status %d, want %d, %v: %s", got, code, err, p.said.String())
		}
	case <-time.After(within):
		p.t.Fatalf("has not ended within %s", within)
	}
}

// until waits for something to become true.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not within 20 s", what)
		}
	}
}

// serve starts a test endpoint and returns what leads a program there.
func serve(t *testing.T, o testendpoint.Options) (*testendpoint.Server, []string) {
	t.Helper()
	s := testendpoint.New(o)
	server := httptest.NewServer(s)
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	return s, []string{"OPENAI_BASE_URL=" + server.URL + "/v1", "SUMTOOL_MODEL=" + testendpoint.Model}
}
