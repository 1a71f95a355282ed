package digest

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// bareURL reads an address that stands in the text as it is. The inline's span is
// what GitHub makes a link of: everything up to white space or `<`, less the
// punctuation at its end, so also a Korean particle that is glued to the address.
// Its target is the address proper: the ASCII part, less its own punctuation.
//
// Source: autolink.c of cmark-gfm 0.29.0.gfm.13.
func (s *scanner) bareURL(at, start int) (end int, ok bool) {
	rest := s.src[at:s.end]
	domain := 0
	switch rest[0] | 0x20 {
	case 'h':
		domain = max(schemeLen(rest, "http://"), schemeLen(rest, "https://"))
	case 'f':
		domain = schemeLen(rest, "ftp://")
	case 'w':
		if schemeLen(rest, "www.") > 0 && !(at > start && !isSpace(s.src[at-1]) && bytes.IndexByte([]byte("*_~("), s.src[at-1]) < 0) {
			domain = 4
		}
	}
	if domain == 0 || domain >= len(rest) || !isLetter(rest[domain]) && !isDigit(rest[domain]) {
		return 0, false
	}
	stop := len(rest)
	proper := -1
	for i := domain; i < len(rest); i++ {
		c := rest[i]
		if c == '<' || isSpace(c) || c == '\v' || c == '\f' || c == ']' && len(s.brackets) > 0 {
			stop = i
			break
		}
		if c >= utf8.RuneSelf && proper < 0 {
			proper = i
		}
	}
	stop = trimURL(rest[:stop])
	if proper < 0 || proper > stop {
		proper = stop
	}
	proper = trimURL(rest[:proper])
	if proper <= domain {
		return 0, false
	}
	s.add(URL, Span{at, at + stop}, Span{at, at + proper})
	return at + stop, true
}

// schemeLen returns len(scheme) if s begins with it, letter case aside, else 0.
func schemeLen(s []byte, scheme string) int {
	if len(s) >= len(scheme) && s[len(scheme)-1] == scheme[len(scheme)-1] && bytes.EqualFold(s[:len(scheme)], []byte(scheme)) {
		return len(scheme)
	}
	return 0
}

// trimURL returns the length of an address without the punctuation that GitHub
// leaves out of the link: sentence marks, an entity, a bracket that it did not open.
func trimURL(s []byte) int {
	opened, closed := bytes.Count(s, []byte{'('}), bytes.Count(s, []byte{')'})
	n := len(s)
	for n > 0 {
		switch s[n-1] {
		case '?', '!', '.', ',', ':', '*', '_', '~', '\'', '"':
			n--
		case ')':
			if closed <= opened {
				return n
			}
			closed--
			n--
		case ';':
			i := n - 2
			for i > 0 && isLetter(s[i]) {
				i--
			}
			if i < n-2 && i >= 0 && s[i] == '&' {
				n = i
			} else {
				n--
			}
		default:
			return n
		}
	}
	return n
}

// latin reads a run of Latin words from the offset, which stands on a Latin
// letter, a digit or a lead byte that may begin one. Words hold letters, digits
// and, between two of them, joining punctuation: GPT-4, state-of-the-art, C++.
// A run joins words by single spaces; a number joins two words (Llama 3 8B) but
// neither begins nor ends a run.
func (s *scanner) latin(at int) int {
	end, letters := s.latinWord(at)
	if end == at {
		_, size := utf8.DecodeRune(s.src[at:s.end])
		return at + size
	}
	if !letters {
		return end
	}
	run := end
	for next := end; next+1 < s.end && s.src[next] == ' '; {
		begin := next + 1
		if c := classes[s.src[begin]]; c != word && c != high || s.beginsURL(begin) {
			break
		}
		stop, letters := s.latinWord(begin)
		if stop == begin {
			break
		}
		if letters {
			run = stop
		}
		next = stop
	}
	s.add(Latin, Span{at, run}, Span{at, run})
	return run
}

func (s *scanner) beginsURL(at int) bool {
	rest := s.src[at:s.end]
	switch rest[0] | 0x20 {
	case 'h':
		return schemeLen(rest, "http://")+schemeLen(rest, "https://") > 0
	case 'f':
		return schemeLen(rest, "ftp://") > 0
	case 'w':
		return schemeLen(rest, "www.") > 0
	}
	return false
}

// latinWord returns the end of the word at the offset and whether it has a letter.
func (s *scanner) latinWord(at int) (end int, letters bool) {
	for i := at; i < s.end; {
		c := s.src[i]
		switch {
		case isLetter(c):
			letters = true
			i++
		case isDigit(c):
			i++
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRune(s.src[i:s.end])
			if isLatinRune(r) {
				letters = true
			} else if r != '\u2019' && r != '\u2013' || i == at || !s.wordAt(i+size) {
				return i, letters
			}
			i += size
		case c == '+':
			for i < s.end && s.src[i] == '+' {
				i++
			}
		case i > at && isJoiner(c) && s.wordAt(i+1):
			i++
		default:
			return i, letters
		}
		end = i
	}
	return end, letters
}

func isJoiner(c byte) bool {
	return bytes.IndexByte([]byte("-._/'&:@#,"), c) >= 0
}

// wordAt reports whether a Latin letter or a digit stands at the offset.
func (s *scanner) wordAt(at int) bool {
	if at >= s.end {
		return false
	}
	c := s.src[at]
	if c < utf8.RuneSelf {
		return classes[c] == word
	}
	r, _ := utf8.DecodeRune(s.src[at:s.end])
	return isLatinRune(r)
}

// isLatinRune reports whether r is a Latin letter beyond ASCII.
func isLatinRune(r rune) bool {
	return r >= 0xAA && r < 0x250 && unicode.IsLetter(r) || 0x1E00 <= r && r <= 0x1EFF
}
