package digest

import (
	"bytes"
	"strings"
)

// heading reads a heading line of the level.
func (p *parser) heading(level int, s Span) {
	t := p.doc.Template
	text := p.withoutComments(headingText(p.src, s))
	p.comments(s)
	kind := BlockHeading
	switch {
	case level == t.PaperLevel:
		kind = BlockPaper
		p.openPaper(s.Start, p.paperHeading(s, text))
	case level == t.DateLevel:
		kind = BlockDateHeading
		p.closePaper(s.Start)
		date := findDate(p.src, text)
		p.doc.Headings = append(p.doc.Headings, DateHeading{Span: s, Text: text, Date: date, Day: p.doc.Text(date)})
	case level < t.PaperLevel:
		p.closePaper(s.Start)
	}
	b := Block{kind, s}
	p.doc.Blocks = append(p.doc.Blocks, b)
	if kind == BlockHeading {
		p.stray(b)
	}
}

// headingText returns the text of a heading without its marks: the `#`s of an
// ATX heading, or the underline of a setext one.
func headingText(src []byte, s Span) Span {
	t := trim(src, s)
	if t.Empty() || src[t.Start] != '#' {
		if i := bytes.LastIndexByte(src[t.Start:t.End], '\n'); i >= 0 {
			t.End = t.Start + i
		}
		return trim(src, t)
	}
	for t.Start < t.End && src[t.Start] == '#' {
		t.Start++
	}
	t = trim(src, t)
	end := t.End
	for end > t.Start && src[end-1] == '#' {
		end--
	}
	if end < t.End && (end == t.Start || src[end-1] == ' ' || src[end-1] == '\t') {
		t.End = trimRight(src, Span{t.Start, end})
	}
	return t
}

// findDate returns the first YYYY-MM-DD of s, or an empty span.
func findDate(src []byte, s Span) Span {
	const shape = "0000-00-00"
	for at := s.Start; at+len(shape) <= s.End; at++ {
		if at > s.Start && isDigit(src[at-1]) {
			continue
		}
		n := 0
		for n < len(shape) && (isDigit(src[at+n]) && shape[n] == '0' || src[at+n] == shape[n] && shape[n] == '-') {
			n++
		}
		if n == len(shape) && (at+n == s.End || !isDigit(src[at+n])) {
			return Span{at, at + n}
		}
	}
	return Span{s.End, s.End}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// paperHeading reads a paper's heading: a single link, or plain text.
func (p *parser) paperHeading(s, text Span) Heading {
	h := Heading{Span: s, Text: text, Title: text, Link: Span{text.End, text.End}, ID: Span{text.End, text.End}}
	l, ok := parseLink(p.src, text)
	if !ok || l.span != text || l.image {
		return h
	}
	h.Title, h.Link = l.text, l.target
	if id, ok := FindArXivID(p.src[l.target.Start:l.target.End]); ok {
		h.ID = id.Shift(l.target.Start)
		h.ArXivID = strings.Clone(p.doc.Text(h.ID))
	}
	return h
}

// lines reads a paragraph line by line: pictures, votes and authors stand one a
// line, and a digest that forgot the blank line between them is still read.
// Lines that are none of these make blocks of the kind fallback.
func (p *parser) lines(s Span, fallback BlockKind) {
	p.comments(s)
	pending := Block{fallback, Span{s.Start, s.Start}}
	flush := func() {
		if !pending.Span.Empty() {
			p.keep(pending)
			pending.Span = Span{}
		}
	}
	for at := s.Start; at < s.End; {
		next := min(lineEnd(p.src, at), s.End)
		line := Span{at, next}
		line.End = trimLines(p.src, line)
		if kind, ok := p.field(line); ok {
			flush()
			p.doc.Blocks = append(p.doc.Blocks, Block{kind, line})
		} else if pending.Span.Empty() {
			pending.Span = line
		} else {
			pending.Span.End = line.End
		}
		at = next
	}
	flush()
}

// field reads one line as a field of the current paper.
func (p *parser) field(line Span) (BlockKind, bool) {
	if !p.open {
		return 0, false
	}
	text := trim(p.src, line)
	if text.Empty() {
		return 0, false
	}
	t := &p.doc.Template
	switch {
	case hasPrefix(p.src, text, t.VotePrefix):
		f := p.prefixed(line, text, len(t.VotePrefix))
		if p.paper.Votes != nil {
			p.stray(Block{BlockVotes, line})
		} else {
			p.paper.Votes = &f
		}
		return BlockVotes, true
	case hasPrefix(p.src, text, t.AuthorsPrefix):
		f := p.prefixed(line, text, len(t.AuthorsPrefix))
		if p.paper.Authors != nil {
			p.stray(Block{BlockAuthors, line})
		} else {
			p.paper.Authors = parseAuthors(p.src, f)
		}
		return BlockAuthors, true
	}
	if media, ok := p.mediaLine(p.withoutComments(text)); ok {
		p.paper.Media = append(p.paper.Media, media...)
		return BlockMedia, true
	}
	return 0, false
}

func hasPrefix(src []byte, s Span, prefix string) bool {
	return prefix != "" && bytes.HasPrefix(src[s.Start:s.End], []byte(prefix))
}

func (p *parser) prefixed(line, text Span, n int) Field {
	value := p.withoutComments(Span{text.Start + n, text.End})
	return Field{Span: line, Prefix: Span{text.Start, text.Start + n}, Value: trim(p.src, value)}
}

// withoutComments returns s without comments and white space at its end.
func (p *parser) withoutComments(s Span) Span {
	for {
		s.End = trimRight(p.src, s)
		text := p.src[s.Start:s.End]
		if !bytes.HasSuffix(text, []byte("-->")) {
			return s
		}
		i := bytes.LastIndex(text, []byte("<!--"))
		if i < 0 {
			return s
		}
		s.End = s.Start + i
	}
}
