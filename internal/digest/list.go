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
	starts := func(i int) int {
		if i < len(rest) {
			return max(p.childStart(rest[i], base), marker.End)
		}
		return max(limit, marker.End)
	}
	p.bullet(marker, Span{marker.End, starts(0)}, ordered, depth)
	for i, c := range rest {
		switch c := c.(type) {
		case *ast.List:
			p.list(c, base, starts(i+1), depth+1)
		case *ast.ListItem:
			p.item(c, base, starts(i+1), c.Parent().(*ast.List).IsOrdered(), depth+1)
		default:
			s := trim(p.src, Span{starts(i), starts(i + 1)})
			p.comments(s)
			p.stray(Block{BlockParagraph, s})
		}
	}
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

// findLabel reads the label that a bullet's text begins with. Emphasised words
// are a label when a colon follows; the template's own labels are also known
// without emphasis, without colon, and with only half of their emphasis.
func findLabel(src []byte, s Span, known []string) *Label {
	at := s.Start
	line := Span{at, s.End}
	if i := bytes.IndexByte(src[at:s.End], '\n'); i >= 0 {
		line.End = trimRight(src, Span{at, at + i})
	}
	l := Label{Open: Span{at, at}}
	if c := src[at]; c == '*' || c == '_' {
		n := runLength(src, at, line.End)
		if n > 3 {
			return nil
		}
		l.Open.End = at + n
		l.Emphasis = string(src[at : at+n])
		at += n
		if at == line.End || isSpace(src[at]) {
			return nil
		}
		if i := bytes.IndexByte(src[at:line.End], c); i > 0 {
			closing := at + i
			l.Close = Span{closing, closing + runLength(src, closing, line.End)}
			return closedLabel(src, l, line, known)
		}
	}
	return openLabel(src, l, line, known)
}

// closedLabel finishes a label whose emphasis is closed.
func closedLabel(src []byte, l Label, line Span, known []string) *Label {
	l.Text = trim(src, Span{l.Open.End, l.Close.Start})
	if l.Close.Len() > 3 || l.Text.Empty() {
		return nil
	}
	if n := colonBefore(src, l.Text); n > 0 {
		l.Colon = true
		l.Text.End = trimRight(src, Span{l.Text.Start, l.Text.End - n})
		l.Span = Span{l.Open.Start, l.Close.End}
		return &l
	}
	after := l.Close.End
	for after < line.End && (src[after] == ' ' || src[after] == '\t') {
		after++
	}
	if n := colonAt(src, after, line.End); n > 0 {
		l.Colon = true
		l.Span = Span{l.Open.Start, after + n}
		return &l
	}
	l.Span = Span{l.Open.Start, l.Close.End}
	if isKnownLabel(src[l.Text.Start:l.Text.End], known) {
		return &l
	}
	return nil
}

// openLabel finishes a label without closing emphasis: only a known one counts.
func openLabel(src []byte, l Label, line Span, known []string) *Label {
	words := Span{l.Open.End, line.End}
	for at := words.Start; at < words.End; at++ {
		n := colonAt(src, at, words.End)
		if n == 0 {
			continue
		}
		l.Text = trim(src, Span{words.Start, at})
		l.Close = Span{l.Text.End, l.Text.End}
		l.Colon = true
		l.Span = Span{l.Open.Start, at + n}
		if isKnownLabel(src[l.Text.Start:l.Text.End], known) {
			return &l
		}
		return nil
	}
	return nil
}

// colonAt returns the length of the colon at the offset, ASCII or full width.
func colonAt(src []byte, at, end int) int {
	switch {
	case at < end && src[at] == ':':
		return 1
	case bytes.HasPrefix(src[at:end], []byte("\uff1a")):
		return 3
	}
	return 0
}

// colonBefore returns the length of the colon that s ends with.
func colonBefore(src []byte, s Span) int {
	switch {
	case src[s.End-1] == ':':
		return 1
	case bytes.HasSuffix(src[s.Start:s.End], []byte("\uff1a")):
		return 3
	}
	return 0
}

// isKnownLabel compares words with the template's labels, letter case and the
// shape of apostrophes aside.
func isKnownLabel(words []byte, known []string) bool {
	for _, k := range known {
		if bytes.EqualFold(plainQuotes(words), plainQuotes([]byte(k))) {
			return true
		}
	}
	return false
}

func plainQuotes(s []byte) []byte {
	for _, quote := range [...]string{"\u2018", "\u2019", "\u02bc", "`", "\u00b4"} {
		s = bytes.ReplaceAll(s, []byte(quote), []byte{'\''})
	}
	return s
}
