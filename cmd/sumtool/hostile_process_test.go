//go:build unix && !race

package main

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// hostileProcess runs the program in a folder in a process of its own, for what
// cannot be had in this one.
func hostileProcess(t *testing.T, dir string, args ...string) hostileOutcome {
	t.Helper()
	return endOf(t, &exec.Cmd{Path: os.Args[0], Args: append([]string{"sumtool"}, args...), Dir: dir, Stdin: strings.NewReader("")})
}

// endOf runs a process to its end. What it is not given of standard output and
// standard error is kept.
func endOf(t *testing.T, cmd *exec.Cmd) (o hostileOutcome) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &stdout
	}
	if cmd.Stderr == nil {
		cmd.Stderr = &stderr
	}
	cmd.WaitDelay = time.Second
	if cmd.Env == nil {
		cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cmd.Dir+"/.cache", "OPENAI_API_KEY=", "OPENAI_BASE_URL=", "SUMTOOL_MODEL=")
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	_ = cmd.Wait()
	timer.Stop()
	if s := cmd.ProcessState; s != nil {
		o.status, o.cpu = s.ExitCode(), s.UserTime()+s.SystemTime()
	}
	o.stdout, o.stderr = stdout.String(), stderr.String()
	return o
}
