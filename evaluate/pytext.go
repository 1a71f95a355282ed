package evaluate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The reference programs are written in Python, whose idea of white space and
// of lower case differs from Go's in a few code points. Scores follow Python's.

// pySpace reports whether Python's str.isspace holds: Go's notion and the four
// separators U+001C–U+001F.
func pySpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r' || r >= 0x1C && r <= 0x1F
	}
	return unicode.IsSpace(r)
}

// pyFields is Python's str.split() without arguments.
func pyFields(s string) []string { return strings.FieldsFunc(s, pySpace) }

// TrimRight is Python's str.rstrip() without arguments, which the reference
// program applies to every line that it reads.
func TrimRight(s string) string { return strings.TrimRightFunc(s, pySpace) }

// pyLower is Python's str.lower(): the full mapping of İ, and a Σ at the end of
// a word becomes ς.
func pyLower(s string) string {
	if !strings.ContainsAny(s, "\u0130\u03A3") {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for i, r := range s {
		switch r {
		case '\u0130':
			b.WriteString("i\u0307")
		case '\u03A3':
			if finalSigma(s, i) {
				b.WriteRune('\u03C2')
			} else {
				b.WriteRune('\u03C3')
			}
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// finalSigma reports whether the Σ at s[i] ends a word: a cased letter before
// it, none after it, whatever case-ignorable characters stand between.
func finalSigma(s string, i int) bool {
	before := false
	for rest := s[:i]; rest != "" && !before; {
		r, n := utf8.DecodeLastRuneInString(rest)
		rest = rest[:len(rest)-n]
		if caseIgnorable(r) {
			continue
		}
		if !cased(r) {
			return false
		}
		before = true
	}
	if !before {
		return false
	}
	for _, r := range s[i+len("\u03A3"):] {
		if !caseIgnorable(r) {
			return !cased(r)
		}
	}
	return true
}

func cased(r rune) bool {
	return unicode.In(r, unicode.Lu, unicode.Ll, unicode.Lt, unicode.Other_Uppercase, unicode.Other_Lowercase)
}

// caseIgnorable is Unicode's property of that name: marks, modifiers, format
// characters, and the punctuation that may stand inside a word.
func caseIgnorable(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk) ||
		strings.ContainsRune("'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A", r)
}
