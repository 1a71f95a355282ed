package files

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

func isGlob(path string) bool { return strings.ContainsAny(path, "*?[{") }

// mostWays bounds in how many ways the braces of a glob may match: for a name that
// almost matches, all of them are tried.
const mostWays = 4096

// CheckGlob says what is wrong with a glob.
func CheckGlob(pattern string) error {
	if !doublestar.ValidatePattern(filepath.ToSlash(pattern)) {
		return fmt.Errorf("glob %q: a bracket or brace is not closed", pattern)
	}
	if ways(pattern) > mostWays {
		return fmt.Errorf("a glob whose braces may match in more than %d ways; write several globs", mostWays)
	}
	return nil
}

// ways multiplies the alternatives of all braces, at least two each, so that nesting
// counts, too. It stops beyond mostWays. Escaped commas and braces count as others.
func ways(pattern string) int {
	ways := 1
	var open []int // alternatives so far of the braces around
	for _, c := range pattern {
		last := len(open) - 1
		switch {
		case ways > mostWays:
			return ways
		case c == '{':
			open = append(open, 1)
		case c == ',' && last >= 0:
			open[last]++
		case c == '}' && last >= 0:
			ways *= max(2, min(open[last], mostWays+1))
			open = open[:last]
		}
	}
	return ways
}

// matching returns the files that a glob with slashes matches. What is hidden is
// matched by a part of the glob that begins with a dot, and by no other; what is
// behind linked folders is not. Each file is looked at once, whatever
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
		case strings.HasPrefix(d.Name(), ".") && !named(rest, d.Name()):
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

// named reports whether a part of a glob that begins with a dot matches a name.
func named(pattern, name string) bool {
	for part := range strings.SplitSeq(pattern, "/") {
		if ok, _ := doublestar.Match(part, name); ok && strings.HasPrefix(part, ".") {
			return true
		}
	}
	return false
}
