package numeral

import "strings"

// smallScale and bigScale are the powers of ten of the Sino-Korean scale words:
// small ones multiply inside a group of four digits, big ones close a group.
func smallScale(r rune) int {
	switch r {
	case '십':
		return 1
	case '백':
		return 2
	case '천':
		return 3
	}
	return 0
}

func bigScale(r rune) int {
	switch r {
	case '만':
		return 4
	case '억':
		return 8
	case '조':
		return 12
	}
	return 0
}

// koreanScales reads the scale words after a figure and the further groups that
// belong to it: 8억, 2천, 4.5백만, 1조 2천억, 12만8천, 2억 3500만. by is the power
// of ten if the figure has one single scale, else 0.
func (s *scanner) koreanScales(f figure) (v Value, end, by int) {
	c := compound{s: s, cur: f.value, has: true, small: 4, big: 99}
	c.read(f.end)
	total, ok := c.sum()
	if !ok || c.end == f.end {
		return f.value, f.end, 0
	}
	if exp, one := PowerOfTen(total, f.value); one && !c.joined {
		by = exp
	}
	return total, c.end, by
}

// compound adds up a Korean number: groups below 만 in group, closed groups in
// total, and the last figure read in cur.
type compound struct {
	s            *scanner
	total, group Value
	cur          Value
	has          bool // cur is set
	small, big   int  // the scales read last: the next must be smaller
	joined       bool // it has more than one figure
	words        int  // scale words read
	end          int
	failed       bool
}

func (c *compound) add(to *Value, v Value) {
	sum, ok := to.plus(v)
	*to, c.failed = sum, c.failed || !ok
}

func (c *compound) sum() (Value, bool) {
	if c.has {
		c.add(&c.group, c.cur)
	}
	c.add(&c.total, c.group)
	return c.total, !c.failed
}

// take returns what a scale word multiplies: the figure before it, or one.
func (c *compound) take() Value {
	v := Int(1)
	if c.has {
		v = c.cur
	}
	c.has = false
	return v
}

// read continues at i, right after a figure or a scale word.
func (c *compound) read(i int) {
	for c.end = i; c.word(); {
		if next, v, ok := c.next(c.end); ok {
			c.cur, c.has, c.joined = v, true, true
			c.end = next
		}
	}
}

// word reads one scale word at c.end and reports whether one was there.
func (c *compound) word() bool {
	r := c.s.syllable(c.end)
	if k := smallScale(r); k > 0 && k < c.small {
		c.add(&c.group, c.take().Shift(k))
		c.small = k
	} else if k := bigScale(r); k > 0 && k < c.big && c.s.isScale(r, c.end) {
		if c.has || c.group.IsZero() {
			c.add(&c.group, c.take())
		}
		c.add(&c.total, c.group.Shift(k))
		c.group, c.small, c.big = Value{}, 4, k
	} else {
		return false
	}
	c.words++
	c.end += 3
	return true
}

// next reads a further figure of the same number: 12만8천, 1조 2천억, 3만 500. A
// figure after a space must say itself that it belongs: by a smaller scale, or by
// filling the places below the last one.
func (c *compound) next(i int) (end int, v Value, ok bool) {
	s := c.s
	at := i
	if s.at(i) == ' ' {
		at++
	}
	if !isDigit(s.at(at)) {
		return 0, v, false
	}
	f, ok := s.readFigure(at)
	if !ok || !f.whole {
		return 0, v, false
	}
	places := min(c.small, c.big) // digits that fit below the last scale
	if c.small == 4 && c.big == 99 {
		return 0, v, false
	}
	length := f.end - at - strings.Count(s.text[at:f.end], ",")
	r := s.syllable(f.end)
	if k := smallScale(r); k > 0 && k < c.small {
		return f.end, f.value, true
	}
	if k := bigScale(r); k > 0 && k < c.big && s.isScale(r, f.end) && length <= 4 {
		// 8천 500만 is one number, 2천 5만 are two.
		return f.end, f.value, at == i || c.small == 4 || length == c.small
	}
	if f.commas || isLetter(s.at(f.end)) || strings.IndexByte("%/-~.", s.at(f.end)) >= 0 && f.end < len(s.text) ||
		strings.HasPrefix(s.text[f.end:], "\u00d7") || strings.HasPrefix(s.text[f.end:], "년") {
		return 0, v, false
	}
	return f.end, f.value, length <= places && (at == i || length >= 3)
}

// isScale reports whether the scale syllable r at i is one, and no particle
// (3만큼) nor the beginning of a noun (3조각, 2조합).
func (s *scanner) isScale(r rune, i int) bool {
	next := s.syllable(i + 3)
	switch r {
	case '만':
		return next != '큼' && next != '족'
	case '조':
		return next == 0 || !strings.ContainsRune("각합건직치항사율", next)
	case '억':
		return next != '제'
	}
	return true
}

// spacedScale reads a scale word after a space or hyphen: 7 billion, 7-billion,
// 5 억, 4 백만. It returns the power of ten and the end of the word.
func (s *scanner) spacedScale(i int) (by, end int) {
	if c := s.at(i); c != ' ' && c != '-' {
		return 0, i
	}
	if s.hangulAt(i+1) && s.at(i) == ' ' {
		return s.spacedKorean(i + 1)
	}
	word, j := s.wordAt(i + 1)
	if by := wordScale(word); by > 0 {
		return by, j
	}
	// 1.5 B parameters: a letter alone needs the noun after it.
	if len(word) == 1 && isUpper(word[0]) && (foldPrefix(s.text[j:], " param") || foldPrefix(s.text[j:], " token") ||
		strings.HasPrefix(s.text[j:], " 매개") || strings.HasPrefix(s.text[j:], " 파라") || strings.HasPrefix(s.text[j:], " 토큰")) {
		if by := letterScale(word); by > 0 {
			return by, j
		}
	}
	return 0, i
}

// spacedKorean reads 억, 백만, 천만, 십억 … after a space. 만 and 조 alone are a
// particle and a noun too often, so they need a counter.
func (s *scanner) spacedKorean(i int) (by, end int) {
	first := s.syllable(i)
	k, j := smallScale(first), i
	if k > 0 {
		j += 3
	}
	r := s.syllable(j)
	big := bigScale(r)
	if big == 0 || !s.isScale(r, j) {
		return 0, i
	}
	j += 3
	if k == 0 && first != '억' && !s.countedAt(j) || k > 0 && first == '백' && r == '조' {
		return 0, i
	}
	if s.hangulAt(j) && !s.wordEnds(j) && s.koreanUnit(j) == 0 {
		return 0, i
	}
	return k + big, j
}

// countedAt reports whether a counter follows at i, with or without a space.
func (s *scanner) countedAt(i int) bool {
	if strings.HasPrefix(s.text[i:], "여") {
		i += len("여")
	}
	i = s.skipSpace(i)
	for _, u := range [...]string{"개", "명", "건", "장", "배", "시간", "토큰", "파라미터", "매개변수", "달러", "원", "단어", "문장", "쌍", "편", "권", "년", "회", "종", "곳"} {
		if strings.HasPrefix(s.text[i:], u) && (len(u) > 3 || s.wordEnds(i+len(u))) {
			return true
		}
	}
	return false
}

// partOf reads the 분의 of 3분의 1.
func (s *scanner) partOf(f figure) (end int, ok bool) {
	const part = "분의"
	if !f.whole || !f.value.isInt() || f.value.IsZero() || !strings.HasPrefix(s.text[f.end:], part) {
		return 0, false
	}
	return s.skipSpace(f.end + len(part)), true
}

// numerator reads what follows 분의 at i, in digits or a Sino-Korean digit.
func (s *scanner) numerator(i int, den Value) (v Value, end int, ok bool) {
	var num int64
	if isDigit(s.at(i)) {
		f, ok := s.readFigure(i)
		if !ok || !f.whole || !f.value.isInt() {
			return v, 0, false
		}
		num, end = f.value.int64(), f.end
	} else {
		d := sinoDigit(s.syllable(i))
		if d <= 0 || !s.wordEnds(i+3) {
			return v, 0, false
		}
		num, end = int64(d), i+3
	}
	v, ok = Fraction(num, den.int64())
	return v, end, ok
}

// sinoDigit returns the digit of 일 … 구, -1 for other syllables.
func sinoDigit(r rune) int {
	switch r {
	case '영', '공':
		return 0
	case '일':
		return 1
	case '이':
		return 2
	case '삼':
		return 3
	case '사':
		return 4
	case '오':
		return 5
	case '육', '륙':
		return 6
	case '칠':
		return 7
	case '팔':
		return 8
	case '구':
		return 9
	}
	return -1
}
