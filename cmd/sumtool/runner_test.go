package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// runner runs the program in this process.
type runner struct {
	t             *testing.T
	env           map[string]string
	printed, said string // of the last run
}

// run runs a command and returns its status.
func (r *runner) run(args ...string) int { return r.runWith("", args...) }

// runWith gives it something to read.
func (r *runner) runWith(stdin string, args ...string) int {
	var out, err bytes.Buffer
	code := run(context.Background(), append([]string{"sumtool"}, args...), system{
		stdin: strings.NewReader(stdin), stdout: &out, stderr: &err, getenv: func(name string) string { return r.env[name] },
	})
	r.printed, r.said = out.String(), err.String()
	return code
}

// want runs a command and checks its status, and that part of what it says.
func (r *runner) want(code int, says string, args ...string) {
	r.t.Helper()
	if got := r.run(args...); got != code || !strings.Contains(r.said, says) {
		r.t.Errorf("sumtool %s: status %d, want %d with %q:\n%s", strings.Join(args, " "), got, code, says, r.said)
	}
}

func (r *runner) read(path string) string {
	r.t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		r.t.Fatal(err)
	}
	return string(data)
}

func (r *runner) write(path, text string) {
	r.t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		r.t.Fatal(err)
	}
}

// list names the files of a folder, those in folders too.
func (r *runner) list(dir string) string {
	r.t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		names = append(names, strings.TrimPrefix(path, dir))
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return strings.Join(names, " ")
}
