package evaluate

import "strings"

// porterIrregular are the words that NLTK's stemmer looks up before any rule.
func porterIrregular(word string) (string, bool) {
	switch word {
	case "sky", "skies":
		return "sky", true
	case "dying":
		return "die", true
	case "lying":
		return "lie", true
	case "tying":
		return "tie", true
	case "innings", "inning":
		return "inning", true
	case "outings", "outing":
		return "outing", true
	case "cannings", "canning":
		return "canning", true
	case "news", "howe", "proceed", "exceed", "succeed":
		return word, true
	}
	return "", false
}

// porterStem returns the stem of a lower-cased word as NLTK 3.8's PorterStemmer
// does in its default mode: the algorithm of M. F. Porter, "An algorithm for
// suffix stripping", 1980, with NLTK's own exceptions and additions. Letters
// outside a–z count as consonants.
func porterStem(word string) string {
	if s, ok := porterIrregular(word); ok {
		return s
	}
	w := []rune(word)
	if len(w) <= 2 {
		return word
	}
	w = porter1a(w)
	w = porter1b(w)
	w = porter1c(w)
	w = porter2(w)
	w = porterApply(w, porterStep3)
	w = porterApply(w, porterStep4)
	w = porter5(w)
	return string(w)
}

// consonant reports whether w[i] is one: y is when it does not follow one.
func consonant(w []rune, i int) bool {
	switch w[i] {
	case 'a', 'e', 'i', 'o', 'u':
		return false
	case 'y':
		return i == 0 || !consonant(w, i-1)
	}
	return true
}

// measure counts the changes from vowel to consonant: Porter's m.
func measure(w []rune) int {
	m := 0
	before := true
	for i, r := range w {
		now := true
		switch r {
		case 'a', 'e', 'i', 'o', 'u':
			now = false
		case 'y':
			now = i == 0 || !before
		}
		if now && !before {
			m++
		}
		before = now
	}
	return m
}

func hasVowel(w []rune) bool {
	for i := range w {
		if !consonant(w, i) {
			return true
		}
	}
	return false
}

func endsDoubleConsonant(w []rune) bool {
	n := len(w)
	return n >= 2 && w[n-1] == w[n-2] && consonant(w, n-1)
}

// endsCVC reports Porter's *o; NLTK adds words of a vowel and a consonant.
func endsCVC(w []rune) bool {
	n := len(w)
	if n == 2 {
		return !consonant(w, 0) && consonant(w, 1)
	}
	return n >= 3 && consonant(w, n-3) && !consonant(w, n-2) && consonant(w, n-1) &&
		w[n-1] != 'w' && w[n-1] != 'x' && w[n-1] != 'y'
}

func hasSuffix(w []rune, suffix string) bool {
	n := len(w) - len(suffix)
	if n < 0 {
		return false
	}
	for i, c := range []byte(suffix) {
		if w[n+i] != rune(c) {
			return false
		}
	}
	return true
}

// swap replaces the last n letters.
func swap(w []rune, n int, with string) []rune {
	return append(w[:len(w)-n:len(w)-n], []rune(with)...)
}

// porterRule replaces a suffix if the stem before it has a measure above min.
// The first rule whose suffix fits is the only one tried.
type porterRule struct {
	suffix, with string
	min          int
}

func porterApply(w []rune, rules []porterRule) []rune {
	for _, r := range rules {
		if !hasSuffix(w, r.suffix) {
			continue
		}
		stem := w[:len(w)-len(r.suffix)]
		if measure(stem) <= r.min {
			return w
		}
		if r.suffix == "ion" && !hasSuffix(stem, "s") && !hasSuffix(stem, "t") {
			return w
		}
		return swap(w, len(r.suffix), r.with)
	}
	return w
}

func porter1a(w []rune) []rune {
	switch {
	case len(w) == 4 && hasSuffix(w, "ies"):
		return swap(w, 1, "")
	case hasSuffix(w, "sses"), hasSuffix(w, "ies"):
		return swap(w, 2, "")
	case hasSuffix(w, "ss"):
		return w
	case hasSuffix(w, "s"):
		return swap(w, 1, "")
	}
	return w
}

func porter1b(w []rune) []rune {
	switch {
	case hasSuffix(w, "ied"):
		if len(w) == 4 {
			return swap(w, 1, "")
		}
		return swap(w, 2, "")
	case hasSuffix(w, "eed"):
		if measure(w[:len(w)-3]) > 0 {
			return swap(w, 1, "")
		}
		return w
	}
	stem := w
	switch {
	case hasSuffix(w, "ed") && hasVowel(w[:len(w)-2]):
		stem = w[:len(w)-2]
	case hasSuffix(w, "ing") && hasVowel(w[:len(w)-3]):
		stem = w[:len(w)-3]
	default:
		return w
	}
	last := stem[len(stem)-1]
	switch {
	case hasSuffix(stem, "at"), hasSuffix(stem, "bl"), hasSuffix(stem, "iz"):
		return swap(stem, 0, "e")
	case endsDoubleConsonant(stem):
		if last == 'l' || last == 's' || last == 'z' {
			return stem
		}
		return swap(stem, 1, "")
	case measure(stem) == 1 && endsCVC(stem):
		return swap(stem, 0, "e")
	}
	return stem
}

func porter1c(w []rune) []rune {
	if n := len(w); hasSuffix(w, "y") && n > 2 && consonant(w, n-2) {
		return swap(w, 1, "i")
	}
	return w
}

func porter2(w []rune) []rune {
	// NLTK cuts -alli first and then tries the whole step again.
	for hasSuffix(w, "alli") && measure(w[:len(w)-4]) > 0 {
		w = swap(w, 2, "")
	}
	if hasSuffix(w, "logi") { // the l counts as part of the stem: geology, theology
		if measure(w[:len(w)-3]) > 0 {
			return swap(w, 1, "")
		}
		return w
	}
	return porterApply(w, porterStep2)
}

func porter5(w []rune) []rune {
	if hasSuffix(w, "e") {
		stem := w[:len(w)-1]
		if m := measure(stem); m > 1 || m == 1 && !endsCVC(stem) {
			w = stem
		}
	}
	if hasSuffix(w, "ll") && measure(w[:len(w)-1]) > 1 {
		return w[:len(w)-1]
	}
	return w
}

// porterRules reads rules written as "suffix>with", all of one least measure.
func porterRules(min int, rules string) []porterRule {
	var out []porterRule
	for _, f := range strings.Fields(rules) {
		suffix, with, _ := strings.Cut(f, ">")
		out = append(out, porterRule{suffix, with, min})
	}
	return out
}

var (
	porterStep2 = porterRules(0, `ational>ate tional>tion enci>ence anci>ance izer>ize bli>ble alli>al
		entli>ent eli>e ousli>ous ization>ize ation>ate ator>ate alism>al iveness>ive fulness>ful
		ousness>ous aliti>al iviti>ive biliti>ble fulli>ful`)
	porterStep3 = porterRules(0, `icate>ic ative> alize>al iciti>ic ical>ic ful> ness>`)
	porterStep4 = porterRules(1, `al> ance> ence> er> ic> able> ible> ant> ement> ment> ent> ion> ou>
		ism> ate> iti> ous> ive> ize>`)
)
