// Package files turns the paths that a user names into the files that a command
// reads: files, folders, globs and standard input. It knows file systems and
// ignore files; it must not know what is in the files it finds.
package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/bmatcuk/doublestar/v4"
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// Options say what to look for.
type Options struct {
	Extensions []string // of files inside folders, with the dot; e.g. ".md"
	Exclude    []string // globs; they hold for files that are named, too (pre-commit names files one by one)
	Base       string   // the folder that Exclude is relative to; "" means the working directory
}

// Find returns the files that the paths stand for: a file as it is, a folder's
// files of the wanted extensions (ignore files respected, hidden folders and
// symbolic links to folders skipped), a glob's matches, "-" as it is. Files come
// in the order of the paths, sorted within each, every one once.
//
// A path or glob that matches nothing is an error, and so is a folder that holds
// no wanted file: a gate that checks nothing must not look like one that passed.
func Find(paths []string, o Options) ([]string, error) {
	var found []string
	seen := map[string]bool{}
	for _, p := range paths {
		files, err := o.expand(p)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			key := filepath.Clean(f)
			if seen[key] || f != Stdin && o.Excluded(f) {
				continue
			}
			seen[key] = true
			found = append(found, f)
		}
	}
	return found, nil
}

func (o Options) expand(path string) ([]string, error) {
	if path == Stdin {
		return []string{path}, nil
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		files, err := o.walk(path)
		if err == nil && len(files) == 0 {
			return nil, fmt.Errorf("no %s file under %q; name a file, or a folder that holds digests", strings.Join(o.Extensions, " or "), path)
		}
		return files, err
	case err == nil:
		return []string{filepath.ToSlash(path)}, nil
	case isGlob(path):
		return o.glob(path) // which Windows calls an invalid name, not a missing one
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("read %s: %w", path, Cause(err))
	}
	return nil, fmt.Errorf("no such file or folder: %q", path)
}

func (o Options) glob(pattern string) ([]string, error) {
	if err := CheckGlob(pattern); err != nil {
		return nil, err
	}
	matches := matching(filepath.ToSlash(filepath.Clean(pattern)))
	if len(matches) == 0 {
		return nil, fmt.Errorf("no file matches %q", pattern)
	}
	slices.Sort(matches)
	return matches, nil
}

// Excluded matches a file against the exclude globs, which are relative to Base.
func (o Options) Excluded(path string) bool {
	if len(o.Exclude) == 0 {
		return false
	}
	name := filepath.ToSlash(path)
	if o.Base != "" {
		if abs, err := filepath.Abs(path); err == nil {
			if rel, err := filepath.Rel(o.Base, abs); err == nil {
				name = filepath.ToSlash(rel)
			}
		}
	}
	for _, g := range o.Exclude {
		g = strings.TrimSuffix(g, "/")
		if ok, _ := doublestar.Match(g, name); ok {
			return true
		}
		if ok, _ := doublestar.Match(g+"/**", name); ok {
			return true
		}
	}
	return false
}

// Cause strips the operation and the path that os puts around an error: messages
// have said them. Of a full disk it says what to do.
func Cause(err error) error {
	var (
		pe *fs.PathError
		le *os.LinkError
	)
	switch {
	case errors.As(err, &pe):
		err = pe.Err
	case errors.As(err, &le):
		err = le.Err
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w; make room there and run the same command again", err)
	}
	return err
}

// Read reads a file whole; its errors name the file once.
func Read(path string) ([]byte, error) {
	data, err := ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, Cause(err))
	}
	return data, nil
}
