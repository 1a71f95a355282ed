package digest

import "bytes"

// comments adds the HTML comments of a block without inline structure of its
// own. Comments inside code are none.
func (p *parser) comments(s Span) {
	if !bytes.Contains(p.src[s.Start:s.End], []byte("<!--")) {
		return
	}
	for _, in := range p.inline.scan(s) {
		if in.Kind == CommentInline {
			p.comment(in.Span)
		}
	}
}

// comment adds one comment.
func (p *parser) comment(s Span) {
	text := Span{min(s.Start+4, s.End), s.End}
	if bytes.HasSuffix(p.src[text.Start:text.End], []byte("-->")) {
		text.End -= 3
	}
	own := true
	for at := s.Start - 1; at >= 0 && p.src[at] != '\n' && own; at-- {
		own = isSpace(p.src[at])
	}
	for at := s.End; at < len(p.src) && p.src[at] != '\n' && own; at++ {
		own = isSpace(p.src[at])
	}
	p.doc.Comments = append(p.doc.Comments, Comment{Span: s, Text: trim(p.src, text), Own: own})
}
