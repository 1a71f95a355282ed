package files

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Select returns those of the listed files that the paths stand for, by the
// rules of [Find] but for ignore files: a list that does not come from the disk
// (what version control has in its index) is selected as if it did. The list is
// relative to the working directory, with slashes. A path that stands for
// nothing in the list must at least exist.
func Select(list, paths []string, o Options) ([]string, error) {
	var found []string
	seen := map[string]bool{}
	for _, p := range paths {
		if err := o.checkGlob(p); err != nil {
			return nil, err
		}
		matched := false
		for _, f := range list {
			if o.stands(p, f) {
				matched = true
				if !seen[f] && !o.Excluded(f) {
					seen[f] = true
					found = append(found, f)
				}
			}
		}
		if _, err := os.Stat(p); !matched && err != nil {
			if _, err := o.expand(p); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// checkGlob checks a path that is none, but a glob.
func (o Options) checkGlob(p string) error {
	if _, err := os.Stat(p); err == nil || !isGlob(p) {
		return nil
	}
	return CheckGlob(p)
}

// stands reports whether a path or glob stands for a listed file.
func (o Options) stands(p, file string) bool {
	if filepath.IsAbs(p) {
		if dir, err := os.Getwd(); err == nil {
			if rel, err := filepath.Rel(dir, p); err == nil {
				p = rel
			}
		}
	}
	p = path.Clean(filepath.ToSlash(p))
	if p == file {
		return true
	}
	if isGlob(p) {
		ok, _ := doublestar.Match(p, file)
		return ok
	}
	below, inside := strings.CutPrefix(file, p+"/")
	if p == "." {
		below, inside = file, !strings.HasPrefix(file, "../")
	}
	hidden := strings.HasPrefix(below, ".") || strings.Contains(path.Dir(below), "/.")
	return inside && !hidden && slices.Contains(o.Extensions, path.Ext(file))
}
