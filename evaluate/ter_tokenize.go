package evaluate

import (
	"strings"
	"unicode/utf8"
)

// TEROptions are the options of TER, under sacreBLEU's names.
type TEROptions struct {
	Normalized    bool // split punctuation off and decode the XML entities
	NoPunct       bool // remove punctuation
	AsianSupport  bool // with Normalized or NoPunct: Han and CJK punctuation too; Hangul and kana stay whole
	CaseSensitive bool // do not lower-case
}

// words splits a segment as sacreBLEU's port of Tercom's tokenizer does.
func (o TEROptions) words(s string) []string {
	s = TrimRight(s)
	if !o.CaseSensitive {
		s = pyLower(s)
	}
	if o.Normalized && s != "" {
		s = terNormalize(s)
		if o.AsianSupport {
			s = spaceAround(s, terAsian)
		}
	}
	if o.NoPunct {
		s = strings.Map(func(r rune) rune {
			if strings.ContainsRune(".,?:;!\"()", r) || o.AsianSupport && terAsianPunct(r) {
				return -1
			}
			return r
		}, s)
	}
	return pyFields(s)
}

// referenceWords splits a reference. The reference program tokenizes references
// twice, by what looks like an oversight; a possessive before a comma (PLC's,)
// is only split by the second time.
func (o TEROptions) referenceWords(s string) []string {
	words := o.words(s)
	if !o.Normalized {
		return words
	}
	return o.words(strings.Join(words, " "))
}

// terNormalize splits punctuation from words as for Western languages. The
// reference program's rule for a possessive at the very end never matches,
// since the text is padded before it; a possessive there has a space behind it.
func terNormalize(s string) string {
	s = strings.ReplaceAll(s, "\n-", "")
	s = strings.ReplaceAll(s, "\n", " ")
	s = spaceAround(" "+decodeEntities(s)+" ", asciiSymbol)
	s = strings.ReplaceAll(s, "'s ", " 's ")
	p := spacer{b: []byte(s)}
	return string(p.periods())
}

// terAsian reports the characters that stand for themselves: Han, strokes and
// radicals, compatibility forms, CJK punctuation. Kana are not among them: the
// reference program's three rules for kana can never match.
func terAsian(r rune) bool {
	switch {
	case r < 0x2E80:
		return false
	case r >= 0x4E00 && r <= 0x9FFF,
		r >= 0x31C0 && r <= 0x31EF,
		r <= 0x2EFF,
		// Enclosed letters end at U+32FF; the reference program writes U+3F22.
		// Compatibility (U+3300) and Han Extension A (U+3400) lie in between.
		r >= 0x3200 && r <= 0x4DBF,
		r >= 0xF900 && r <= 0xFAFF,
		r >= 0xFE30 && r <= 0xFE4F:
		return true
	}
	return terAsianPunct(r)
}

// terAsianPunct reports CJK and full-width punctuation.
func terAsianPunct(r rune) bool {
	switch r {
	case 0x3001, 0x3002, 0x30FB, 0xFF0E, 0xFF0C, 0xFF1F, 0xFF1A, 0xFF1B, 0xFF01, 0xFF02, 0xFF08, 0xFF09:
		return true
	}
	return r >= 0x3008 && r <= 0x3011 || r >= 0x3014 && r <= 0x301F || r >= 0xFF61 && r <= 0xFF65
}

// spaceAround puts a space on either side of every character that split holds for.
func spaceAround(s string, split func(rune) bool) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/4)
	done := 0
	for i, r := range s {
		if split(r) {
			end := i + utf8.RuneLen(r)
			b.WriteString(s[done:i])
			b.WriteByte(' ')
			b.WriteString(s[i:end])
			b.WriteByte(' ')
			done = end
		}
	}
	b.WriteString(s[done:])
	return b.String()
}
