package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const module = "github.com/sumtool/sumtool/"

var (
	codeSpan = regexp.MustCompile("`([^`]+)`")
	pathForm = regexp.MustCompile(`^\.?[\w-]+(/[\w.-]+)+/?$|^[\w-]+/$`)
)

// TestArchitectureIsTrue reads ARCHITECTURE.md: it names every package, each below
// all that it imports, and every path in it exists.
func TestArchitectureIsTrue(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(page), "\n"); n > 120 {
		t.Errorf("ARCHITECTURE.md has %d lines; more than 120 are not read", n)
	}
	_, tables, _ := strings.Cut(string(page), "## Packages")
	place := map[string]int{} // in the tables
	for i, m := range codeSpan.FindAllStringSubmatch(tables, -1) {
		if _, ok := place[m[1]]; !ok {
			place[m[1]] = i
		}
	}
	for dir, imports := range ownImports(t) {
		at, ok := place[dir]
		if !ok {
			t.Errorf("ARCHITECTURE.md does not name the package %s", dir)
			continue
		}
		for _, other := range imports {
			if place[other] > at {
				t.Errorf("%s imports %s, which ARCHITECTURE.md has below it", dir, other)
			}
		}
	}
}

// TestPathsExist looks for every path that the pages about the source name.
func TestPathsExist(t *testing.T) {
	for _, name := range []string{"ARCHITECTURE.md", "CONTRIBUTING.md"} {
		page, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range codeSpan.FindAllStringSubmatch(string(page), -1) {
			if !pathForm.MatchString(m[1]) {
				continue
			}
			if _, err := os.Stat(filepath.Join(root, m[1])); err != nil {
				t.Errorf("%s names %s, which does not exist", name, m[1])
			}
		}
	}
}

// TestPromisesHaveTests looks for every test that SECURITY.md names as a proof.
func TestPromisesHaveTests(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "SECURITY.md"))
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`(Test\\w+)`").FindAllStringSubmatch(string(page), -1)
	if len(named) < 15 {
		t.Errorf("only %d tests are named", len(named))
	}
	var tests strings.Builder
	err = filepath.WalkDir(root, func(file string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, "_test.go") {
			return err
		}
		text, err := os.ReadFile(file)
		tests.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range named {
		if !strings.Contains(tests.String(), "\nfunc "+m[1]+"(t *testing.T)") {
			t.Errorf("SECURITY.md names %s, which does not exist", m[1])
		}
	}
}

// ownImports lists the packages of the program with those of its own that they import.
func ownImports(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for file, imports := range sourceImports(t) {
		dir := path.Dir(file)
		if all[dir] == nil {
			all[dir] = []string{}
		}
		for _, i := range imports {
			if own, ok := strings.CutPrefix(i, module); ok {
				all[dir] = append(all[dir], own)
			}
		}
	}
	return all
}

// sourceImports lists the program's source files, tests aside, with what they import.
func sourceImports(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	err := filepath.WalkDir(root, func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := e.Name()
		if e.IsDir() && (name == "testdata" || name != ".." && strings.HasPrefix(name, ".") || name == "build" || name == "generate" || name == "bench") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		imports := []string{}
		for _, i := range f.Imports {
			imports = append(imports, strings.Trim(i.Path.Value, `"`))
		}
		all[filepath.ToSlash(rel)] = imports
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
