package numeral

import "strings"

// longestWord is the length of "quadrillion", "seventeenth": longer words are no
// numbers.
const longestWord = 12

// initials has the letters that number words begin with, as a set of bits.
const initials = 1<<('o'-'a') | 1<<('t'-'a') | 1<<('f'-'a') | 1<<('s'-'a') | 1<<('e'-'a') | 1<<('n'-'a') |
	1<<('z'-'a') | 1<<('h'-'a') | 1<<('m'-'a') | 1<<('b'-'a') | 1<<('d'-'a') | 1<<('q'-'a') |
	1<<('j'-'a') | 1

// word reads at i, the beginning of Latin letters: a name with digits, an
// address, a number word or none of these.
func (s *scanner) word(i int) int {
	t, j := s.text, i+1
	for j < len(t) && classes[t[j]] == letter {
		j++
	}
	if j < len(t) {
		switch c := t[j]; {
		case c == ' ' || c == ',':
		case isDigit(c):
			return s.name(i, j)
		case (c == '-' || c == '@' || c == '/' || c == '\'') && isDigit(s.at(j+1)):
			if c == '-' && isPrefix(t[i:j]) {
				return j + 1
			}
			return s.name(i, j)
		case c == ':' || c == '.':
			if k := s.address(i, j); k > j {
				return k
			}
		case strings.HasPrefix(t[j:], "\u2019") && isDigit(s.at(j+3)):
			return s.name(i, j)
		}
	}
	if j-i < 3 || j-i > longestWord || initials>>((t[i]|0x20)-'a')&1 == 0 {
		return j
	}
	if k := s.numberWord(i, j); k > 0 {
		return k
	}
	return j
}

// isPrefix knows words before a hyphen that leave the number after it one.
func isPrefix(word string) bool {
	switch word {
	case "top", "Top", "sub", "Sub", "under", "over", "Over", "mid", "Mid", "pre", "post", "late", "early", "per", "near":
		return true
	}
	return false
}

// wordAt returns the letters at i and where they end.
func (s *scanner) wordAt(i int) (word string, end int) {
	i = min(i, len(s.text))
	end = i
	for end < len(s.text) && isLetter(s.text[end]) {
		end++
	}
	return s.text[i:end], end
}

// numberWord reads a number in words that begins with text[i:j], 0 if it is none.
func (s *scanner) numberWord(i, j int) int {
	w := lookup(s.text[i:j])
	if w.role != none && i > 1 && s.text[i-1] == '-' && isLetter(s.text[i-2]) && !s.vague(i) {
		return 0 // all-in-one, mixture-of-two: a name of something
	}
	switch w.role {
	case none:
		return 0
	case cardinal, hundred, dozen, scale:
		return s.cardinal(i, j, w)
	case plural:
		return s.plurals(i, j, w)
	case half:
		return s.half(i, j)
	case fold:
		return s.emit(Number{Start: i, End: j, Value: Int(w.value), Kind: Multiple, Soft: w.soft}, Int(w.value), 0)
	case ordinal:
		if k := s.part(i, j, w); k > 0 {
			return k
		}
		if w.value == 2 && s.isSecondOfTime(i, j) {
			return 0
		}
		return s.emit(Number{Start: i, End: j, Value: Int(w.value), Kind: Ordinal, Soft: true}, Int(w.value), 0)
	case month:
		return s.month(i, j, w)
	case part:
		return s.part(i, j, w)
	}
	return 0
}

// cardinal reads five, twenty-five, two hundred and fifty thousand, a million,
// several hundred.
func (s *scanner) cardinal(i, j int, w wordValue) int {
	var total, group int64
	first, end := w, i
	lastScale := int64(1e18)
	for word, stop := w, j; ; {
		fits := false
		switch word.role {
		case cardinal:
			if fits = group%100 == 0 && word.value < 100 || group%10 == 0 && group%100 >= 20 && word.value < 10; fits {
				group += word.value
			}
		case hundred:
			if fits = group < 10; fits {
				group = max(group, 1) * 100
			}
		case dozen:
			if fits = group < 100 && total == 0; fits {
				group = max(group, 1) * 12
			}
		case scale:
			if fits = word.value < lastScale && (group > 0 || total == 0); fits {
				total += max(group, 1) * word.value
				group, lastScale = 0, word.value
			}
		}
		if !fits {
			break
		}
		end = stop
		if c := s.at(stop); c != ' ' && c != '-' {
			break
		}
		next, k := s.wordAt(stop + 1)
		if next == "and" && s.at(k) == ' ' && (group > 0 && group%100 == 0 || group == 0 && total > 0) {
			if next, k = s.wordAt(k + 1); lookup(next).role != cardinal || s.startsAnother(k+1, lastScale) {
				break
			}
		}
		word, stop = lookup(next), k
	}
	if end == i {
		return 0
	}
	if first.role == scale && end == j && s.at(i-1) == '(' && s.at(j) == ')' {
		return j // 100조(trillion): a gloss of the scale word
	}
	v := Int(total + group)
	n := Number{Start: i, End: end, Value: v, Soft: total+group <= 12}
	if first.role == cardinal && total == 0 {
		if next, k := s.wordAt(end + 1); s.at(end) == '-' && strings.EqualFold(next, "shot") {
			return k // zero-shot and one-shot are names of methods
		} else if k := s.fractionWords(&n, group); k > 0 {
			return s.emit(n, n.Value, 0)
		}
	}
	if first.role != cardinal && s.vague(i) {
		n.Kind = Class
	}
	s.unit(&n, figure{value: v, end: end})
	if n.Kind != Plain {
		n.Soft = false
	}
	return s.emit(n, v, 0)
}

// startsAnother reports whether the word at i makes the small number after "and"
// a number of its own: one hundred and two hundred, two million and three million.
func (s *scanner) startsAnother(i int, lastScale int64) bool {
	word, _ := s.wordAt(i)
	w := lookup(word)
	return w.role == hundred || w.role == scale && w.value >= lastScale
}

// vague reports whether the words before i make a class of a bare scale:
// several hundred, a few thousand, multi-billion.
func (s *scanner) vague(i int) bool {
	before := s.text[max(0, i-10):i]
	for _, w := range [...]string{"several ", "few ", "many ", "multiple ", "multi-", "Multi-", "Several "} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// fractionWords turns a small number before thirds, quarters … into a fraction.
func (s *scanner) fractionWords(n *Number, num int64) int {
	if c := s.at(n.End); c != ' ' && c != '-' {
		return 0
	}
	word, k := s.wordAt(n.End + 1)
	w := lookup(word)
	var den int64
	switch {
	case w.role == part && (num > 1) == strings.HasSuffix(word, "s"):
		den = w.value
	case w.role == ordinal && w.value > 2 && num == 1:
		den = w.value
	case w.role == half && num == 1:
		den = 2
	default:
		return 0
	}
	v, ok := Fraction(num, den)
	if !ok {
		return 0
	}
	n.Value, n.End, n.Soft = v, k, den == 2
	return k
}

// part reads a quarter of, a third of: a fraction whose numerator is the article.
func (s *scanner) part(i, j int, w wordValue) int {
	if i < 2 || s.text[i-1] != ' ' || s.text[i-2]|0x20 != 'a' || i > 2 && isAlnum(s.text[i-3]) ||
		!strings.HasPrefix(s.text[j:], " of") || w.value < 3 {
		return 0
	}
	v, _ := Fraction(1, w.value)
	return s.emit(Number{Start: i, End: j, Value: v, Soft: true}, v, 0)
}

// plurals reads hundreds of, tens of thousands, millions.
func (s *scanner) plurals(i, j int, w wordValue) int {
	v := w.value
	if strings.HasPrefix(s.text[j:], " of ") {
		next, k := s.wordAt(j + len(" of "))
		if more := lookup(next); more.role == plural && more.value >= 1000 && v < 1e4 {
			v *= more.value
			j = k
		}
	}
	if w.value == 10 && v == 10 && !strings.EqualFold(s.text[i:j], "dozens") && !strings.HasPrefix(s.text[j:], " of ") {
		return 0
	}
	n := Number{Start: i, End: j, Value: Int(v), Kind: Class}
	return s.emit(n, n.Value, 0)
}

// half reads half, and half a million.
func (s *scanner) half(i, j int) int {
	v, _ := Fraction(1, 2)
	n := Number{Start: i, End: j, Value: v, Soft: true}
	for _, article := range [...]string{" a ", "-a-", " "} {
		if strings.HasPrefix(s.text[j:], article) {
			word, k := s.wordAt(j + len(article))
			if w := lookup(word); w.role == scale {
				n.Value, n.End, n.Soft = Int(w.value/2), k, false
			}
			break
		}
	}
	return s.emit(n, n.Value, 0)
}

// isSecondOfTime tells the unit from the ordinal: per second, 30 frames a second.
func (s *scanner) isSecondOfTime(i, j int) bool {
	before := s.text[:i]
	for _, w := range [...]string{"per ", "per-", "one ", "each ", "every ", "a ", "sub-", "half-"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return strings.HasPrefix(s.text[j:], "-long")
}

// month reads May 2024, 30 May, in October; May and March alone are words.
func (s *scanner) month(i, j int, w wordValue) int {
	if !isUpper(s.text[i]) {
		return 0
	}
	next := s.skipSpace(j)
	near := isDigit(s.at(next)) || i >= 2 && isDigit(s.at(i-2)) || strings.HasSuffix(s.text[:i], "in ")
	if !near && (w.value == 3 || w.value == 5 || w.value == 8) {
		return 0
	}
	return s.emit(Number{Start: i, End: j, Value: Int(w.value), Kind: Month}, Int(w.value), 0)
}
