package digest

import "bytes"

// mediaLine reads a line that holds nothing but pictures and videos.
func (p *parser) mediaLine(s Span) ([]Media, bool) {
	var media []Media
	for s = trim(p.src, s); !s.Empty(); s = trim(p.src, s) {
		m, ok := p.media(s)
		if !ok {
			return nil, false
		}
		media = append(media, m)
		s.Start = m.Span.End
	}
	return media, len(media) > 0
}

// media reads the picture or video that s begins with.
func (p *parser) media(s Span) (Media, bool) {
	c := p.src[s.Start]
	if c != '[' && !(c == '!' && s.Len() > 1 && p.src[s.Start+1] == '[') {
		return Media{}, false
	}
	l, ok := parseLink(p.src, s)
	if !ok {
		l, ok = brokenLink(p.src, s)
	}
	if !ok {
		return Media{}, false
	}
	m := Media{Kind: Image, Span: l.span, Alt: l.text, URL: l.target, Broken: l.broken}
	if inner, ok := parseLink(p.src, l.text); ok && inner.image && inner.span == l.text {
		m.Alt, m.URL = inner.text, inner.target // a picture that is a link
	} else if !l.image {
		m.Kind = VideoLink
		if !isVideo(p.doc.Bytes(l.target)) && !bytes.EqualFold(p.doc.Bytes(l.text), []byte("Watch Video")) {
			return Media{}, false
		}
	}
	m.ArXivID = p.arXivIDIn(l.target)
	return m, true
}

func (p *parser) arXivIDIn(s Span) string {
	id, ok := FindArXivID(p.doc.Bytes(s))
	if !ok {
		return ""
	}
	return p.doc.Text(id.Shift(s.Start))
}

// isVideo reports whether an address ends like a video file.
func isVideo(address []byte) bool {
	if i := bytes.IndexAny(address, "?#"); i >= 0 {
		address = address[:i]
	}
	i := bytes.LastIndexByte(address, '.')
	if i < 0 {
		return false
	}
	switch string(bytes.ToLower(address[i:])) {
	case ".mp4", ".webm", ".mov", ".qt", ".m4v", ".ogv", ".avi", ".mkv":
		return true
	}
	return false
}

// html reads an HTML block: a comment, a wrapped video or picture, or neither.
// A field's line right below an HTML line belongs to the HTML for Markdown, but
// for the reader of a digest it is the field.
func (p *parser) html(s Span) {
	p.comments(s)
	if p.onlyComments(s) {
		p.doc.Blocks = append(p.doc.Blocks, Block{BlockComment, s})
		return
	}
	if p.open {
		if field := p.fieldLineIn(s); field > s.Start {
			p.htmlMedia(Span{s.Start, trimLines(p.src, Span{s.Start, field})})
			p.lines(Span{field, s.End}, BlockHTML)
			return
		}
	}
	p.htmlMedia(s)
}

// fieldLineIn returns where the first vote or authors line of s begins, or -1.
func (p *parser) fieldLineIn(s Span) int {
	t := &p.doc.Template
	for at := s.Start; at < s.End; at = lineEnd(p.src, at) {
		line := trim(p.src, Span{at, min(lineEnd(p.src, at), s.End)})
		if hasPrefix(p.src, line, t.VotePrefix) || hasPrefix(p.src, line, t.AuthorsPrefix) {
			return at
		}
	}
	return -1
}

// onlyComments reports whether s holds comments and white space, nothing else.
func (p *parser) onlyComments(s Span) bool {
	for i := len(p.doc.Comments) - 1; i >= 0 && !s.Empty(); i-- {
		c := p.doc.Comments[i].Span
		s.End = trimRight(p.src, s)
		if c.End != s.End {
			break
		}
		s.End = c.Start
	}
	return trim(p.src, s).Empty()
}

// htmlMedia reads HTML that shows a video or a picture.
func (p *parser) htmlMedia(s Span) {
	found := p.open
	if found {
		var m Media
		if m, found = p.mediaTag(s); found {
			p.paper.Media = append(p.paper.Media, m)
			p.doc.Blocks = append(p.doc.Blocks, Block{BlockMedia, s})
		}
	}
	if !found {
		p.keep(Block{BlockHTML, s})
	}
}

// mediaTag looks in HTML for the first <video> or <img> and its address.
func (p *parser) mediaTag(s Span) (Media, bool) {
	whole := trim(p.src, s)
	for at := s.Start; at < s.End; at++ {
		i := bytes.IndexByte(p.src[at:s.End], '<')
		if i < 0 {
			break
		}
		at += i
		rest := p.src[at+1 : s.End]
		kind := VideoTag
		switch {
		case tagNamed(rest, "video"):
		case tagNamed(rest, "img"):
			kind = Image
		default:
			continue
		}
		return Media{Kind: kind, Span: whole, Alt: Span{whole.End, whole.End},
			URL: srcAttribute(p.src, Span{at, whole.End})}, true
	}
	return Media{}, false
}

func tagNamed(s []byte, name string) bool {
	return len(s) > len(name) && bytes.EqualFold(s[:len(name)], []byte(name)) &&
		(isSpace(s[len(name)]) || s[len(name)] == '>' || s[len(name)] == '/')
}

// srcAttribute returns the value of the first src attribute of s, a <source> tag
// inside the <video> included, or an empty span at its end.
func srcAttribute(src []byte, s Span) Span {
	none := Span{s.End, s.End}
	for at := s.Start + 1; at+4 < s.End; at++ {
		if !isSpace(src[at-1]) || !bytes.EqualFold(src[at:at+3], []byte("src")) {
			continue
		}
		v := trim(src, Span{at + 3, s.End})
		if v.Empty() || src[v.Start] != '=' {
			continue
		}
		v.Start++
		if v = trim(src, v); v.Empty() {
			return none
		}
		ends := " \t\r\n>"
		if q := src[v.Start]; q == '"' || q == '\'' {
			v.Start++
			ends = string(q)
		}
		if i := bytes.IndexAny(src[v.Start:v.End], ends); i >= 0 {
			v.End = v.Start + i
		}
		return v
	}
	return none
}
