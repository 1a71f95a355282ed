package rules

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

var update = flag.Bool("update", false, "rewrite the golden files of testdata/rules")

// run lints one text under one rule with its default options.
func run(t *testing.T, r *lint.Rule, path string, src []byte) []lint.Finding {
	t.Helper()
	return runFiles(t, []*lint.Rule{r}, map[string][]byte{path: src})
}

// runEdition lints an edition of a source under one rule. The side-car records
// the source as it is, or another one.
func runEdition(t *testing.T, r *lint.Rule, edition, source []byte, stale bool) []lint.Finding {
	t.Helper()
	recorded := sha256.Sum256(source)
	if stale {
		recorded[0]++
	}
	in := lint.Input{Path: "2024/05/30.en.md", Read: func() ([]byte, error) { return edition, nil },
		Original: &lint.Original{Path: "2024/05/30.md", Read: func() ([]byte, error) { return source, nil }, SHA256: hex.EncodeToString(recorded[:])}}
	e := lint.Engine{Rules: lint.Selection{}.Apply([]*lint.Rule{r}), Template: digest.DefaultTemplate()}
	res, err := e.Run(context.Background(), []lint.Input{in})
	if err != nil {
		t.Fatal(err)
	}
	return res.Files[0].Findings
}

// runFiles lints several texts under the rules, as one run.
func runFiles(t *testing.T, rules []*lint.Rule, texts map[string][]byte) (all []lint.Finding) {
	t.Helper()
	var paths []string
	for p := range texts {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	var in []lint.Input
	for _, p := range paths {
		in = append(in, lint.Input{Path: p, Read: func() ([]byte, error) { return texts[p], nil }})
	}
	e := lint.Engine{Rules: lint.Selection{}.Apply(rules), Template: digest.DefaultTemplate()}
	res, err := e.Run(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range res.Files {
		all = append(all, f.Findings...)
	}
	return all
}

func TestDocumentationIsTrue(t *testing.T) {
	for _, r := range All() {
		d := r.Doc
		if r.Check == nil {
			continue
		}
		if d.Summary == "" || d.Why == "" || d.Bad == "" || d.Good == "" {
			t.Errorf("%s: documentation incomplete", r.ID)
		}
		if !strings.Contains(d.Summary, "://") && strings.HasSuffix(d.Summary, ".") {
			t.Errorf("%s: the summary ends in a full stop", r.ID)
		}
	}
	for _, e := range Examples(All(), nil) {
		if err := e.Test(); err != nil {
			t.Errorf("%s: %v", e.Rule.ID, err)
		}
	}
}

// TestInternalDocumentationIsTrue holds the examples of what the engine itself
// reports: they need the other rules to run beside them.
func TestInternalDocumentationIsTrue(t *testing.T) {
	count := func(id, text string) (n int) {
		for _, f := range runFiles(t, All(), map[string][]byte{"a.md": wholeDigest(text)}) {
			if f.Rule == id {
				n++
			}
		}
		return n
	}
	if InternalError.ID != lint.InternalErrorID {
		t.Errorf("the engine reports %q, the catalogue documents %q", lint.InternalErrorID, InternalError.ID)
	}
	for _, r := range []*lint.Rule{UnusedSuppression, UnknownSuppression} {
		if count(r.ID, r.Doc.Bad) != 1 {
			t.Errorf("%s: the bad example is not reported once:\n%s", r.ID, r.Doc.Bad)
		}
		if count(r.ID, r.Doc.Good) != 0 {
			t.Errorf("%s: the good example is reported:\n%s", r.ID, r.Doc.Good)
		}
	}
}

func TestFixtures(t *testing.T) {
	for _, r := range All() {
		if r.Check == nil {
			continue
		}
		t.Run(r.ID, func(t *testing.T) {
			dir := filepath.Join("..", "testdata", "rules", r.ID)
			bad, _ := filepath.Glob(filepath.Join(dir, "bad*.md"))
			good, _ := filepath.Glob(filepath.Join(dir, "good*.md"))
			bad = slices.DeleteFunc(bad, func(p string) bool { return strings.Contains(p, ".fixed.") })
			if len(bad) == 0 || len(good) == 0 {
				t.Fatalf("%s needs at least one bad*.md and one good*.md", dir)
			}
			for _, path := range bad {
				checkGolden(t, r, path)
			}
			for _, path := range good {
				for _, f := range runFixture(t, r, path, false) {
					t.Errorf("%s:%d:%d: false alarm on %q: %s", path, f.Start.Line, f.Start.Column, f.Text, f.Message)
				}
			}
		})
	}
}

// runFixture lints a fixture; those of edition rules are editions of the
// source.md beside them.
func runFixture(t *testing.T, r *lint.Rule, path string, bad bool) []lint.Finding {
	t.Helper()
	if r.Category == lint.Editions {
		return runEdition(t, r, read(t, path), read(t, filepath.Join(filepath.Dir(path), "source.md")), bad)
	}
	return run(t, r, fixtureName(path), read(t, path))
}

// fixtureName is the path under which a fixture is linted: bad.2024-05-30.md
// stands at 2024/05/30.md, others keep their base name.
func fixtureName(path string) string {
	base := filepath.Base(path)
	for _, part := range strings.Split(base, ".") {
		if len(part) == 10 && part[4] == '-' && part[7] == '-' {
			return strings.ReplaceAll(part, "-", "/") + ".md"
		}
	}
	return base
}

func checkGolden(t *testing.T, r *lint.Rule, path string) {
	t.Helper()
	src := read(t, path)
	findings := runFixture(t, r, path, true)
	if len(findings) == 0 {
		t.Errorf("%s: nothing found", path)
	}
	var b strings.Builder
	for _, f := range findings {
		writeGolden(&b, f)
		if r.Fix == lint.NoFix && f.Fix != nil {
			t.Errorf("%s: the rule declares no fix and offers one", path)
		}
		if f.Fix != nil && f.Fix.Safety > r.Fix {
			t.Errorf("%s: the rule declares %s fixes and offers a %s one", path, r.Fix, f.Fix.Safety)
		}
		if got := string(src[f.Span.Start:f.Span.End]); got != f.Text {
			t.Errorf("%s: the text %q is not what stands there: %q", path, f.Text, got)
		}
	}
	golden := strings.TrimSuffix(path, ".md") + ".golden"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(read(t, golden)), b.String()); diff != "" {
		t.Errorf("%s differs (-want +got), rewrite it with -update if it is right:\n%s", golden, diff)
	}
}

func writeGolden(b *strings.Builder, f lint.Finding) {
	fmt.Fprintf(b, "%d:%d-%d:%d %s %q", f.Start.Line, f.Start.Column, f.End.Line, f.End.Column, f.Severity, f.Text)
	if f.Suggestion != nil {
		fmt.Fprintf(b, " -> %q", *f.Suggestion)
	}
	if f.Fix != nil {
		fmt.Fprintf(b, " (%s)", f.Fix.Safety)
	}
	fmt.Fprintf(b, ": %s\n", f.Message)
}

// TestCleanDigests holds the shipped clean digests against every rule.
func TestCleanDigests(t *testing.T) {
	paths, _ := filepath.Glob("../testdata/ok/*/*/*.md")
	if len(paths) == 0 {
		t.Fatal("no clean digests under testdata/ok")
	}
	texts := map[string][]byte{}
	for _, p := range paths {
		texts[filepath.ToSlash(p)] = read(t, p)
	}
	for _, f := range runFiles(t, All(), texts) {
		t.Errorf("%s:%d:%d: %s: %s: %q", f.File, f.Start.Line, f.Start.Column, f.Rule, f.Message, f.Text)
	}
}

// TestAllIsComplete finds rule values that rules.go forgot, and wrong orders.
func TestAllIsComplete(t *testing.T) {
	declared := map[string]bool{}
	fset := token.NewFileSet()
	names, _ := filepath.Glob("*.go")
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, s := range g.Specs {
				if id := ruleID(s.(*ast.ValueSpec)); id != "" {
					declared[id] = true
				}
			}
		}
	}
	order := map[lint.Category]int{}
	for i, c := range lint.Categories() {
		order[c] = i
	}
	all := All()
	for i, r := range all {
		if !declared[r.ID] {
			t.Errorf("rule %q is listed but not declared as a literal in rules/", r.ID)
		}
		delete(declared, r.ID)
		if i > 0 {
			p := all[i-1]
			if order[p.Category] > order[r.Category] || p.Category == r.Category && p.ID >= r.ID {
				t.Errorf("rule %q is out of order: sort All by category and id", r.ID)
			}
		}
	}
	for id := range declared {
		t.Errorf("rule %q is not listed in rules.go", id)
	}
}

// ruleID returns the ID of a `var X = &lint.Rule{ID: "…"}` declaration.
func ruleID(v *ast.ValueSpec) string {
	if len(v.Values) != 1 {
		return ""
	}
	u, ok := v.Values[0].(*ast.UnaryExpr)
	if !ok {
		return ""
	}
	lit, ok := u.X.(*ast.CompositeLit)
	if !ok {
		return ""
	}
	sel, ok := lit.Type.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Rule" {
		return ""
	}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok && kv.Key.(*ast.Ident).Name == "ID" {
			return strings.Trim(kv.Value.(*ast.BasicLit).Value, `"`)
		}
	}
	return ""
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
