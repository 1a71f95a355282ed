package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

var update = flag.Bool("update", false, "rewrite the outputs that the pages show, and the picture of the README")

// root is the repository, seen from this package.
const root = "../.."

// page is a Markdown page of the repository as its tests see it.
type page struct {
	path   string // from the root
	source string
	steps  []step
	links  []string
	heads  map[string]bool // the anchors of its headings
}

// step is a fenced block, or a comment that begins with "sh": what the page needs
// and no reader wants to read.
type step struct {
	language string            // the info string's first word
	attrs    map[string]string // what comments of the form "KEY: VALUE" before the block say
	body     string
	line     int
	section  int // how many headings stand before it
	start    int // of the body, a byte offset into the source
}

// pages reads all pages of the project.
func pages(t testing.TB) (all []page) {
	t.Helper()
	for _, pattern := range []string{"*.md", "docs/*.md", "bench/*.md"} {
		paths, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range paths {
			data, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			name, err := filepath.Rel(root, p)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, parsePage(filepath.ToSlash(name), string(data)))
		}
	}
	return all
}

func parsePage(path, source string) page {
	p := page{path: path, source: source, heads: map[string]bool{}}
	src := []byte(source)
	attrs := map[string]string{}
	tree := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(src))
	_ = ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the function below never fails
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			p.heads[unique(p.heads, anchor(plain(n, src)))] = true
		case *ast.Link:
			p.links = append(p.links, string(n.Destination))
		case *ast.Image:
			p.links = append(p.links, string(n.Destination))
		case *ast.RawHTML:
			p.links = append(p.links, attributes(segments(n.Segments, src))...)
		case *ast.HTMLBlock:
			html := segments(n.Lines(), src)
			if n.HasClosure() {
				html += string(n.ClosureLine.Value(src))
			}
			p.links = append(p.links, attributes(html)...)
			if body, ok := strings.CutPrefix(html, "<!-- sh\n"); ok {
				body, _, _ = strings.Cut(body, "-->")
				p.add(step{language: "sh", body: body, start: n.Lines().At(0).Start})
			} else if m := attributeComment.FindStringSubmatch(html); m != nil {
				attrs[m[1]] = m[2]
			}
		case *ast.FencedCodeBlock:
			s := step{body: segments(n.Lines(), src), attrs: attrs}
			attrs = map[string]string{}
			if n.Lines().Len() > 0 {
				s.start = n.Lines().At(0).Start
			}
			if n.Info != nil {
				s.language = string(n.Info.Value(src))
			}
			p.add(s)
		}
		return ast.WalkContinue, nil
	})
	return p
}

func (p *page) add(s step) {
	s.section = len(p.heads)
	s.line = 1 + strings.Count(p.source[:s.start], "\n")
	p.steps = append(p.steps, s)
}

func segments(lines *text.Segments, src []byte) string {
	var b strings.Builder
	for i := range lines.Len() {
		at := lines.At(i)
		b.Write(at.Value(src))
	}
	return b.String()
}

// plain is the text of a node without its markup.
func plain(n ast.Node, src []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(src))
		} else {
			b.WriteString(plain(c, src))
		}
	}
	return b.String()
}

var (
	notInAnchor = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
	// attributeComment says something about the block behind it.
	attributeComment = regexp.MustCompile(`^<!-- (status|skip|file): (.+) -->\s*$`)
	attribute        = regexp.MustCompile(`\b(?:href|src|srcset)="([^"]+)"`)
)

// anchor is the id that GitHub gives a heading.
func anchor(heading string) string {
	return strings.ReplaceAll(notInAnchor.ReplaceAllString(strings.ToLower(strings.TrimSpace(heading)), ""), " ", "-")
}

func unique(taken map[string]bool, id string) string {
	for name, n := id, 1; ; n++ {
		if !taken[name] {
			return name
		}
		name = id + "-" + string(rune('0'+n))
	}
}

func attributes(html string) (links []string) {
	for _, m := range attribute.FindAllStringSubmatch(html, -1) {
		links = append(links, m[1])
	}
	return links
}

// TestLinksLeadSomewhere follows the links of all pages inside the repository.
func TestLinksLeadSomewhere(t *testing.T) {
	all := pages(t)
	heads := map[string]map[string]bool{}
	for _, p := range all {
		heads[p.path] = p.heads
	}
	for _, p := range all {
		for _, link := range p.links {
			if strings.Contains(link, "://") || strings.HasPrefix(link, "mailto:") {
				continue
			}
			file, fragment, _ := strings.Cut(link, "#")
			to := p.path
			if file != "" {
				to = filepath.ToSlash(filepath.Join(filepath.Dir(p.path), file))
			}
			if _, err := os.Stat(filepath.Join(root, to)); err != nil {
				t.Errorf("%s: the link %s leads nowhere", p.path, link)
			} else if fragment != "" && !heads[to][fragment] {
				t.Errorf("%s: %s has no heading #%s", p.path, to, fragment)
			}
		}
	}
}

// TestEveryPageIsReachable starts at the README.
func TestEveryPageIsReachable(t *testing.T) {
	links := map[string][]string{}
	for _, p := range pages(t) {
		links[p.path] = p.links
	}
	seen, todo := map[string]bool{"README.md": true}, []string{"README.md"}
	for len(todo) > 0 {
		from := todo[0]
		todo = todo[1:]
		for _, link := range links[from] {
			file, _, _ := strings.Cut(link, "#")
			to := filepath.ToSlash(filepath.Join(filepath.Dir(from), file))
			if links[to] != nil && !seen[to] {
				seen[to], todo = true, append(todo, to)
			}
		}
	}
	for path := range links {
		if !seen[path] && len(links[path]) > 0 {
			t.Errorf("no link leads from the README to %s", path)
		}
	}
}

// languages are those of fenced blocks; a block without one is a mistake.
var languages = []string{"sh", "text", "yaml", "json", "jsonl", "csv", "markdown", "lua", "toml", "vim", "elisp", "python", "go", "diff", "dockerfile"}

func TestBlocksNameTheirLanguage(t *testing.T) {
	for _, p := range pages(t) {
		for _, s := range p.steps {
			if !slices.Contains(languages, s.language) {
				t.Errorf("%s:%d: a block of language %q; expected one of %v", p.path, s.line-1, s.language, languages)
			}
		}
	}
}
