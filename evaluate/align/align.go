// Package align reads what is to be evaluated and says which segments of
// several files belong together: lines by their number or their id, papers of
// digests by arXiv id and their bullets by position.
//
// It knows files and their formats. It must not know metrics, and it never drops
// a segment in silence: what does not align is an error, where a line has no
// partner, or accounted for, where a paper or a bullet has none.
package align

import (
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/digest"
)

// Request names the inputs.
type Request struct {
	Systems  []System
	Refs     []string // paths; several are several references of every segment
	Source   string   // path; "" if there is none
	Columns  Columns
	Template digest.Template
	Stdin    io.Reader // what the path "-" stands for
}

// System is one system's output.
type System struct{ Name, Path string }

// Set is aligned segments.
type Set struct {
	Items   iter.Seq2[evaluate.Item, error] // can be read once; an error ends it
	Digests bool                            // they come from digests

	// Unaligned says what of digests has no partner, a line each.
	Unaligned []string
}

// Peek returns the first n items, which stay among the Items.
func (s *Set) Peek(n int) ([]evaluate.Item, error) {
	next, stop := iter.Pull2(s.Items)
	var first []evaluate.Item
	for len(first) < n {
		item, err, ok := next()
		if err != nil {
			stop()
			return nil, err
		}
		if !ok {
			break
		}
		first = append(first, item)
	}
	s.Items = func(yield func(evaluate.Item, error) bool) {
		defer stop()
		for _, item := range first {
			if !yield(item, nil) {
				return
			}
		}
		for {
			item, err, ok := next()
			if !ok || !yield(item, err) {
				return
			}
		}
	}
	return first, nil
}

// role is what an input is: its kind, and for messages its name.
type role struct {
	kind string // "hyp", "ref" or "src"
	name string // of a system; else the kind in words
	path string
}

// roles lists the inputs: hypotheses, references, source.
func (q Request) roles() []role {
	var out []role
	for _, s := range q.Systems {
		out = append(out, role{"hyp", s.Name, s.Path})
	}
	for i, path := range q.Refs {
		name := "the reference"
		if len(q.Refs) > 1 {
			name = fmt.Sprintf("reference %d", i+1)
		}
		out = append(out, role{"ref", name, path})
	}
	if q.Source != "" {
		out = append(out, role{"src", "the source", q.Source})
	}
	return out
}

// Read opens the inputs. Lines are read while the items are; digests at once.
func Read(q Request) (*Set, error) {
	roles := q.roles()
	if err := q.Columns.check(q.Systems); err != nil {
		return nil, err
	}
	if n := len(slices.DeleteFunc(slices.Clone(roles), func(r role) bool { return r.path != "-" })); n > 1 {
		return nil, fmt.Errorf("standard input (-) is named %d times; it can be read once", n)
	}
	digests, abstracts := 0, 0
	for _, r := range roles {
		switch {
		case isDigest(r.path):
			digests++
		case areAbstracts(r):
			abstracts++
		}
	}
	switch {
	case digests == 0:
		return readLines(q, roles)
	case digests+abstracts == len(roles):
		return readDigests(q, roles)
	}
	return nil, mixed(roles)
}

// mixed says which inputs do not go together.
func mixed(roles []role) error {
	var one, other string
	for _, r := range roles {
		if isDigest(r.path) {
			one = r.path
		} else {
			other = r.path
		}
	}
	return fmt.Errorf("%s holds digests and %s holds lines; give either digests or lines throughout", one, other)
}

// isDigest reports whether a path holds digests: Markdown, or a folder.
func isDigest(path string) bool {
	if strings.ContainsAny(path, "*?[{") {
		if _, err := os.Stat(path); err != nil {
			return true // a glob
		}
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return true
	}
	switch extension(path) {
	case ".md", ".markdown":
		return true
	}
	return false
}

// extension is a path's extension below that of compression, in lower case.
func extension(path string) string {
	path = strings.ToLower(path)
	return filepath.Ext(strings.TrimSuffix(path, ".gz"))
}
