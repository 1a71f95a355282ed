package files

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// mostChoices bounds the braces of a glob: each doubles, at least, the ways in which
// it may match.
const mostChoices = 10

// CheckGlob says what is wrong with a glob.
func CheckGlob(pattern string) error {
	if !doublestar.ValidatePattern(filepath.ToSlash(pattern)) {
		return fmt.Errorf("glob %q: a bracket or brace is not closed", pattern)
	}
	if n := strings.Count(pattern, "{"); n > mostChoices {
		return fmt.Errorf("glob with %d braces, at most %d are allowed; write several globs", n, mostChoices)
	}
	return nil
}

// matching returns the files that a glob with slashes matches, hidden ones and
// what is behind linked folders excepted. Each file is looked at once, whatever
// the glob: to expand its parts one after the other takes years with many **.
func matching(pattern string) (found []string) {
	base, rest := doublestar.SplitPattern(pattern)
	levels := strings.Count(rest, "/")
	if strings.Contains(rest, "**") {
		levels = -1
	}
	root := filepath.FromSlash(base) + string(filepath.Separator) // which follows a link
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name, relErr := filepath.Rel(base, path)
		switch {
		case err != nil || relErr != nil:
			return nil // a folder that cannot be read has no matches, as in a shell
		case name == ".":
			return nil
		case strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		name = filepath.ToSlash(name)
		if d.IsDir() {
			if levels >= 0 && strings.Count(name, "/") >= levels {
				return fs.SkipDir
			}
			return nil
		}
		if ok, _ := doublestar.Match(rest, name); ok && regular(path, d) {
			found = append(found, filepath.ToSlash(path))
		}
		return nil
	})
	return found
}
