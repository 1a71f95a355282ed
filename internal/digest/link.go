package digest

import "bytes"

// link is `[text](target)` or `![text](target)`.
type link struct {
	span, text, target Span
	image, broken      bool
}

// maxParens bounds the parentheses inside a link's destination, as cmark does.
const maxParens = 32

// parseLink reads the link or picture that s begins with. Brackets inside the
// text must balance; a backslash escapes one, code hides them.
func parseLink(src []byte, s Span) (link, bool) {
	l := link{}
	at := s.Start
	if at < s.End && src[at] == '!' {
		l.image = true
		at++
	}
	closing := closingBracket(src, Span{at, s.End})
	if closing < 0 {
		return l, false
	}
	l.text = Span{at + 1, closing}
	target, end, ok := linkTail(src, Span{closing + 1, s.End})
	if !ok {
		return l, false
	}
	l.target, l.span = target, Span{s.Start, end}
	return l, true
}

// brokenLink reads `[text]address`, a link that lost its parentheses.
func brokenLink(src []byte, s Span) (link, bool) {
	l := link{broken: true}
	at := s.Start
	if src[at] == '!' {
		l.image = true
		at++
	}
	closing := closingBracket(src, Span{at, s.End})
	if closing < 0 {
		return l, false
	}
	l.text = Span{at + 1, closing}
	rest := Span{closing + 1, s.End}
	if !hasPrefix(src, rest, "http://") && !hasPrefix(src, rest, "https://") {
		return l, false
	}
	if i := bytes.IndexAny(src[rest.Start:rest.End], " \t\r\n"); i >= 0 {
		rest.End = rest.Start + i
	}
	l.target, l.span = rest, Span{s.Start, rest.End}
	return l, true
}

// closingBracket returns the offset of the `]` that closes the `[` at the start
// of s, or -1.
func closingBracket(src []byte, s Span) int {
	if s.Empty() || src[s.Start] != '[' {
		return -1
	}
	depth := 0
	var unclosed [maxTicks]bool // lengths of backtick runs that have no second one
	for at := s.Start; at < s.End; at++ {
		switch src[at] {
		case '\\':
			at++
		case '`':
			n := runLength(src, at, s.End)
			at += n - 1
			if n >= maxTicks || unclosed[n] {
				continue
			}
			if end := closingRun(src, at+1, s.End, n); end > 0 {
				at = end - 1
			} else {
				unclosed[n] = true
			}
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return at
			}
		}
	}
	return -1
}

// runLength counts how often the byte at the offset stands there in a row.
func runLength(src []byte, at, end int) int {
	n := at + 1
	for n < end && src[n] == src[at] {
		n++
	}
	return n - at
}

// closingRun returns the end of the first run of exactly n backticks from at on,
// or -1.
func closingRun(src []byte, at, end, n int) int {
	for at < end {
		i := bytes.IndexByte(src[at:end], '`')
		if i < 0 {
			return -1
		}
		at += i
		run := runLength(src, at, end)
		at += run
		if run == n {
			return at
		}
	}
	return -1
}

// linkTail reads `(target "title")` at the start of s and returns the target and
// the offset after the parenthesis.
func linkTail(src []byte, s Span) (target Span, end int, ok bool) {
	if s.Empty() || src[s.Start] != '(' {
		return Span{}, 0, false
	}
	at := skipSpace(src, s.Start+1, s.End)
	if at < s.End && src[at] == '<' {
		target.Start = at + 1
		for at++; at < s.End && src[at] != '>'; at++ {
			if src[at] == '<' || src[at] == '\n' {
				return Span{}, 0, false
			}
			if src[at] == '\\' {
				at++
			}
		}
		target.End = at
		at++
	} else {
		target.Start = at
		if at, ok = bareTarget(src, at, s.End); !ok {
			return Span{}, 0, false
		}
		target.End = at
	}
	if at >= s.End {
		return Span{}, 0, false
	}
	if next := skipSpace(src, at, s.End); next > at && next < s.End && src[next] != ')' {
		if at = linkTitle(src, next, s.End); at < 0 {
			return Span{}, 0, false
		}
	}
	at = skipSpace(src, at, s.End)
	if at >= s.End || src[at] != ')' {
		return Span{}, 0, false
	}
	return target, at + 1, true
}

// bareTarget returns the end of a destination without angle brackets.
func bareTarget(src []byte, at, end int) (int, bool) {
	depth := 0
	for ; at < end; at++ {
		switch c := src[at]; {
		case c == '\\' && at+1 < end && isPunct(src[at+1]):
			at++
		case c == '(':
			if depth++; depth > maxParens {
				return 0, false
			}
		case c == ')':
			if depth == 0 {
				return at, true
			}
			depth--
		case c <= ' ' || c == 0x7F:
			return at, depth == 0 && isSpace(c)
		}
	}
	return at, false
}

// linkTitle returns the end of the quoted title that begins at the offset, or -1.
func linkTitle(src []byte, at, end int) int {
	closer := src[at]
	switch closer {
	case '"', '\'':
	case '(':
		closer = ')'
	default:
		return -1
	}
	for at++; at < end; at++ {
		switch src[at] {
		case '\\':
			at++
		case closer:
			return at + 1
		case '(':
			if closer == ')' {
				return -1
			}
		}
	}
	return -1
}

func skipSpace(src []byte, at, end int) int {
	for at < end && isSpace(src[at]) {
		at++
	}
	return at
}

// isPunct reports whether c is ASCII punctuation, which a backslash escapes.
func isPunct(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}
