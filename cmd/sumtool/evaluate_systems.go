package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/evaluate/align"
)

// systemsOf reads NAME=PATH. A path without a name is named after its file, or
// whole where two files have the same name.
func systemsOf(values []string) ([]align.System, error) {
	if len(values) == 0 {
		return nil, fmt.Errorf("nothing to evaluate; name a system's output with --hyp NAME=PATH")
	}
	var systems []align.System
	var derived []bool
	for _, v := range values {
		name, path, ok := strings.Cut(v, "=")
		if !ok || strings.ContainsAny(name, `/\`) {
			name, path, ok = baseName(v), v, false
		}
		if name == "" || path == "" {
			return nil, fmt.Errorf("--hyp %q: expected NAME=PATH or PATH", v)
		}
		systems = append(systems, align.System{Name: name, Path: path})
		derived = append(derived, !ok)
	}
	given := slices.Clone(systems)
	for i, s := range given {
		for j, other := range given {
			if i != j && s.Name == other.Name && derived[i] {
				systems[i].Name = s.Path
			}
		}
	}
	for i, s := range systems {
		if slices.ContainsFunc(systems[:i], func(t align.System) bool { return t.Name == s.Name }) {
			return nil, fmt.Errorf("two systems are called %q; give them names with --hyp NAME=PATH", s.Name)
		}
	}
	return systems, nil
}

// baseName is a file's name without what says what is in it.
func baseName(path string) string {
	if path == "-" {
		return "<stdin>"
	}
	name := filepath.Base(path)
	for _, ext := range []string{".gz", ".md", ".markdown", ".txt", ".tsv", ".jsonl", ".ndjson"} {
		if cut := strings.TrimSuffix(name, ext); cut != "" {
			name = cut
		}
	}
	return name
}
