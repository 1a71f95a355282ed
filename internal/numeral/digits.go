package numeral

import (
	"strings"
	"unicode/utf8"
)

// figure is a value read from digits, before scale and unit.
type figure struct {
	value    Value
	end      int
	whole    bool // no decimal point
	commas   bool // grouped by thousands
	fraction bool // a/b
}

// readFigure reads 1,234.5 at i. It fails on a version number (1.2.3), on more
// digits than a Value holds, and then end is after the digits.
func (s *scanner) readFigure(i int) (figure, bool) {
	t := s.text
	f := figure{whole: true}
	var num int64
	digits, decimals, ok := 0, 0, true
	take := func(c byte) {
		if num > 0 || c != '0' {
			digits++
		}
		if digits > maxDigits {
			ok = false
			return
		}
		num = num*10 + int64(c-'0')
	}
	start := i
	for i < len(t) && isDigit(t[i]) {
		take(t[i])
		i++
	}
	if n := i - start; n >= 1 && n <= 3 {
		for i+3 < len(t) && t[i] == ',' && isDigit(t[i+1]) && isDigit(t[i+2]) && isDigit(t[i+3]) && !isDigit(s.at(i+4)) {
			take(t[i+1])
			take(t[i+2])
			take(t[i+3])
			i += 4
			f.commas = true
		}
	}
	if i+1 < len(t) && t[i] == '.' && isDigit(t[i+1]) {
		f.whole = false
		for i++; i < len(t) && isDigit(t[i]); i++ {
			take(t[i])
			decimals++
		}
		if s.at(i) == '.' && isDigit(s.at(i+1)) {
			for i < len(t) && (t[i] == '.' || isDigit(t[i])) {
				i++
			}
			ok = false
		}
	}
	if decimals > maxExp {
		ok = false
	}
	f.end = i
	f.value = Value{num: num, exp: int32(-decimals)}.normal()
	return f, ok
}

// digits reads a number that begins with a digit at i; start is i, or the
// offset where its value's text began earlier.
func (s *scanner) digits(start, i int) int {
	if j, ok := s.isoDate(i); ok {
		return j
	}
	f, ok := s.readFigure(i)
	if !ok {
		return s.skipToken(f.end)
	}
	sign := s.sign(start)
	if f, ok = s.power(f); !ok {
		return s.skipToken(f.end)
	}
	if den, j, ok := s.denominator(f); ok {
		if v, ok := Fraction(f.value.int64(), den); ok {
			f.value, f.end, f.fraction = v, j, true
		}
	}
	n := Number{Start: start - sign, End: f.end, Value: f.value}
	figure, scaleBy := f.value, 0

	switch c := s.at(f.end); {
	case (c == 'x' || c == 'X') && isDigit(s.at(f.end+1)): // 512x512
		s.emit(n, figure, 0)
		return s.digits(f.end+1, f.end+1)
	case isLetter(c) || c == '\'' && s.at(f.end+1) == 's':
		if !s.suffix(&n, &scaleBy) {
			return s.skipToken(f.end)
		}
	case f.fraction: // 1/10만을: the 만 after a fraction is the particle
	case s.hangulAt(f.end):
		if j, ok := s.partOf(f); ok {
			v, j2, ok := s.numerator(j, f.value)
			if ok {
				n.Value, n.End = v, j2
				break
			}
		}
		n.Value, n.End, scaleBy = s.koreanScales(f)
	default:
		if by, j := s.spacedScale(f.end); by > 0 {
			n.Value, n.End, scaleBy = f.value.Shift(by), j, by
		}
	}
	if sign > 0 {
		n.Value = n.Value.neg()
	}
	if n.Unit == "" && n.Kind == Plain {
		s.unit(&n, f)
	}
	return s.emit(n, figure, scaleBy)
}

// sign returns the length of a minus before i that is no hyphen and no dash of
// a range.
func (s *scanner) sign(i int) int {
	size := 0
	switch {
	case s.at(i-1) == '-':
		size = 1
	case strings.HasSuffix(s.text[:i], "\u2212"):
		size = 3
	default:
		return 0
	}
	switch c := s.at(i - size - 1); {
	case i == size, c == ' ' && s.at(i-size-2) != '-' && !isDigit(s.at(i-size-2)), c == '(', c == '[', c == '{', c == ',', c == '=':
		return size
	}
	return 0
}

// power reads 1e-5, 10^8, 10⁸ and 3×10^8 after a figure.
func (s *scanner) power(f figure) (figure, bool) {
	if c := s.at(f.end); c == 'e' || c == 'E' {
		if k, j, ok := s.exponent(f.end + 1); ok && !isLetter(s.at(j)) {
			f.value, f.end = f.value.Shift(k), j
		}
		return f, abs(int64(f.value.exp)) <= maxExp
	}
	if f.value == Pow10(1) {
		if k, j, ok := s.raised(f.end); ok {
			f.value, f.end = Pow10(k), j
			return f, true
		}
	}
	j := s.skipSpace(f.end)
	for _, times := range [...]string{"\u00d7", "x", "\\times", "*", "\u00b7"} {
		if !strings.HasPrefix(s.text[j:], times) {
			continue
		}
		j = s.skipSpace(j + len(times))
		if strings.HasPrefix(s.text[j:], "10") {
			if k, end, ok := s.raised(j + 2); ok {
				f.value, f.end = f.value.Shift(k), end
			}
		}
		break
	}
	return f, true
}

// raised reads the exponent of a power of ten: ^8, ^{-5}, ⁸.
func (s *scanner) raised(i int) (k, end int, ok bool) {
	if s.at(i) == '^' {
		if s.at(i+1) != '{' {
			return s.exponent(i + 1)
		}
		k, end, ok = s.exponent(i + 2)
		return k, end + 1, ok && s.at(end) == '}'
	}
	neg := false
	for end = i; end < len(s.text); {
		r, size := utf8.DecodeRuneInString(s.text[end:])
		d := strings.IndexRune("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", r)
		switch {
		case r == '\u207b' && end == i:
			neg = true
		case d >= 0 && k < 100:
			k, ok = k*10+utf8.RuneCountInString("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"[:d]), true
		default:
			size = 0
		}
		if size == 0 {
			break
		}
		end += size
	}
	if neg {
		k = -k
	}
	return k, end, ok
}

func (s *scanner) exponent(i int) (k, end int, ok bool) {
	sign := 1
	switch s.at(i) {
	case '-':
		sign, i = -1, i+1
	case '+':
		i++
	}
	for end = i; isDigit(s.at(end)); end++ {
		if k = k*10 + int(s.text[end]-'0'); k > maxExp {
			return 0, end, false
		}
	}
	return sign * k, end, end > i
}

// denominator reads the /3 of 1/3: one slash, whole numbers, no unit between.
func (s *scanner) denominator(f figure) (den int64, end int, ok bool) {
	if !f.whole || !f.value.isInt() || s.at(f.end) != '/' || !isDigit(s.at(f.end+1)) {
		return 0, 0, false
	}
	d, ok := s.readFigure(f.end + 1)
	if !ok || !d.whole || d.value.IsZero() || !d.value.isInt() || s.at(d.end) == '/' || isLetter(s.at(d.end)) {
		return 0, 0, false
	}
	return d.value.int64(), d.end, true
}

// isoDate reads 2024-05-30 as year, month and day.
func (s *scanner) isoDate(i int) (end int, ok bool) {
	t := s.text
	if i+10 > len(t) || t[i+4] != '-' || t[i+7] != '-' || isAlnum(s.at(i+10)) || s.at(i+10) == '-' {
		return 0, false
	}
	for _, k := range [...]int{0, 1, 2, 3, 5, 6, 8, 9} {
		if !isDigit(t[i+k]) {
			return 0, false
		}
	}
	num := func(a, b int) (v Value) {
		n := int64(0)
		for _, c := range []byte(t[i+a : i+b]) {
			n = n*10 + int64(c-'0')
		}
		return Int(n)
	}
	for _, p := range [...]struct {
		a, b int
		kind Kind
	}{{0, 4, Year}, {5, 7, Month}, {8, 10, Plain}} {
		v := num(p.a, p.b)
		s.out = append(s.out, Number{Start: i + p.a, End: i + p.b, UnitEnd: i + p.b, Value: v, Kind: p.kind})
	}
	s.bare = false
	return i + 10, true
}

// vulgar reads ½ ⅓ ⅔ ¼ ¾ at i.
func (s *scanner) vulgar(i int) int {
	r, size := utf8.DecodeRuneInString(s.text[i:])
	var a, b int64
	switch r {
	case '\u00bd':
		a, b = 1, 2
	case '\u00bc':
		a, b = 1, 4
	case '\u00be':
		a, b = 3, 4
	case '\u2153':
		a, b = 1, 3
	case '\u2154':
		a, b = 2, 3
	default:
		return i + size
	}
	v, _ := Fraction(a, b)
	n := Number{Start: i, End: i + size, Value: v}
	s.unit(&n, figure{value: v, end: n.End})
	return s.emit(n, v, 0)
}

func (s *scanner) skipSpace(i int) int {
	for s.at(i) == ' ' {
		i++
	}
	return i
}

// skipToken skips what is left of a name or of a figure that is none.
func (s *scanner) skipToken(i int) int { return s.name(i, i) }
