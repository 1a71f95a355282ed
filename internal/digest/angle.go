package digest

import "bytes"

// maxTag bounds the length of an HTML tag inside a text, in bytes.
const maxTag = 1 << 10

// angle reads what a `<` begins: an address, a comment or a tag.
func (s *scanner) angle(at int) int {
	if end := s.comment(at); end > 0 {
		s.add(CommentInline, Span{at, end}, Span{at, end})
		return end
	}
	if end := s.bracketedURL(at); end > 0 {
		s.add(URL, Span{at, end}, Span{at + 1, end - 1})
		return end
	}
	if end := s.tag(at); end > 0 {
		s.add(HTML, Span{at, end}, Span{at, end})
		return end
	}
	return at + 1
}

// comment returns the end of the comment at the offset, or -1.
func (s *scanner) comment(at int) int {
	if !bytes.HasPrefix(s.src[at:s.end], []byte("<!--")) {
		return -1
	}
	for _, short := range [...]string{"<!-->", "<!--->"} {
		if bytes.HasPrefix(s.src[at:s.end], []byte(short)) {
			return at + len(short)
		}
	}
	return s.until(at+4, "-->", &s.seen.comment)
}

// bracketedURL returns the end of `<scheme:…>` at the offset, or -1.
func (s *scanner) bracketedURL(at int) int {
	i := at + 1
	for i < s.end && (isLetter(s.src[i]) || i > at+1 && (isDigit(s.src[i]) || s.src[i] == '+' || s.src[i] == '.' || s.src[i] == '-')) {
		i++
	}
	if n := i - at - 1; n < 2 || n > 32 || i == s.end || s.src[i] != ':' {
		return -1
	}
	for ; i < s.end && s.src[i] > ' ' && s.src[i] != '<'; i++ {
		if s.src[i] == '>' {
			return i + 1
		}
	}
	return -1
}

// tag returns the end of the HTML tag, processing instruction, declaration or
// CDATA section at the offset, or -1.
func (s *scanner) tag(at int) int {
	if at+2 >= s.end {
		return -1
	}
	switch c := s.src[at+1]; {
	case c == '?':
		return s.until(at+2, "?>", &s.seen.instruction)
	case c == '!':
		if bytes.HasPrefix(s.src[at:s.end], []byte("<![CDATA[")) {
			return s.until(at+9, "]]>", &s.seen.cdata)
		}
		if isLetter(s.src[at+2]) {
			return s.until(at+2, ">", &s.seen.declaration)
		}
		return -1
	case c == '/':
		end := min(s.end, at+maxTag)
		i := tagName(s.src, at+2, end)
		if i < 0 {
			return -1
		}
		if i = skipSpace(s.src, i, end); i < end && s.src[i] == '>' {
			return i + 1
		}
		return -1
	default:
		return openTag(s.src, at, min(s.end, at+maxTag))
	}
}

// tagName returns the end of the tag name at the offset, or -1.
func tagName(src []byte, at, end int) int {
	if at >= end || !isLetter(src[at]) {
		return -1
	}
	for at < end && (isLetter(src[at]) || isDigit(src[at]) || src[at] == '-') {
		at++
	}
	return at
}

// openTag returns the end of the opening tag at the offset, or -1.
func openTag(src []byte, at, end int) int {
	i := tagName(src, at+1, end)
	if i < 0 {
		return -1
	}
	for {
		next := skipSpace(src, i, end)
		if next >= end {
			return -1
		}
		switch c := src[next]; {
		case c == '>':
			return next + 1
		case c == '/':
			if next+1 < end && src[next+1] == '>' {
				return next + 2
			}
			return -1
		case next == i || !isAttributeStart(c):
			return -1
		}
		if i = attribute(src, next, end); i < 0 {
			return -1
		}
	}
}

func isAttributeStart(c byte) bool { return isLetter(c) || c == '_' || c == ':' }

// attribute returns the end of the attribute at the offset, or -1.
func attribute(src []byte, at, end int) int {
	for at < end && (isAttributeStart(src[at]) || isDigit(src[at]) || src[at] == '.' || src[at] == '-') {
		at++
	}
	value := skipSpace(src, at, end)
	if value >= end || src[value] != '=' {
		return at
	}
	if value = skipSpace(src, value+1, end); value >= end {
		return -1
	}
	if q := src[value]; q == '"' || q == '\'' {
		i := bytes.IndexByte(src[value+1:end], q)
		if i < 0 {
			return -1
		}
		return value + i + 2
	}
	i := value
	for i < end && !isSpace(src[i]) && bytes.IndexByte([]byte("\"'=<>`"), src[i]) < 0 {
		i++
	}
	if i == value {
		return -1
	}
	return i
}
