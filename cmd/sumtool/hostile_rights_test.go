//go:build unix && !race

package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// nobody is a user who owns nothing.
const nobody = 65534

// TestHostileRights takes rights away from files and folders. Whoever runs the tests
// as root, for whom rights do not count, has the program run as somebody else.
func TestHostileRights(t *testing.T) {
	self, err := os.Open(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	defer self.Close()
	asOther := func(dir string, args ...string) *exec.Cmd {
		cmd := &exec.Cmd{Path: os.Args[0], Args: append([]string{"sumtool"}, args...), Dir: dir}
		if os.Geteuid() == 0 {
			// The way to the program may be closed to others; the open file is not.
			cmd.Path, cmd.ExtraFiles = "/proc/self/fd/3", []*os.File{self}
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody, NoSetGroups: true}}
		}
		return cmd
	}
	probe, err := os.MkdirTemp("", "hostile-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(probe)
	if err := os.Chmod(probe, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := asOther(probe, "--version").Run(); err != nil {
		t.Skip("cannot run as somebody else: ", err)
	}
	for _, c := range []struct {
		name   string
		close  map[string]fs.FileMode
		args   []string
		status int
		says   string
		writes []string
	}{
		{name: "a file", close: map[string]fs.FileMode{"a.md": 0}, args: []string{"lint", "a.md"}, status: exitUsage, says: "read a.md: permission denied"},
		{name: "a file among others", close: map[string]fs.FileMode{"sub/b.md": 0}, args: []string{"lint", "--fail-on", "never", "."}, status: exitUsage, says: "sub/b.md: permission denied"},
		{name: "a folder", close: map[string]fs.FileMode{"sub": 0}, args: []string{"lint", "sub"}, status: exitUsage, says: "sub: permission denied"},
		{name: "a folder among others", close: map[string]fs.FileMode{"sub": 0}, args: []string{"lint", "."}, status: exitUsage, says: "sub: permission denied"},
		{name: "a folder that may be listed", close: map[string]fs.FileMode{"sub": 0o444}, args: []string{"lint", "--fail-on", "never", "."}, status: exitUsage, says: "permission denied"},
		{name: "a folder that may be entered", close: map[string]fs.FileMode{"sub": 0o111}, args: []string{"lint", "--fail-on", "never", "sub/b.md"}, status: exitOK},
		{name: "a file to detect", close: map[string]fs.FileMode{"a.md": 0}, args: []string{"detect", "a.md"}, status: exitUsage, says: "a.md: permission denied"},
		{name: "a file to translate", close: map[string]fs.FileMode{"a.md": 0}, args: []string{"translate", "--to", "en", "--dry-run", "--no-cache", "a.md"}, status: exitUsage, says: "a.md: permission denied"},
		{name: "a file to score", close: map[string]fs.FileMode{"a.md": 0}, args: []string{"evaluate", "--hyp", "a.md", "--ref", "a.md"}, status: exitUsage, says: "a.md: permission denied"},
		{name: "a config", close: map[string]fs.FileMode{"x.yaml": 0}, args: []string{"--config", "x.yaml", "lint", "a.md"}, status: exitUsage, says: "config x.yaml: permission denied"},
		{name: "a config that is found", close: map[string]fs.FileMode{".sumtool.yaml": 0}, args: []string{"lint", "a.md"}, status: exitUsage, says: "config .sumtool.yaml: permission denied"},
		{name: "a glossary", close: map[string]fs.FileMode{"x.csv": 0}, args: []string{"translate", "--to", "en", "--dry-run", "--no-cache", "--glossary", "x.csv", "a.md"}, status: exitUsage, says: "glossary x.csv: permission denied"},
		{name: "a baseline", close: map[string]fs.FileMode{"x.json": 0}, args: []string{"lint", "--baseline", "x.json", "a.md"}, status: exitUsage, says: "x.json: permission denied"},
		{name: "an ignore file", close: map[string]fs.FileMode{".gitignore": 0}, args: []string{"lint", "--fail-on", "never", "."}, status: exitOK},
		{name: "a folder to write into", close: map[string]fs.FileMode{"sub": 0o555}, args: []string{"lint", "--fail-on", "never", "-o", "sub/out.json", "--format", "json", "a.md"}, status: exitUsage, says: "sub/out.json: permission denied"},
		{name: "a folder of a file to fix", close: map[string]fs.FileMode{"sub": 0o555}, args: []string{"lint", "--fix", "sub/b.md"}, status: exitUsage, says: "sub/b.md: permission denied"},
		{name: "a folder for editions", close: map[string]fs.FileMode{"sub": 0o555}, args: []string{"test-endpoint", "--", "translate", "--to", "en", "--no-cache", "sub/b.md"}, status: exitUsage, says: "cannot write into sub: permission denied"},
		{name: "a folder for a memory", close: map[string]fs.FileMode{"sub": 0o555}, args: []string{"test-endpoint", "--", "translate", "--to", "en", "--cache", "sub/m", "a.md"}, status: exitUsage, says: "sub/m: permission denied"},
		{name: "the working folder", close: map[string]fs.FileMode{".": 0o555}, args: []string{"init"}, status: exitUsage, says: "permission denied"},
		{name: "a summary", close: map[string]fs.FileMode{"sub": 0o555}, args: []string{"lint", "--format", "github", "--fail-on", "never", "a.md"}, status: exitUsage, says: "job summary"},
	} {
		if !sampled("rights "+c.name, 3) {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			dir, err := os.MkdirTemp("", "hostile-")
			if err != nil {
				t.Fatal(err)
			}
			defer os.RemoveAll(dir)
			give := func(path string, mode fs.FileMode) {
				t.Helper()
				path = filepath.Join(dir, path)
				err := os.Chmod(path, mode)
				if os.Geteuid() == 0 {
					err = errors.Join(err, os.Chown(path, nobody, nobody))
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Mkdir(filepath.Join(dir, "sub"), 0o755); err != nil {
				t.Fatal(err)
			}
			files := map[string]string{"a.md": hostileSample, "sub/b.md": hostileSample + "\u200b\n"}
			for path := range c.close {
				if _, known := files[path]; !known && path != "sub" && path != "." {
					files[path] = ""
				}
			}
			for path, text := range files {
				if err := os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
				give(path, 0o644)
			}
			give(".", 0o755)
			give("sub", 0o755)
			for path, mode := range c.close {
				give(path, mode)
			}
			before := stateOf(t, dir)
			cmd := asOther(dir, c.args...)
			cmd.Env = append(os.Environ(), "XDG_CACHE_HOME=/nonexistent", "HOME=/nonexistent", "TMPDIR=/tmp", "OPENAI_API_KEY=", "SUMTOOL_MODEL=", "GITHUB_STEP_SUMMARY=sub/summary.md")
			o := endOf(t, cmd)
			if o.status != c.status || !strings.Contains(o.stderr, c.says) {
				t.Errorf("status %d, want %d with %q:\n%s", o.status, c.status, c.says, o.stderr)
			}
			for _, wrong := range append(o.faults(hostileCommand{report: c.status != exitUsage}), changedTree(before, stateOf(t, dir), c.writes)...) {
				t.Errorf("%s\n%s", wrong, head(o.stderr))
			}
		})
	}
}

// stateOf is hostileTree for a folder parts of which are closed.
func stateOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	if os.Geteuid() == 0 {
		return hostileTree(t, dir)
	}
	opened := map[string]fs.FileMode{}
	for _, path := range []string{".", "sub", "a.md", "sub/b.md", "x.yaml", "x.csv", "x.json", ".sumtool.yaml", ".gitignore"} {
		full := filepath.Join(dir, path)
		if info, err := os.Stat(full); err == nil {
			opened[full] = info.Mode().Perm()
			if err := os.Chmod(full, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	defer func() {
		for path, mode := range opened {
			if err := os.Chmod(path, mode); err != nil {
				t.Fatal(err)
			}
		}
	}()
	return hostileTree(t, dir)
}
