package numeral

import "strings"

// MayBeScaled reports whether [Find] can read a number in 만, 억 or 조 in the text.
// It takes a tenth of Find's time, so that texts without such numbers need not be
// read for them: 하지만, 만들다 and 구조 are no reason to.
func MayBeScaled(text string) bool {
	s := scanner{text: text}
	for i := 0; i < len(text); i++ {
		if c := text[i]; c != 0xEB && c != 0xEC {
			continue
		}
		if bigScale(s.syllable(i)) > 0 && s.mayScale(i) {
			return true
		}
	}
	return false
}

// mayScale reports whether the scale syllable at i may belong to a number, by
// what is beside it.
func (s *scanner) mayScale(i int) bool {
	before, r := s.at(i-1), s.syllableBefore(i)
	switch {
	case isDigit(before), before == '}': // 8억, 10^{8}억
		return true
	case before == ' ' || before == '-':
		if isDigit(s.at(i-2)) || smallScale(s.syllableBefore(i-1)) > 0 { // 5 억, 수십 만
			return true
		}
	case sinoDigit(r) >= 0: // 삼천오만, 이만 개; 구조
		return isNumeral(s.syllableBefore(i-3)) || isNumeral(s.syllable(i+3)) || s.countedAt(i+3)
	case before >= 0x80:
		return r == 0 || isNumeral(r) || r == '수' || r == '몇' // 10⁸억, 천만, 수만
	}
	return isNumeral(s.syllable(i+3)) || s.at(i+3) == ' ' && s.countedAt(i+3) // 만이천, 만 개
}

// syllableBefore returns the syllable that ends at i, or 0.
func (s *scanner) syllableBefore(i int) rune {
	if i < 3 {
		return 0
	}
	return s.syllable(i - 3)
}

// isNumeral reports whether the syllable is a digit or a scale in words.
func isNumeral(r rune) bool {
	return strings.ContainsRune("영공일이삼사오육륙칠팔구십백천만억조", r)
}
