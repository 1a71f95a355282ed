package files

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
)

// walk returns the wanted files under a folder, sorted.
func (o Options) walk(root string) ([]string, error) {
	abs, err := filepath.Abs(root)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", root, err)
	}
	w := walker{extensions: o.Extensions}
	top := repositoryRoot(abs)
	if top == "" {
		top = abs
	} else {
		w.load(filepath.Join(top, ".git", "info", "exclude"), nil)
	}
	// Ignore files above the folder hold inside it, too.
	rel, _ := filepath.Rel(top, abs)
	parts := split(rel)
	for i := range parts {
		w.load(filepath.Join(append([]string{top}, append(slices.Clone(parts[:i]), ".gitignore")...)...), parts[:i])
	}
	if len(parts) > 0 && gitignore.NewMatcher(w.patterns).Match(parts, true) {
		w.patterns = nil // an ignored folder that the user names is meant
	}
	if err := w.dir(root, parts); err != nil {
		return nil, err
	}
	slices.Sort(w.files)
	return w.files, nil
}

// walker collects files. Patterns of deeper folders come later and win.
type walker struct {
	extensions []string
	patterns   []gitignore.Pattern
	files      []string
}

// dir visits one folder; parts is its path below the repository's root.
func (w *walker) dir(path string, parts []string) error {
	entries, err := os.ReadDir(path)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, Cause(err))
	}
	outer := len(w.patterns)
	w.load(filepath.Join(path, ".gitignore"), parts)
	defer func() { w.patterns = w.patterns[:outer] }()
	matcher := gitignore.NewMatcher(w.patterns)
	for _, e := range entries {
		name := e.Name()
		below := append(slices.Clone(parts), name)
		full := filepath.Join(path, name)
		switch {
		case matcher.Match(below, e.IsDir()):
		case e.IsDir():
			if !strings.HasPrefix(name, ".") {
				if err := w.dir(full, below); err != nil {
					return err
				}
			}
		case slices.Contains(w.extensions, filepath.Ext(name)) && regular(full, e):
			w.files = append(w.files, filepath.ToSlash(full))
		}
	}
	return nil
}

// regular reports whether an entry is a file, or a symbolic link to one.
func regular(path string, e os.DirEntry) bool {
	if e.Type().IsRegular() {
		return true
	}
	if e.Type()&os.ModeSymlink == 0 {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// load adds an ignore file's patterns; a missing one adds none, nor does what is
// no file.
func (w *walker) load(path string, domain []string) {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return
	}
	text, err := ReadFile(path)
	if err != nil {
		return
	}
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\uFEFF")) {
		line = strings.TrimRight(line, "\r\n")
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		if mark, all := strings.CutSuffix(line, "/**"); all && (mark == "" || mark == "!") {
			line = mark + "*" // the same, but go-git takes it for nothing
		}
		w.patterns = append(w.patterns, gitignore.ParsePattern(line, slices.Clone(domain)))
	}
}

// repositoryRoot is the nearest folder upward that holds .git, or "".
func repositoryRoot(dir string) string {
	for {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

func split(rel string) []string {
	if rel == "." || rel == "" {
		return nil
	}
	return strings.Split(filepath.ToSlash(rel), "/")
}
