package rules

import "iter"

// latinWords yields the words of a text that begin with an ASCII letter and go on
// with letters, digits and hyphens: span-grammars, GPT-4o.
func latinWords(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i < len(text); {
			if c := text[i] | 0x20; c < 'a' || c > 'z' {
				i++
				continue
			}
			start := i
			for i++; i < len(text) && (isASCIIWord(text[i]) || text[i] == '-'); i++ {
			}
			if !yield(text[start:i]) {
				return
			}
		}
	}
}

func isASCIIUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isASCIIDigit(c byte) bool { return '0' <= c && c <= '9' }

// isRareName reports whether a Latin word has two capitals or a digit.
func isRareName(word string) bool {
	capitals := 0
	for i := range len(word) {
		if isASCIIDigit(word[i]) {
			return true
		}
		if isASCIIUpper(word[i]) {
			capitals++
		}
	}
	return capitals > 1
}

// isOwnName reports whether a Latin word has a capital behind a letter, or a digit.
func isOwnName(word string) bool {
	for i := range len(word) {
		if isASCIIDigit(word[i]) || i > 0 && isASCIIUpper(word[i]) && word[i-1] != '-' {
			return true
		}
	}
	return false
}
