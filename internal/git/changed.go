package git

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/sumtool/sumtool/internal/suggest"
)

// File is a file that a change touches, as it is after the change.
type File struct {
	Path  string // from the root, with slashes
	Blob  string // the id of its content in the index; "" in the work tree
	All   bool   // every line is new
	Lines []Range
}

// Range is a range of lines, 1-based, its end exclusive. An empty one says that
// lines were deleted before Start.
type Range struct{ Start, End int }

// diffArgs ask for the changed files and lines whatever the user's settings say.
var diffArgs = []string{"diff", "--raw", "-z", "--no-abbrev", "--patch", "--unified=0", "--inter-hunk-context=0", "--find-renames",
	"--text", "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--diff-filter=ACMRT"}

// Changed returns what differs in the work tree, committed or not, from the
// merge base of ref and HEAD; files that git does not know yet are all new. With
// an empty ref, the default branch is meant: that of origin, else main or
// master, else HEAD itself. since says what was compared with, for people.
func (r *Repository) Changed(ctx context.Context, ref string) (files []File, since string, err error) {
	base, since, err := r.base(ctx, ref)
	if err != nil {
		return nil, "", err
	}
	if files, err = r.diff(ctx, base); err != nil {
		return nil, "", err
	}
	untracked, err := r.run(ctx, "ls-files", "-z", "--others", "--exclude-standard")
	if err != nil {
		return nil, "", err
	}
	for _, path := range strings.Split(string(untracked), "\x00") {
		if path != "" && !strings.HasSuffix(path, "/") {
			files = append(files, File{Path: path, All: true})
		}
	}
	return files, since, nil
}

// Staged returns what differs in the index from HEAD.
func (r *Repository) Staged(ctx context.Context) ([]File, error) { return r.diff(ctx, "--cached") }

// base finds the commit (or the empty tree) to compare with.
func (r *Repository) base(ctx context.Context, ref string) (base, since string, err error) {
	head, born, err := r.line(ctx, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
	if err != nil {
		return "", "", err
	}
	if ref == "" {
		if ref, err = r.defaultRef(ctx); err != nil {
			return "", "", err
		}
		if !born {
			empty, _, err := r.line(ctx, "hash-object", "-t", "tree", "--stdin")
			return empty, "the beginning (there is no commit yet)", err
		}
	}
	commit, known := "", false
	if !strings.HasPrefix(ref, "-") {
		if commit, known, err = r.line(ctx, "rev-parse", "--verify", "--quiet", ref+"^{commit}"); err != nil {
			return "", "", err
		}
	}
	if !known {
		return "", "", fmt.Errorf("unknown revision %q%s", ref, r.hint(ctx, ref))
	}
	if !born {
		return "", "", fmt.Errorf("there is no commit yet that could be compared with %q", ref)
	}
	base, related, err := r.line(ctx, "merge-base", commit, head)
	if err != nil {
		return "", "", err
	}
	if !related {
		return "", "", fmt.Errorf("%q and HEAD have no common history here; fetch more of it (git fetch --unshallow, or fetch-depth: 0 in CI)", ref)
	}
	return base, fmt.Sprintf("%.9s (merge base with %s)", base, strings.TrimPrefix(strings.TrimPrefix(ref, "refs/remotes/"), "refs/heads/")), nil
}

func (r *Repository) defaultRef(ctx context.Context) (string, error) {
	for _, ref := range []string{"refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main", "refs/heads/master"} {
		if _, ok, err := r.line(ctx, "rev-parse", "--verify", "--quiet", ref+"^{commit}"); err != nil || ok {
			return ref, err
		}
	}
	return "HEAD", nil
}

// hint suggests a branch or tag for a misspelt one.
func (r *Repository) hint(ctx context.Context, ref string) string {
	names, err := r.run(ctx, "for-each-ref", "--format=%(refname:short)")
	if err != nil {
		return ""
	}
	return suggest.Hint(ref, strings.Fields(string(names)))
}

func (r *Repository) diff(ctx context.Context, what string) ([]File, error) {
	args := append(append([]string{}, diffArgs...), what, "--")
	out, err := r.run(ctx, args...)
	if err != nil {
		return nil, err
	}
	return parseDiff(out), nil
}

// parseDiff reads the output of `git diff --raw -z --patch`: records that end in
// NUL, an empty one, and then the patch, whose files are those of the records.
func parseDiff(out []byte) []File {
	var files []File
	var sections []int // how many sections of the patch belong to each file
	next := func() string {
		field, rest, _ := bytes.Cut(out, []byte{0})
		out = rest
		return string(field)
	}
	for len(out) > 0 {
		record := strings.Fields(next())
		if len(record) < 5 {
			break
		}
		status := record[4]
		f := File{Path: next()}
		if strings.Trim(record[3], "0") != "" {
			f.Blob = record[3]
		}
		if status[0] == 'R' || status[0] == 'C' {
			f.Path = next()
		}
		n := 1
		if status[0] == 'T' { // a deletion and a creation
			n = 2
		}
		if record[1] == "120000" || record[1] == "160000" { // a link, a submodule
			f.Path = ""
		}
		files, sections = append(files, f), append(sections, n)
	}
	hunks := splitPatch(out)
	for i := range files {
		if n := sections[i]; n <= len(hunks) {
			files[i].Lines = hunks[n-1]
			hunks = hunks[n:]
		} else {
			files[i].All = true // not as expected: rather too much than too little
		}
	}
	kept := files[:0]
	for _, f := range files {
		if f.Path != "" {
			kept = append(kept, f)
		}
	}
	return kept
}

// splitPatch returns the changed lines of each section of a patch.
func splitPatch(patch []byte) (sections [][]Range) {
	for line := range bytes.Lines(patch) {
		switch {
		case bytes.HasPrefix(line, []byte("diff --git ")):
			sections = append(sections, nil)
		case bytes.HasPrefix(line, []byte("@@ -")) && len(sections) > 0:
			var start, count int
			_, after, _ := strings.Cut(string(line), " +")
			after, _, _ = strings.Cut(after, " ")
			if n, _ := fmt.Sscanf(after, "%d,%d", &start, &count); n == 1 {
				count = 1
			} else if count == 0 { // deleted after the line start
				start++
			}
			last := len(sections) - 1
			sections[last] = append(sections[last], Range{start, start + count})
		}
	}
	return sections
}
