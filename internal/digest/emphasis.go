package digest

import (
	"unicode"
	"unicode/utf8"
)

// delimiter is a run of `*` or `_` that may open or close emphasis.
type delimiter struct {
	at, n       int // what is left of the run: offset and length
	run         int // its length as written
	char        byte
	opens, shut bool
}

// delimiter reads a run of `*` or `_`.
func (s *scanner) delimiter(at, start int) int {
	c := s.src[at]
	n := runLength(s.src, at, s.end)
	before, after := ' ', ' '
	if at > start {
		before, _ = utf8.DecodeLastRune(s.src[start:at])
	}
	if at+n < s.end {
		after, _ = utf8.DecodeRune(s.src[at+n : s.end])
	}
	left := !unicode.IsSpace(after) && (!isPunctRune(after) || unicode.IsSpace(before) || isPunctRune(before))
	right := !unicode.IsSpace(before) && (!isPunctRune(before) || unicode.IsSpace(after) || isPunctRune(after))
	d := delimiter{at: at, n: n, run: n, char: c, opens: left, shut: right}
	if c == '_' {
		d.opens = left && (!right || isPunctRune(before))
		d.shut = right && (!left || isPunctRune(after))
	}
	if d.opens || d.shut {
		s.delims = append(s.delims, d)
	}
	return at + n
}

// isPunctRune reports whether r is punctuation or a symbol, as CommonMark 0.31
// has it.
func isPunctRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isPunct(byte(r))
	}
	return unicode.IsPunct(r) || unicode.IsSymbol(r)
}

// emphasis pairs the delimiters from index bottom on and drops them.
//
// Source: "process emphasis" of the CommonMark specification 0.31.2, appendix.
// Openers wait on a stack; a closer that finds none remembers how far it looked.
func (s *scanner) emphasis(bottom int) {
	var floors [2][2][3]int // by character, whether the closer also opens, its length modulo 3
	s.live = s.live[:0]
	for i := bottom; i < len(s.delims); i++ {
		closer := &s.delims[i]
		floor := &floors[b2i(closer.char == '_')][b2i(closer.opens)][closer.run%3]
		for closer.shut && closer.n > 0 {
			k := s.opener(closer, *floor)
			if k < 0 {
				*floor = i
				break
			}
			opener := &s.delims[s.live[k]]
			n := 1
			if opener.n > 1 && closer.n > 1 {
				n = 2
			}
			opener.n -= n
			span := Span{opener.at + opener.n, closer.at + n}
			closer.at += n
			closer.n -= n
			s.add(Emphasis, span, span)
			if opener.n > 0 {
				k++
			}
			s.live = s.live[:k]
		}
		if closer.opens && closer.n > 0 {
			s.live = append(s.live, i)
		}
	}
	s.delims = s.delims[:bottom]
}

// opener returns where on the stack the nearest opener for the closer stands, or
// -1. Delimiters below the index floor are known not to match.
func (s *scanner) opener(closer *delimiter, floor int) int {
	for k := len(s.live) - 1; k >= 0 && s.live[k] >= floor; k-- {
		d := &s.delims[s.live[k]]
		if d.char != closer.char ||
			(d.shut || closer.opens) && (d.run+closer.run)%3 == 0 && (d.run%3 != 0 || closer.run%3 != 0) {
			continue
		}
		return k
	}
	return -1
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
