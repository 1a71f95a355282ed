// Package git asks the git command what a change touches and what the index
// holds. It knows git's command line and the forms of its output; it must not
// know digests or what is done with the answers.
//
// The command is asked, and not a library, because its answers are the ones that
// the user sees: with the user's attributes, filters, work trees and submodules.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Repository is a work tree.
type Repository struct {
	Root string // absolute, symbolic links resolved

	env []string
}

// Find returns the root of the work tree that holds a folder, or "" if none does.
func Find(dir string) string {
	dir, err := filepath.Abs(dir)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	for err == nil {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
	return ""
}

// Open makes sure that git is installed and takes root for a work tree. A hook's
// environment (its index, for one) is about the repository of the working
// directory and is used for that alone.
func Open(ctx context.Context, root string) (*Repository, error) {
	r := &Repository{Root: root, env: append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")}
	if Find(".") != root {
		r.env = slices.DeleteFunc(r.env, func(v string) bool {
			name, _, _ := strings.Cut(v, "=")
			return slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"}, name)
		})
	}
	if _, err := exec.LookPath("git"); err != nil {
		return nil, errors.New("the git command is not installed")
	}
	if _, err := r.run(ctx, "rev-parse", "--show-toplevel"); err != nil {
		return nil, err
	}
	return r, nil
}

// run runs a git command at the root and returns what it prints.
func (r *Repository) run(ctx context.Context, args ...string) ([]byte, error) {
	c := exec.CommandContext(ctx, "git", args...)
	c.Dir, c.Env = r.Root, r.env
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	if err := c.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &commandError{args[0], err, firstLine(stderr.String())}
	}
	return stdout.Bytes(), nil
}

// line runs a git command that answers in one line; ok is false if it fails
// without a word, which is git's way to say no.
func (r *Repository) line(ctx context.Context, args ...string) (answer string, ok bool, err error) {
	out, err := r.run(ctx, args...)
	var failed *commandError
	if errors.As(err, &failed) && failed.said == "" {
		return "", false, nil
	}
	return strings.TrimSpace(string(out)), err == nil, err
}

type commandError struct {
	command string
	err     error
	said    string
}

func (e *commandError) Error() string {
	if e.said == "" {
		return fmt.Sprintf("git %s: %v", e.command, e.err)
	}
	return fmt.Sprintf("git %s: %s", e.command, e.said)
}

func (e *commandError) Unwrap() error { return e.err }

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return strings.TrimPrefix(s, "fatal: ")
}
