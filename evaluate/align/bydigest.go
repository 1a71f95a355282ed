package align

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/wording"
)

// paper is one paper of an input: its title and its bullets' texts.
type paper struct {
	key   string
	title string
	texts []string
}

// edition is all papers of an input. The same paper on two days has two keys.
type edition struct {
	role   role
	order  []string
	papers map[string]*paper

	abstracts bool // each paper has one text, and that belongs to all bullets
}

// readDigests aligns digests: papers by arXiv id (by title, where a paper has
// none), the second time that a paper occurs with the second, and bullets by
// position.
func readDigests(q Request, roles []role) (*Set, error) {
	var in []*edition
	for _, r := range roles {
		read := func() (*edition, error) { return readEdition(r, q) }
		if areAbstracts(r) {
			read = func() (*edition, error) { return readAbstracts(r) }
		}
		e, err := read()
		if err != nil {
			return nil, err
		}
		in = append(in, e)
	}
	a := aligner{in: in}
	a.align()
	if len(a.items) == 0 {
		return nil, fmt.Errorf("nothing aligns: no bullet of a paper is in all of %s", a.names())
	}
	return &Set{Digests: true, Unaligned: a.unaligned, Items: func(yield func(evaluate.Item, error) bool) {
		for _, item := range a.items {
			if !yield(item, nil) {
				return
			}
		}
	}}, nil
}

func readEdition(r role, q Request) (*edition, error) {
	found, err := files.Find([]string{r.path}, files.Options{Extensions: []string{".md"}})
	if err != nil {
		return nil, err
	}
	e := &edition{role: r, papers: map[string]*paper{}}
	for _, path := range found {
		src, err := readWhole(path)
		if err != nil {
			return nil, err
		}
		e.add(digest.Parse(path, src, q.Template))
	}
	if len(e.order) == 0 {
		return nil, fmt.Errorf("%s: no paper with a bullet found; a digest has a heading a paper and a list of bullets under it", r.path)
	}
	return e, nil
}

// readWhole reads a digest, compressed or not, and checks its encoding.
func readWhole(path string) ([]byte, error) {
	l, err := openLines(path, nil)
	if err != nil {
		return nil, err
	}
	defer l.close()
	src, err := files.ReadAll(l.in)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, cause(err))
	}
	if at := invalidByte(string(src)); at >= 0 {
		line := bytes.Count(src[:at], []byte("\n")) + 1
		return nil, fmt.Errorf("%s:%d: invalid UTF-8 (0x%02X); convert the file to UTF-8", path, line, src[at])
	}
	return src, nil
}

// add takes a document's papers that have bullets.
func (e *edition) add(doc *digest.Document) {
	for i := range doc.Papers {
		p := &doc.Papers[i]
		if len(p.Bullets) == 0 {
			continue
		}
		title := strings.Join(strings.Fields(p.Title(doc)), " ")
		id := p.Heading.ArXivID
		if id == "" {
			id = title
		}
		key := id
		for n := 2; e.papers[key] != nil; n++ {
			key = fmt.Sprintf("%s#%d", id, n)
		}
		out := &paper{key: key, title: title}
		for _, b := range p.Bullets {
			out.texts = append(out.texts, strings.Join(strings.Fields(doc.Text(b.Text)), " "))
		}
		e.papers[key] = out
		e.order = append(e.order, key)
	}
}

// aligner lays editions side by side.
type aligner struct {
	in        []*edition
	items     []evaluate.Item
	unaligned []string
}

func (a *aligner) names() string {
	var paths []string
	for _, e := range a.in {
		paths = append(paths, e.role.path)
	}
	return strings.Join(paths, ", ")
}

// align goes through all papers, in the order of the first reference or, without
// one, of the source or the first system; those that it lacks come after.
func (a *aligner) align() {
	order := slices.Clone(a.in)
	rank := map[string]int{"ref": 0, "src": 1, "hyp": 2}
	slices.SortStableFunc(order, func(x, y *edition) int { return rank[x.role.kind] - rank[y.role.kind] })
	seen := map[string]bool{}
	for _, e := range order {
		for _, key := range e.order {
			if !seen[key] {
				seen[key] = true
				a.paper(key, e.papers[key].title)
			}
		}
	}
}

// paper aligns one paper's bullets and says what has no partner.
func (a *aligner) paper(key, title string) {
	bullets := 0
	for _, e := range a.in {
		if p := e.paper(key); p != nil {
			bullets = max(bullets, e.bullets(p))
		}
	}
	of := &evaluate.Paper{Key: key, Title: title}
	if lacking := a.lacking(key, -1); len(lacking) > 0 {
		name := fmt.Sprintf("%s “%s”", key, title)
		if key == title {
			name = fmt.Sprintf("“%s”", title)
		}
		a.unaligned = append(a.unaligned, fmt.Sprintf("%s (%s): not in %s%s", name, wording.Count(bullets, "bullet"), wording.Join(lacking), a.consequence(key, -1)))
		if !a.whole(key, -1) {
			return
		}
	}
	for b := range bullets {
		lacking := a.lacking(key, b)
		if len(lacking) > len(a.lacking(key, -1)) {
			a.unaligned = append(a.unaligned, fmt.Sprintf("%s/b%d: not in %s%s", key, b+1, wording.Join(lacking), a.consequence(key, b)))
		}
		if !a.whole(key, b) {
			continue
		}
		item := evaluate.Item{ID: fmt.Sprintf("%s/b%d", key, b+1), Paper: of, Segment: evaluate.Segment{Context: title}}
		for _, e := range a.in {
			if !e.has(key, b) {
				continue // a reference, of which there are others
			}
			p := e.paper(key)
			switch e.role.kind {
			case "hyp":
				item.Hypotheses = append(item.Hypotheses, p.texts[b])
			case "ref":
				item.References = append(item.References, p.texts[b])
			case "src":
				item.Source = e.text(p, b)
			}
		}
		a.items = append(a.items, item)
	}
}

// has reports whether an edition has a bullet or, for -1, the paper.
func (e *edition) has(key string, bullet int) bool {
	p := e.paper(key)
	return p != nil && (e.abstracts || bullet < len(p.texts))
}

// lacking names the inputs that lack a bullet or, for -1, the paper.
func (a *aligner) lacking(key string, bullet int) []string {
	var out []string
	for _, e := range a.in {
		if !e.has(key, bullet) {
			out = append(out, e.role.name)
		}
	}
	return out
}

// whole reports whether enough inputs have a bullet for it to be scored: all but
// some of several references.
func (a *aligner) whole(key string, bullet int) bool {
	refs, have := 0, 0
	for _, e := range a.in {
		has := e.has(key, bullet)
		switch {
		case e.role.kind == "ref":
			refs++
			if has {
				have++
			}
		case !has:
			return false
		}
	}
	return refs == 0 || have > 0
}

func (a *aligner) consequence(key string, bullet int) string {
	if a.whole(key, bullet) {
		return "; scored with the other references"
	}
	return "; not scored"
}
