package digest

import (
	"bytes"
	"slices"
)

// scanner reads the inline structure of one stretch of text in a single pass
// from left to right. It follows CommonMark for escapes, code, links, tags and
// emphasis, GitHub for bare addresses, and Pandoc for `$…$`. Every look ahead
// either consumes what it passed, is bounded, or is remembered as fruitless, so
// the time is linear in the text.
//
// The slices are kept from one call to the next.
type scanner struct {
	src      []byte
	end      int
	out      []Inline
	brackets []bracket
	delims   []delimiter
	live     []int // openers that wait while delimiters are paired
	sorted   bool  // out is sorted so far
	seen     fruitless
}

// bracket is a `[` or `![` that waits for its `]`.
type bracket struct {
	at     int // offset of the `[` or the `!`
	text   int // offset of the text after it
	out    int // number of inlines found before it
	delims int // number of emphasis delimiters found before it
	image  bool
}

// fruitless remembers which closers are not to be found in the rest of the text.
type fruitless struct {
	comment, instruction, cdata, declaration bool
	dollars, paren, bracket                  bool
	ticks                                    bool          // the last runs of backticks are known
	lastTicks                                [maxTicks]int // where the last run of each length begins
}

// maxTicks bounds the length of a code span's delimiter; a longer run is text.
const maxTicks = 32

// What a byte may begin.
const (
	plain = iota
	tick
	backslash
	angle
	open
	closing
	bang
	star
	dollar
	word // a Latin letter or a digit
	high // the lead byte of a Latin letter beyond ASCII
)

// classes maps a byte to what it may begin.
var classes = func() (t [256]uint8) {
	for c := range 256 {
		switch b := byte(c); {
		case isLetter(b) || isDigit(b):
			t[c] = word
		case 0xC3 <= b && b <= 0xC9 || b == 0xE1:
			t[c] = high
		}
	}
	t['`'], t['\\'], t['<'], t['['], t[']'], t['!'] = tick, backslash, angle, open, closing, bang
	t['*'], t['_'], t['$'] = star, star, dollar
	return t
}()

// scan returns the inlines of the text, sorted by start, parents before their
// children. The slice is valid until the next call.
func (s *scanner) scan(text Span) []Inline {
	s.end = text.End
	s.out, s.brackets, s.delims = s.out[:0], s.brackets[:0], s.delims[:0]
	s.seen, s.sorted = fruitless{}, true
	for at := text.Start; at < s.end; {
		class := classes[s.src[at]]
		if class == plain {
			at++
			continue
		}
		at = s.construct(class, at, text.Start)
	}
	s.emphasis(0)
	if !s.sorted { // a link or emphasis is known only at its end
		slices.SortStableFunc(s.out, func(a, b Inline) int {
			if a.Span.Start != b.Span.Start {
				return a.Span.Start - b.Span.Start
			}
			return b.Span.End - a.Span.End
		})
	}
	return s.out
}

// construct reads what begins at the offset and returns where to go on.
func (s *scanner) construct(class uint8, at, start int) int {
	switch class {
	case tick:
		return s.code(at)
	case backslash:
		return s.escape(at)
	case angle:
		return s.angle(at)
	case open:
		s.brackets = append(s.brackets, bracket{at, at + 1, len(s.out), len(s.delims), false})
		return at + 1
	case bang:
		if at+1 < s.end && s.src[at+1] == '[' {
			s.brackets = append(s.brackets, bracket{at, at + 2, len(s.out), len(s.delims), true})
			return at + 2
		}
		return at + 1
	case closing:
		return s.closeBracket(at)
	case star:
		return s.delimiter(at, start)
	case dollar:
		return s.math(at)
	default:
		if end, ok := s.bareURL(at, start); ok {
			return end
		}
		return s.latin(at)
	}
}

func (s *scanner) add(kind InlineKind, span, target Span) {
	if n := len(s.out); n > 0 && span.Start < s.out[n-1].Span.End {
		s.sorted = false
	}
	s.out = append(s.out, Inline{kind, span, target})
}

// code reads a code span: a run of backticks up to the next run as long.
func (s *scanner) code(at int) int {
	n := runLength(s.src, at, s.end)
	from := at + n
	if n >= maxTicks || s.seen.ticks && s.seen.lastTicks[n] < from {
		return from
	}
	for i := from; i < s.end; {
		j := bytes.IndexByte(s.src[i:s.end], '`')
		if j < 0 {
			break
		}
		i += j
		run := runLength(s.src, i, s.end)
		if run == n {
			s.add(Code, Span{at, i + n}, Span{from, i})
			return i + n
		}
		if run < maxTicks {
			s.seen.lastTicks[run] = i
		}
		i += run
	}
	s.seen.ticks = true
	return from
}

// escape reads a backslash: a formula in \(…\) or \[…\], or an escaped character.
func (s *scanner) escape(at int) int {
	if at+1 >= s.end {
		return at + 1
	}
	switch s.src[at+1] {
	case '(':
		if end := s.until(at+2, `\)`, &s.seen.paren); end > 0 {
			s.add(Math, Span{at, end}, Span{at, end})
			return end
		}
	case '[':
		if end := s.until(at+2, `\]`, &s.seen.bracket); end > 0 {
			s.add(Math, Span{at, end}, Span{at, end})
			return end
		}
	}
	if isPunct(s.src[at+1]) {
		return at + 2
	}
	return at + 1
}

// until returns the offset after the next closer, or -1, and remembers a failure.
func (s *scanner) until(from int, closer string, none *bool) int {
	if *none || from > s.end {
		return -1
	}
	i := bytes.Index(s.src[from:s.end], []byte(closer))
	if i < 0 {
		*none = true
		return -1
	}
	return from + i + len(closer)
}

// closeBracket makes a link of the brackets that end here if a target follows.
func (s *scanner) closeBracket(at int) int {
	if len(s.brackets) == 0 {
		return at + 1
	}
	b := s.brackets[len(s.brackets)-1]
	s.brackets = s.brackets[:len(s.brackets)-1]
	target, end, ok := linkTail(s.src, Span{at + 1, s.end})
	if !ok {
		return at + 1
	}
	s.emphasis(b.delims)
	s.add(Link, Span{b.at, end}, target)
	s.add(LinkMark, Span{b.at, b.text}, Span{b.at, b.text})
	s.add(LinkMark, Span{at, end}, Span{at, end})
	if !b.image {
		// A link holds no link: what is still open cannot become one.
		s.brackets = s.brackets[:0]
	}
	return end
}

// math reads $…$ or $$…$$. As in Pandoc, a single opening dollar has a character
// right after it, the closing one has one right before it and no digit after it;
// so $5 and $10 are prices. No formula holds Hangul, unless it has a macro too.
func (s *scanner) math(at int) int {
	from := at + 1
	if from < s.end && s.src[from] == '$' {
		if end := s.until(from+1, "$$", &s.seen.dollars); end > 0 {
			s.add(Math, Span{at, end}, Span{at, end})
			return end
		}
		return from + 1
	}
	if from >= s.end || isSpace(s.src[from]) {
		return from
	}
	hangul, macro := false, false
	for i := from; i < s.end; i++ {
		switch c := s.src[i]; {
		case c == '\\':
			macro = true
			i++
		case 0xEA <= c && c <= 0xED:
			hangul = true
		case c == '\n' && i+1 < s.end && s.src[i+1] == '\n':
			return from
		case c == '$':
			if isSpace(s.src[i-1]) || i+1 < s.end && isDigit(s.src[i+1]) || hangul && !macro {
				return from
			}
			s.add(Math, Span{at, i + 1}, Span{at, i + 1})
			return i + 1
		}
	}
	return from
}
