package digest

import "bytes"

// FindArXivID looks for an arXiv id in an address: what follows `/abs/`, `/pdf/`,
// `/html/` or `/papers/`, as on arxiv.org, in the papers of huggingface.co and in
// their social thumbnails. The span is relative to the address and leaves out a
// version suffix. Both schemes are known: 2405.19327 (since April 2007) and
// cs.CL/0703001 or math/9901123 (before). The id's month is not checked.
func FindArXivID(address []byte) (Span, bool) {
	for at := 0; ; {
		i := bytes.IndexByte(address[at:], '/')
		if i < 0 {
			return Span{}, false
		}
		at += i + 1
		for _, dir := range [...]string{"abs/", "pdf/", "html/", "papers/"} {
			if rest := address[at:]; bytes.HasPrefix(rest, []byte(dir)) {
				if n := arXivID(rest[len(dir):]); n > 0 {
					return Span{at + len(dir), at + len(dir) + n}, true
				}
			}
		}
	}
}

// arXivID returns the length of the arXiv id that s begins with, without its
// version, or 0.
func arXivID(s []byte) int {
	n := newID(s)
	if n == 0 {
		n = oldID(s)
	}
	if n == 0 {
		return 0
	}
	rest := s[n:]
	if len(rest) > 1 && rest[0] == 'v' && isDigit(rest[1]) {
		v := digits(rest[1:])
		rest = rest[1+v:]
	}
	// What follows must not continue the number: 2405.193279 is malformed.
	if len(rest) > 0 && (isDigit(rest[0]) || isLetter(rest[0])) {
		return 0
	}
	return n
}

func newID(s []byte) int {
	if digits(s) != 4 || len(s) < 5 || s[4] != '.' {
		return 0
	}
	if n := digits(s[5:]); n == 4 || n == 5 {
		return 5 + n
	}
	return 0
}

func oldID(s []byte) int {
	n := 0
	for n < len(s) && (isLetter(s[n]) || s[n] == '-' || s[n] == '.') {
		n++
	}
	if n == 0 || n > 20 || n == len(s) || s[n] != '/' || digits(s[n+1:]) != 7 {
		return 0
	}
	return n + 8
}

// digits counts the ASCII digits that s begins with.
func digits(s []byte) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
