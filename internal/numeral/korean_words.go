package numeral

import "strings"

// syllables reads a number in Korean words at the beginning of a run of Hangul,
// or skips the run. Runs are skipped whole: 변수만 and 구조 hold no number.
func (s *scanner) syllables(i int) int {
	first := s.syllable(i)
	switch first {
	case '수', '몇':
		return s.class(i)
	case '한', '두', '세', '네', '다', '여', '일', '아', '열', '스', '서':
		if j := s.native(i); j > 0 {
			return j
		}
	}
	switch first {
	case '십', '백', '천', '만', '억', '조', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구':
		if j := s.sino(i); j > 0 {
			return j
		}
	case '절', '갑', '첫':
		if j := s.fixed(i); j > 0 {
			return j
		}
	}
	return s.skipHangul(i)
}

// class reads 수십, 수백만, 몇 천: a class of numbers, named by its power of ten.
func (s *scanner) class(i int) int {
	j := i + 3
	if s.at(j) == ' ' && smallScale(s.syllable(j+1)) > 0 {
		j++
	}
	exp, small := 0, smallScale(s.syllable(j))
	if small > 0 {
		exp, j = small, j+3
	}
	k := j
	if small > 0 && s.at(k) == ' ' {
		k++ // 수십 만 개
	}
	if r := s.syllable(k); bigScale(r) > 0 && s.isScale(r, k) && (k == j || s.countedAt(k+3)) {
		if small == 0 && r != '억' && !s.countedAt(k+3) {
			return s.skipHangul(i) // 수만, 수조, 몇 만: "only the number", a water tank
		}
		exp, j = exp+bigScale(r), k+3
	}
	if exp == 0 {
		return s.skipHangul(i)
	}
	n := Number{Start: i, End: j, Value: Pow10(exp), Kind: Class}
	if u := s.skipSpace(j); s.koreanUnit(u) > 0 {
		n.UnitEnd = u + s.koreanUnit(u)
		n.Unit = s.text[u:n.UnitEnd]
	}
	return s.emit(n, n.Value, 0)
}

// nativeWords are the native numerals as they stand before a counter.
var nativeWords = [...]struct {
	word  string
	value int64
}{
	{"열한", 11}, {"열두", 12}, {"열세", 13}, {"열네", 14}, {"열다섯", 15}, {"열여섯", 16}, {"열일곱", 17}, {"열여덟", 18}, {"열아홉", 19},
	{"한", 1}, {"두", 2}, {"세", 3}, {"네", 4}, {"다섯", 5}, {"여섯", 6}, {"일곱", 7}, {"여덟", 8}, {"아홉", 9}, {"열", 10},
	{"스물다섯", 25}, {"스물네", 24}, {"스물세", 23}, {"스물두", 22}, {"스물한", 21}, {"스무", 20}, {"서른", 30},
}

// native reads 두 배, 세 가지, 다섯 개: only before a counter, for 한, 세 and 네 are
// other words as well.
func (s *scanner) native(i int) int {
	for _, w := range nativeWords {
		if !strings.HasPrefix(s.text[i:], w.word) {
			continue
		}
		end := i + len(w.word)
		unit := s.skipSpace(end)
		size := s.koreanUnit(unit)
		if size == 0 || unit == end && !countsGlued(s.text[unit:unit+size]) {
			continue
		}
		n := Number{Start: i, End: end, Value: Int(w.value), Soft: w.value <= 12}
		s.setKorean(&n, figure{value: n.Value, end: end, whole: true}, unit, unit+size)
		if n.Kind == Multiple {
			n.Soft = false
		}
		return s.emit(n, n.Value, 0)
	}
	return 0
}

// countsGlued knows the counters that are read without a space before them: 두배,
// 세가지. With others the word is rather another one (세대, 세분, 한편).
func countsGlued(unit string) bool {
	switch unit {
	case "가지", "배", "개", "번째", "단계", "종류", "명", "쌍", "차례":
		return true
	}
	return false
}

// sino reads 백만, 십억, 이천오백만, 삼십 개, 삼분의 일.
func (s *scanner) sino(i int) int {
	c := compound{s: s, small: 4, big: 99, end: i}
	digits := 0
	for {
		if d := sinoDigit(s.syllable(c.end)); d > 0 && !c.has {
			c.cur, c.has = Int(int64(d)), true
			digits++
			c.end += 3
			if part, ok := s.partOf(figure{value: c.cur, end: c.end, whole: true}); ok && digits == 1 && c.words == 0 {
				return s.sinoFraction(i, part, c.cur)
			}
		} else if !c.word() {
			break
		}
	}
	j := c.end
	value, ok := c.sum()
	length := (j - i) / 3
	if !ok || c.words == 0 || !s.sinoPlausible(i, j, length, digits, c.words) {
		return 0
	}
	n := Number{Start: i, End: j, Value: value, Soft: value.num <= 12 && value.exp == 0}
	s.unit(&n, figure{value: value, end: j, whole: true})
	return s.emit(n, value, 0)
}

// sinoPlausible tells numbers from the many words that are made of the same
// syllables: 구조, 사천, 백조, 이만, 오만, 천만에.
func (s *scanner) sinoPlausible(i, end, length, digits, words int) bool {
	next := s.syllable(end)
	switch {
	case next != 0 && !s.wordEnds(end) && s.koreanUnit(end) == 0:
		return false
	case digits == 0 && length == 2: // 십만, 백만, 천만, 십억, 백억, 천억
		r := s.syllable(i + 3)
		return words == 2 && (r == '만' || r == '억') && smallScale(s.syllable(i)) > 0 || s.countedAt(end)
	case length >= 3 && words >= 2:
		return true
	}
	// One syllable, or a digit with its scale: only in front of a counter, and 조명
	// (lighting) is no count.
	return s.countedAt(end) && (length > 1 || s.at(end) == ' ')
}

func (s *scanner) sinoFraction(start, i int, den Value) int {
	v, end, ok := s.numerator(i, den)
	if !ok {
		return 0
	}
	return s.emit(Number{Start: start, End: end, Value: v}, v, 0)
}

// fixed reads 절반, 갑절 and 첫 번째.
func (s *scanner) fixed(i int) int {
	t := s.text[i:]
	half, _ := Fraction(1, 2)
	n := Number{Start: i, Soft: true}
	switch {
	case strings.HasPrefix(t, "절반"):
		n.End, n.Value = i+len("절반"), half
	case strings.HasPrefix(t, "갑절"):
		n.End, n.Value, n.Kind = i+len("갑절"), Int(2), Multiple
	case strings.HasPrefix(t, "첫 번째"), strings.HasPrefix(t, "첫번째"), strings.HasPrefix(t, "첫째"):
		n.End, n.Value, n.Kind = i+len("첫"), Int(1), Ordinal
		n.Unit = "번째"
		if t[len("첫"):][:len("째")] == "째" {
			n.Unit = "째"
		}
		n.UnitEnd = s.skipSpace(n.End) + len(n.Unit)
	default:
		return 0
	}
	return s.emit(n, n.Value, 0)
}
