package numeral

import "strings"

// scanner walks a text once, left to right. Its readers take the offset where
// something begins and return the offset where scanning goes on.
type scanner struct {
	text string
	out  []Number
	base int // out[:base] was there before

	// bare says that the number last emitted has digits only, without scale or
	// unit: it may share those of a range's end.
	bare bool
}

// class sorts bytes by what may begin there.
type class uint8

const (
	other class = iota
	letter
	digit
	hangul  // lead byte of a Hangul syllable (and of a few rarer scripts beside it)
	dot     // may begin .5
	special // lead byte of ½ ⅓ and such
)

var classes = func() (t [256]class) {
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-32] = letter, letter
	}
	for c := '0'; c <= '9'; c++ {
		t[c] = digit
	}
	for c := 0xEA; c <= 0xED; c++ {
		t[c] = hangul
	}
	t['.'], t['_'], t[0xC2], t[0xE2] = dot, letter, special, special
	return t
}()

func (s *scanner) run() {
	t := s.text
	for i := 0; i < len(t); {
		switch classes[t[i]] {
		case letter:
			i = s.word(i)
		case digit:
			i = s.digits(i, i)
		case hangul:
			i = s.syllables(i)
		case dot:
			if i+1 < len(t) && isDigit(t[i+1]) && (i == 0 || t[i-1] == ' ' || t[i-1] == '(') {
				i = s.digits(i, i)
			} else {
				i++
			}
		case special:
			i = s.vulgar(i)
		default:
			i++
		}
	}
}

func isDigit(c byte) bool  { return c-'0' <= 9 }
func isLetter(c byte) bool { return classes[c] == letter }
func isUpper(c byte) bool  { return c-'A' <= 'Z'-'A' }
func isAlnum(c byte) bool  { return isDigit(c) || isLetter(c) }

func (s *scanner) at(i int) byte {
	if i < 0 || i >= len(s.text) {
		return 0
	}
	return s.text[i]
}

// hangulAt reports whether a Hangul syllable begins at i.
func (s *scanner) hangulAt(i int) bool {
	return i+2 < len(s.text) && classes[s.text[i]] == hangul
}

// skipHangul returns the end of the run of Hangul at i.
func (s *scanner) skipHangul(i int) int {
	t := s.text
	for i < len(t) && classes[t[i]] == hangul {
		i += 3
	}
	return min(i, len(t))
}

// syllable returns the rune at i if it is a Hangul syllable, else 0.
func (s *scanner) syllable(i int) rune {
	if !s.hangulAt(i) {
		return 0
	}
	a, b, c := rune(s.text[i]), rune(s.text[i+1]), rune(s.text[i+2])
	if b&0xC0 != 0x80 || c&0xC0 != 0x80 {
		return 0
	}
	if r := a&0x0F<<12 | b&0x3F<<6 | c&0x3F; r >= '가' && r <= '힣' {
		return r
	}
	return 0
}

// emit adds a number and, from its neighbour on the left, what the two are to
// each other. It returns the offset after the unit.
func (s *scanner) emit(n Number, figure Value, scaleBy int) int {
	n.UnitEnd = max(n.UnitEnd, n.End)
	if n.Kind == Plain && n.Unit == "" && scaleBy == 0 && n.Value == Int(1) {
		n.Soft = true // a lone 1 is "a", "single", 하나의
	}
	if len(s.out) > s.base {
		prev := &s.out[len(s.out)-1]
		switch gap := s.text[prev.UnitEnd:n.Start]; {
		case prev.Range == NoRange && isRangeGap(gap):
			prev.Range, n.Range = Low, High
			s.share(prev, n, figure, scaleBy, gap)
		case isGlossGap(gap):
			_, scaled := PowerOfTen(prev.Value, n.Value)
			n.Gloss = scaled || prev.Value == n.Value
		}
	}
	s.out = append(s.out, n)
	s.bare = scaleBy == 0 && n.Unit == "" && n.Kind != Year
	if s.hangulAt(n.UnitEnd) {
		return s.skipHangul(n.UnitEnd)
	}
	return n.UnitEnd
}

// share gives the lower end of `1~2억`, `3-5배` and `10 to 20 percent` the scale
// and the unit that only the upper end has.
func (s *scanner) share(low *Number, high Number, figure Value, scaleBy int, gap string) {
	if !s.bare || s.hangulAt(low.UnitEnd) && !strings.HasPrefix(gap, "에서") {
		return
	}
	if scaleBy > 0 && low.Value.Cmp(figure) < 0 {
		low.Value = low.Value.Shift(scaleBy)
		low.Soft = false
	}
	if low.Kind == Plain && (high.Kind == Percent || high.Kind == Point || high.Kind == Multiple) {
		low.Kind, low.Unit, low.Soft = high.Kind, high.Unit, false
	}
}

// isRangeGap reports whether the text between two numbers makes them a range.
func isRangeGap(gap string) bool {
	switch strings.TrimSpace(gap) {
	case "~", "-", "\u2013", "\u2014", "\u301c", "\uff5e", "\u223c", "\u2212", "--", "to", "에서", "부터", "에서 최대", "에서 약":
		return true
	}
	return false
}

// isGlossGap reports whether only a parenthesis, a counted noun before it and
// words of approximation stand between two numbers: `12억 개의 파라미터(약 1.2B)`.
func isGlossGap(gap string) bool {
	open := strings.IndexByte(gap, '(')
	if open < 0 || len(gap) > 64 || strings.IndexByte(gap[open:], ')') >= 0 || strings.ContainsAny(gap[:open], ".,;:") {
		return false
	}
	switch strings.Trim(gap[open+1:], " ~$\u2248") {
	case "", "약", "대략", "총", "최대", "approximately", "about", "around", "over", "up to", "a":
		return true
	}
	return false
}
