package digest

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// list reads a list as bullets of the current paper. The list's text was parsed
// from base on; limit is where the list ends at the latest.
func (p *parser) list(l *ast.List, base, limit, depth int) {
	for n := l.FirstChild(); n != nil; n = n.NextSibling() {
		end := limit
		if next := n.NextSibling(); next != nil {
			end = p.marker(base + max(next.Pos(), 0)).Start
		}
		p.item(n, base, end, l.IsOrdered(), depth)
	}
}

// item reads a list item. Its own text ends where its first nested list begins;
// blocks that follow that list are stray.
func (p *parser) item(n ast.Node, base, limit int, ordered bool, depth int) {
	marker := p.marker(base + max(n.Pos(), 0))
	rest := p.nested(nil, n, base)
	starts := p.starts(rest, base, Span{marker.End, max(limit, marker.End)})
	p.bullet(marker, Span{marker.End, starts[0]}, ordered, depth)
	for i, c := range rest {
		switch c := c.(type) {
		case *ast.List:
			p.list(c, base, starts[i+1], depth+1)
		case *ast.ListItem:
			p.item(c, base, starts[i+1], c.Parent().(*ast.List).IsOrdered(), depth+1)
		default:
			s := trim(p.src, Span{starts[i], starts[i+1]})
			p.comments(s)
			p.stray(Block{BlockParagraph, s})
		}
	}
}

// starts returns where the blocks of an item begin and, last, where the item
// ends. Where tabs were expanded, goldmark's offsets may lie some bytes after
// the block, which may then seem to begin after the next one, or after the item.
func (p *parser) starts(blocks []ast.Node, base int, item Span) []int {
	starts := make([]int, len(blocks)+1)
	starts[len(blocks)] = item.End
	for i := len(blocks) - 1; i >= 0; i-- {
		starts[i] = min(max(p.childStart(blocks[i], base), item.Start), starts[i+1])
	}
	return starts
}

// nested appends what stands inside an item but is not its own text: its first
// nested list and all after that. `- 1) text` is a list inside a list for
// Markdown; here it is one bullet whose text begins with a number, so of a list
// on the marker's own line only the items after the first are nested.
func (p *parser) nested(rest []ast.Node, item ast.Node, base int) []ast.Node {
	c := item.FirstChild()
	if l, ok := c.(*ast.List); ok && p.sameLine(base+max(item.Pos(), 0), p.childStart(l, base)) {
		rest = p.nested(rest, l.FirstChild(), base)
		for n := l.FirstChild().NextSibling(); n != nil; n = n.NextSibling() {
			rest = append(rest, n)
		}
		c = c.NextSibling()
	} else {
		for c != nil && c.Kind() != ast.KindList {
			c = c.NextSibling()
		}
	}
	for ; c != nil; c = c.NextSibling() {
		rest = append(rest, c)
	}
	return rest
}

func (p *parser) sameLine(a, b int) bool {
	return a <= b && bytes.IndexByte(p.src[a:b], '\n') < 0
}

// childStart returns where a block inside an item begins.
func (p *parser) childStart(n ast.Node, base int) int {
	switch n := n.(type) {
	case *ast.List:
		return p.marker(base + max(n.FirstChild().Pos(), 0)).Start
	case *ast.ListItem:
		return p.marker(base + max(n.Pos(), 0)).Start
	}
	return base + firstByte(n)
}

// marker returns the list marker at the offset. Where tabs were expanded, the
// offset that goldmark gives may lie some bytes after it.
func (p *parser) marker(at int) Span {
	for back := 0; back < 4 && at-back >= 0; back++ {
		start := at - back
		if start >= len(p.src) {
			continue
		}
		c := p.src[start]
		if c == '-' || c == '*' || c == '+' {
			return Span{start, start + 1}
		}
		if n := digits(p.src[start:]); n > 0 && start+n < len(p.src) {
			for start > 0 && isDigit(p.src[start-1]) {
				start--
				n++
			}
			if c := p.src[start+n]; c == '.' || c == ')' {
				return Span{start, start + n + 1}
			}
		}
	}
	return Span{at, at}
}

// bullet adds a bullet whose own text, comments included, is somewhere in rest.
func (p *parser) bullet(marker, rest Span, ordered bool, depth int) {
	if !p.open {
		return
	}
	own := trim(p.src, rest)
	b := Bullet{
		Span:    Span{marker.Start, max(own.End, marker.End)},
		Marker:  marker,
		Depth:   depth,
		Ordered: ordered,
		Text:    own,
	}
	if own.Empty() {
		b.Text = Span{marker.End, marker.End}
		p.paper.Bullets = append(p.paper.Bullets, b)
		return
	}
	b.Label = findLabel(p.src, own, p.doc.Template.Labels)
	if b.Label != nil {
		b.Text.Start = skipSpace(p.src, b.Label.Span.End, own.End)
	}
	found := p.inline.scan(b.Text)
	for _, in := range found {
		if in.Kind == CommentInline {
			p.comment(in.Span)
		}
	}
	found, b.Text.End = p.cutComments(found, b.Text)
	b.Inlines = cloneInlines(found)
	p.paper.Bullets = append(p.paper.Bullets, b)
}

// Line reads prose of one line, as the text of a bullet after its label is read: it
// returns where the text is without white space and comments at its end, and its
// inlines. The source has no line break.
func Line(src []byte) (text Span, inlines []Inline) {
	p := parser{src: src}
	p.inline.src = src
	text = trim(src, Span{0, len(src)})
	inlines, text.End = p.cutComments(p.inline.scan(text), text)
	return text, inlines
}

// cutComments drops the comments that end a text and returns where it now ends.
func (p *parser) cutComments(in []Inline, text Span) ([]Inline, int) {
	for len(in) > 0 {
		last := in[len(in)-1]
		if last.Kind != CommentInline || last.Span.End != text.End {
			break
		}
		text.End = trimRight(p.src, Span{text.Start, last.Span.Start})
		in = in[:len(in)-1]
	}
	return in, text.End
}

func cloneInlines(in []Inline) []Inline {
	if len(in) == 0 {
		return nil
	}
	return append(make([]Inline, 0, len(in)), in...)
}
