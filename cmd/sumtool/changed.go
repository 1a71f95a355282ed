package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/git"
	"github.com/sumtool/sumtool/lint"
)

// linted is what a run reads.
type linted struct {
	in    []lint.Input
	about string // "" for everything, else what the run is limited to, for people
	close func() error
}

// lintedOf finds the inputs: everything, what changed, or what is staged.
func lintedOf(c *cli.Context, cfg *config.Config, sys system) (*linted, error) {
	changed := c.Generic("changed").(*optionalValue)
	switch {
	case changed.set && c.Bool("staged"):
		return nil, errors.New("--changed and --staged exclude each other; --changed includes what is staged")
	case (changed.set || c.Bool("staged")) && c.Bool("write-baseline"):
		return nil, errors.New("--write-baseline needs a whole run; leave out --changed and --staged")
	case c.Bool("staged"):
		l, err := stagedInputs(c.Context, pathsOf(c, cfg), findOptions(cfg))
		if err != nil {
			err = fmt.Errorf("--staged: %w", err)
		}
		return l, err
	}
	in, err := inputs(c, cfg, sys)
	if err != nil && changed.set && changed.value == "" && c.NArg() > 0 {
		err = fmt.Errorf("%w (--changed takes a revision after an equals sign: --changed=%s)", err, c.Args().First())
	}
	l := &linted{in: in, close: func() error { return nil }}
	if err != nil || !changed.set {
		return l, err
	}
	if l.about, err = limitToChanged(c.Context, in, changed.value); err != nil {
		return nil, fmt.Errorf("--changed: %w", err)
	}
	return l, nil
}

// limitToChanged asks each input's repository what changed in it.
func limitToChanged(ctx context.Context, in []lint.Input, ref string) (about string, err error) {
	roots := map[string]string{} // by folder
	changes := map[string]map[string]git.File{}
	for i := range in {
		if in[i].Piped {
			return "", errors.New("standard input has no history; name the file")
		}
		path, err := realPath(in[i].Path)
		if err != nil {
			return "", err
		}
		dir := filepath.Dir(path)
		root, ok := roots[dir]
		if !ok {
			root = git.Find(dir)
			roots[dir] = root
		}
		if root == "" {
			return "", fmt.Errorf("%q is in no git repository", in[i].Path)
		}
		if changes[root] == nil {
			repo, err := git.Open(ctx, root)
			if err != nil {
				return "", err
			}
			files, since, err := repo.Changed(ctx, ref)
			if err != nil {
				return "", err
			}
			about, changes[root] = "changed since "+since, byPath(files)
		}
		in[i].Changed = linesOf(changes[root], root, path)
	}
	return about, nil
}

// stagedInputs are the files of the index that the paths stand for, with the
// contents that the next commit will have. What is on disk does not matter.
func stagedInputs(ctx context.Context, paths []string, o files.Options) (*linted, error) {
	here, err := realPath(".")
	if err != nil {
		return nil, err
	}
	root := git.Find(here)
	if root == "" {
		return nil, errors.New("the working directory is in no git repository")
	}
	repo, err := git.Open(ctx, root)
	if err != nil {
		return nil, err
	}
	entries, err := repo.Index(ctx)
	if err != nil {
		return nil, err
	}
	staged, err := repo.Staged(ctx)
	if err != nil {
		return nil, err
	}
	if err := insideOf(root, paths); err != nil {
		return nil, err
	}
	list, entryOf := make([]string, len(entries)), map[string]git.Entry{}
	for i, e := range entries {
		rel, err := filepath.Rel(here, filepath.Join(root, filepath.FromSlash(e.Path)))
		if err != nil {
			return nil, err
		}
		list[i] = filepath.ToSlash(rel)
		entryOf[list[i]] = e
	}
	found, err := files.Select(list, paths, o)
	if err != nil {
		return nil, err
	}
	blobs, err := repo.Blobs(ctx)
	if err != nil {
		return nil, err
	}
	l := &linted{about: "staged", close: blobs.Close}
	changes := byPath(staged)
	for _, path := range found {
		e := entryOf[path]
		if e.Unmerged {
			blobs.Close()
			return nil, fmt.Errorf("%s has a conflict; resolve it and add the file first", path)
		}
		l.in = append(l.in, lint.Input{
			Path:    path,
			Read:    func() ([]byte, error) { return blobs.Read(e.Blob) },
			Changed: linesOf(changes, "", filepath.FromSlash(e.Path)),
		})
	}
	return l, nil
}

// insideOf makes sure that files named on the command line belong to the
// repository: nothing could be said of others.
func insideOf(root string, paths []string) error {
	for _, p := range paths {
		if p == files.Stdin {
			return errors.New("standard input cannot be staged; name the file")
		}
		if abs, err := realPath(p); err == nil {
			if rel, err := filepath.Rel(root, abs); err != nil || !filepath.IsLocal(rel) {
				return fmt.Errorf("%q is outside the repository %s", p, root)
			}
		}
	}
	return nil
}

// linesOf are the changed lines of a file in a repository.
func linesOf(changes map[string]git.File, root, path string) *lint.Lines {
	rel := path
	if root != "" {
		rel, _ = filepath.Rel(root, path)
	}
	f := changes[filepath.ToSlash(rel)]
	l := &lint.Lines{All: f.All}
	for _, r := range f.Lines {
		l.Ranges = append(l.Ranges, lint.LineRange(r))
	}
	return l
}

func byPath(changed []git.File) map[string]git.File {
	m := map[string]git.File{}
	for _, f := range changed {
		m[f.Path] = f
	}
	return m
}

// realPath is absolute and free of symbolic links, as git's paths are.
func realPath(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(abs)
	if errors.Is(err, os.ErrNotExist) {
		return abs, nil
	}
	return real, err
}
