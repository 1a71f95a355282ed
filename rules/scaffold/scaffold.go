// Package scaffold writes the beginning of a new rule into a checkout of
// sumtool: its file, its fixtures and its line in the list of all rules. It knows
// where these stand and how the list is sorted; it must not know any single rule.
package scaffold

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"

	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/lint"
)

//go:embed rule.go.tmpl bad.md good.md bad.golden
var templates embed.FS

// list is the file that names all rules, from the checkout's root.
const list = "rules/rules.go"

// Categories are those that a rule can be made for. Rules about editions compare
// two files and are better begun as a copy of one that exists.
func Categories() []string {
	return []string{string(lint.Fields), string(lint.Text), string(lint.Language)}
}

// New writes a rule into the checkout at root and returns the paths that it wrote,
// from the root. What it writes compiles and passes the tests: it is a rule that
// finds one made-up phrase. Nothing is written if any of the files exists.
func New(root, id, category string) ([]string, error) {
	if !lint.IsRuleID(id) {
		return nil, fmt.Errorf("rule id %q: write lower-case words with hyphens between them, such as double-negation", id)
	}
	if !slices.Contains(Categories(), category) {
		return nil, fmt.Errorf("category %q: expected one of %s", category, strings.Join(Categories(), ", "))
	}
	known, err := declared(root)
	if err != nil {
		return nil, err
	}
	r := rule{ID: id, Category: category, Name: goName(id)}
	for _, k := range known {
		if k.ID == r.ID || k.Name == r.Name {
			return nil, fmt.Errorf("the rule %q exists", k.ID)
		}
	}
	data, err := os.ReadFile(filepath.Join(root, list))
	if err != nil {
		return nil, err
	}
	listed, err := insert(string(data), known, r)
	if err != nil {
		return nil, err
	}
	source, err := r.source()
	if err != nil {
		return nil, err
	}
	fixtures := "testdata/rules/" + id + "/"
	written := []string{"rules/" + strings.ReplaceAll(id, "-", "_") + ".go", fixtures + "bad.md", fixtures + "good.md", fixtures + "bad.golden"}
	for _, path := range written {
		if _, err := os.Lstat(filepath.Join(root, path)); !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s exists; move it away, or choose another id", path)
		}
	}
	for i, path := range written {
		text := source
		if i > 0 {
			if text, err = templates.ReadFile(filepath.Base(path)); err != nil {
				return nil, err
			}
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(root, path)), 0o777); err != nil {
			return nil, err
		}
		if err := files.WriteAtomic(filepath.Join(root, path), text); err != nil {
			return nil, err
		}
	}
	return append(written, list), files.WriteAtomic(filepath.Join(root, list), []byte(listed))
}

// rule is what the list's order depends on.
type rule struct{ ID, Category, Name string }

func (r rule) source() ([]byte, error) {
	t, err := template.New("rule.go.tmpl").Funcs(template.FuncMap{"title": title}).ParseFS(templates, "rule.go.tmpl")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, r)
	return b.Bytes(), err
}

// declaration is how every rule's file begins its value.
var declaration = lazyregexp.New(`(?m)^var (\w+) = &lint\.Rule\{\s*ID:\s*"([^"]+)", Category: lint\.(\w+)`)

// declared lists the rules of a checkout by their source.
func declared(root string) (known []rule, err error) {
	paths, err := filepath.Glob(filepath.Join(root, "rules", "*.go"))
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		for _, m := range declaration().FindAllStringSubmatch(string(data), -1) {
			known = append(known, rule{Name: m[1], ID: m[2], Category: strings.ToLower(m[3])})
		}
	}
	if len(known) == 0 {
		return nil, errors.New("no rules/ here; run it in the root of sumtool's source, or write the rule into rules.custom of .sumtool.yaml")
	}
	return known, nil
}

// insert adds a rule to the list at its place: among those of its category, by id.
func insert(source string, known []rule, r rule) (string, error) {
	lines := strings.SplitAfter(source, "\n")
	last := -1
	for i, line := range lines {
		at := slices.IndexFunc(known, func(k rule) bool { return strings.TrimSpace(line) == k.Name+"," })
		if at < 0 || known[at].Category != r.Category {
			continue
		}
		if known[at].ID > r.ID {
			return strings.Join(slices.Insert(lines, i, "\t\t"+r.Name+",\n"), ""), nil
		}
		last = i
	}
	if last < 0 {
		return "", fmt.Errorf("%s lists no rule of the category %s", list, r.Category)
	}
	return strings.Join(slices.Insert(lines, last+1, "\t\t"+r.Name+",\n"), ""), nil
}

// initialisms are written in capitals, as Go does.
var initialisms = map[string]bool{"api": true, "html": true, "id": true, "json": true, "nfc": true, "url": true, "utf8": true, "xml": true}

// goName is the name of the rule's variable.
func goName(id string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(id, "-") {
		if initialisms[word] {
			b.WriteString(strings.ToUpper(word))
		} else {
			b.WriteString(title(word))
		}
	}
	return b.String()
}

func title(word string) string { return strings.ToUpper(word[:1]) + word[1:] }
