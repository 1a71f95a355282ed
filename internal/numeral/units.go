package numeral

import "strings"

// koreanUnits are counters and nouns that follow a figure, longer ones first
// among those with a common beginning.
var koreanUnits = [...]string{
	"퍼센트포인트", "퍼센트 포인트", "퍼센트", "프로", "포인트",
	"개월", "개국", "개", "명", "건", "장", "번째", "번", "배", "가지", "종류", "종", "차원", "단계", "시간", "분", "초",
	"일", "주", "년대", "년", "월", "회", "쌍", "편", "권", "줄", "층", "대", "곳", "점", "위", "째", "차례",
	"달러", "원", "유로", "단어", "문장", "토큰", "파라미터", "패러미터", "매개변수", "매개 변수", "이미지", "비디오", "영상",
	"샘플", "프레임", "비트", "바이트", "픽셀", "언어", "인칭", "문항", "문제", "질문", "마리", "레이어", "에폭", "스텝",
	"도", "세대", "세", "자리",
}

// koreanUnit returns the length of the unit at i, 0 if there is none. A unit of
// one syllable must not be the beginning of a longer word: 10 개발자.
func (s *scanner) koreanUnit(i int) int {
	if !s.hangulAt(i) {
		return 0
	}
	for _, u := range koreanUnits {
		if strings.HasPrefix(s.text[i:], u) && (len(u) > 3 || s.wordEnds(i+len(u))) {
			return len(u)
		}
	}
	return 0
}

// wordEnds reports whether a Korean word may end at i: no Hangul follows, or a
// syllable that begins a particle or a suffix of measure.
func (s *scanner) wordEnds(i int) bool {
	r := s.syllable(i)
	return r == 0 || strings.ContainsRune("의를을이가은는에로와과도만부까씩당짜정간여째라나처였입인임으보마밖대쯤", r)
}

// suffix reads the letters glued to a figure: a scale (1.5B), a unit (16GB), a
// multiple (3x), an ordinal (21st). It reports whether they are one of these; a
// figure with other letters is a name (3D, 4o).
func (s *scanner) suffix(n *Number, scaleBy *int) bool {
	i := n.End
	if s.at(i) == '\'' {
		n.Unit, n.UnitEnd = s.text[i:i+2], i+2
		return !isLetter(s.at(i + 2))
	}
	j := i
	for isLetter(s.at(j)) {
		j++
	}
	if isDigit(s.at(j)) {
		return false
	}
	letters := s.text[i:j]
	if by := letterScale(letters); by > 0 {
		n.Value, n.End, *scaleBy = n.Value.Shift(by), j, by
		// 8B-Instruct is a name, 7B-parameter and 120K-token are not.
		if s.at(j) == '-' && isUpper(s.at(j+1)) {
			n.InName = true
		}
		return true
	}
	switch letters {
	case "st", "nd", "rd", "th":
		n.Kind, n.Unit, n.UnitEnd = Ordinal, letters, j
		return true
	case "x", "X", "fold":
		n.Kind, n.Unit, n.UnitEnd = Multiple, letters, j
		return true
	}
	if by := wordScale(letters); by > 0 {
		n.Value, n.End, *scaleBy = n.Value.Shift(by), j, by
		return true
	}
	if letters == "pp" {
		n.Kind, n.Unit, n.UnitEnd = Point, letters, j
		return true
	}
	if isGluedUnit(letters) {
		n.Unit, n.UnitEnd = letters, j
		return true
	}
	return false
}

// isGluedUnit knows the measures that are written without a space.
func isGluedUnit(letters string) bool {
	switch letters {
	case "s", "ms", "us", "ns", "h", "hr", "hrs", "min", "mins", "sec", "secs",
		"KB", "MB", "GB", "TB", "PB", "kB", "KiB", "MiB", "GiB", "Gb", "Mb", "bit", "bits", "bps", "kbps", "Mbps", "Gbps",
		"Hz", "kHz", "KHz", "MHz", "GHz", "fps", "FPS", "px", "p", "dB", "W", "kW", "mm", "cm", "m", "km", "kg", "g", "mg",
		"FLOPs", "FLOPS", "GFLOPs", "TFLOPs", "GFLOPS", "TFLOPS", "MFLOPs", "TOPS", "USD":
		return true
	}
	return false
}

// unit reads what follows a figure: a percent sign, times, a counter, a noun. It
// sets kind and unit.
func (s *scanner) unit(n *Number, f figure) {
	if s.percent(n) {
		return
	}
	i := n.End
	switch { // 40여 개, 50+ layers
	case s.at(i) == '+':
		i++
	case strings.HasPrefix(s.text[i:], "여"):
		i += len("여")
	}
	i = s.skipSpace(i)
	if strings.HasPrefix(s.text[i:], "\u00d7") || s.at(i) == 'x' && !isAlnum(s.at(i+1)) {
		end := i + 1 + b2i(s.text[i] != 'x')
		// 8×H100 and 4 x 4 are products, 8× faster and 8×의 are multiples.
		if c := s.at(s.skipSpace(end)); !isDigit(c) && !isUpper(c) {
			n.Kind, n.Unit, n.UnitEnd = Multiple, s.text[i:end], end
		}
		return
	}
	if size := s.koreanUnit(i); size > 0 && i-n.End <= len("여 ") {
		s.setKorean(n, f, i, i+size)
		return
	}
	if i = n.End + b2i(s.at(n.End) == '+'); s.at(i) == ' ' || s.at(i) == '-' {
		s.englishUnit(n, i+1)
	}
	if n.Unit == "" && f.isYear() && s.datePosition(n) {
		n.Kind = Year
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// isYear reports whether the figure looks like a year of our time.
func (f figure) isYear() bool {
	return f.whole && !f.commas && f.value.Cmp(Int(1900)) >= 0 && f.value.Cmp(Int(2100)) < 0
}

// datePosition reports whether words before or punctuation around say "year".
func (s *scanner) datePosition(n *Number) bool {
	before := s.text[:n.Start]
	for _, w := range [...]string{"in ", "In ", "since ", "Since ", "by ", "until ", "of ", "from ", "year ", ", ", "("} {
		if strings.HasSuffix(before, w) {
			return !isLetter(s.at(n.End)) && s.at(n.End) != '%'
		}
	}
	return false
}

func (s *scanner) setKorean(n *Number, f figure, i, end int) {
	n.Unit, n.UnitEnd = s.text[i:end], end
	switch n.Unit {
	case "퍼센트", "프로":
		n.Kind = Percent
	case "퍼센트포인트", "퍼센트 포인트":
		n.Kind = Point
	case "배":
		n.Kind = Multiple
	case "번째", "째", "위":
		n.Kind = Ordinal
	case "년", "년대":
		if f.isYear() {
			n.Kind = Year
		}
	case "월":
		if f.whole && f.value.Cmp(Int(12)) <= 0 {
			n.Kind = Month
		}
	}
}

// percent reads 12%, 5%p, 5% 포인트, 5 percentage points.
func (s *scanner) percent(n *Number) bool {
	t, i := s.text, s.skipSpace(n.End)
	switch {
	case s.at(i) == '%':
		i++
	case s.at(i) == '\\' && s.at(i+1) == '%':
		i += 2
	case strings.HasPrefix(t[i:], "\uff05"):
		i += 3
	case (s.at(i) == '-' || i > n.End) && foldPrefix(t[i+b2i(s.at(i) == '-'):], "percent"):
		i += b2i(s.at(i) == '-') + len("percent")
		if foldPrefix(t[i:], "age") {
			i += len("age")
		} else if isLetter(s.at(i)) {
			return false
		}
	case i > n.End && foldPrefix(t[i:], "per cent") && !isLetter(s.at(i+len("per cent"))):
		i += len("per cent")
	case s.at(i) == 'p' && s.at(i+1) == 'p' && !isLetter(s.at(i+2)):
		n.Kind, n.Unit, n.UnitEnd = Point, t[i:i+2], i+2
		return true
	default:
		return false
	}
	n.Kind, n.UnitEnd = Percent, i
	j := i
	if s.at(j) == ' ' || s.at(j) == '-' {
		j++
	}
	switch {
	case s.at(i) == 'p' && s.at(i+1) == 'p' && !isLetter(s.at(i+2)):
		n.Kind, n.UnitEnd = Point, i+2
	case s.at(i) == 'p' && !isLetter(s.at(i+1)):
		n.Kind, n.UnitEnd = Point, i+1
	case strings.HasPrefix(t[j:], "포인트"):
		n.Kind, n.UnitEnd = Point, j+len("포인트")
	case foldPrefix(t[j:], "point"):
		n.Kind, n.UnitEnd = Point, j+len("point")
		if s.at(n.UnitEnd) == 's' {
			n.UnitEnd++
		}
	}
	n.Unit = t[s.skipSpace(n.End):n.UnitEnd]
	return true
}

// foldPrefix reports whether t begins with the lower-case ASCII word.
func foldPrefix(t, word string) bool {
	return len(t) >= len(word) && strings.EqualFold(t[:len(word)], word)
}
