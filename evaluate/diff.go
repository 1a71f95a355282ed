package evaluate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// DiffPart is a stretch of a text. Changed says that the other text lacks it.
type DiffPart struct {
	Text    string
	Changed bool
}

// DiffWords compares two texts word by word and returns each of them in
// stretches: joined, the stretches give the text back. A run of letters and
// digits is a word, with the points and commas inside a number; any other
// character stands for itself. White space counts as changed only between two
// changed words.
func DiffWords(a, b string) (inA, inB []DiffPart) {
	ta, tb := diffTokens(a), diffTokens(b)
	wa, wb := words(ta), words(tb)
	changedA, changedB := make([]bool, len(wa)), make([]bool, len(wb))
	for _, d := range lcs.DiffLines(texts(ta, wa), texts(tb, wb)) {
		for i := d.Start; i < d.End; i++ {
			changedA[i] = true
		}
		for i := d.ReplStart; i < d.ReplEnd; i++ {
			changedB[i] = true
		}
	}
	return stretches(ta, wa, changedA), stretches(tb, wb, changedB)
}

// diffTokens cuts a text into words, runs of white space and single characters.
func diffTokens(s string) []string {
	var out []string
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case unicode.IsSpace(r):
			n = len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
		case wordRune(r):
			n = wordLength(s)
		}
		out = append(out, s[:n])
		s = s[n:]
	}
	return out
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// wordLength is the length of the word that s begins with. A point or comma
// between two digits belongs to it.
func wordLength(s string) int {
	digit := false
	for i, r := range s {
		switch {
		case wordRune(r):
			digit = unicode.IsDigit(r)
		case (r == '.' || r == ',') && digit:
			if next, _ := utf8.DecodeRuneInString(s[i+1:]); !unicode.IsDigit(next) {
				return i
			}
		default:
			return i
		}
	}
	return len(s)
}

// words returns the indices of the tokens that are not white space.
func words(tokens []string) []int {
	var out []int
	for i, t := range tokens {
		if strings.TrimSpace(t) != "" {
			out = append(out, i)
		}
	}
	return out
}

func texts(tokens []string, at []int) []string {
	out := make([]string, len(at))
	for i, k := range at {
		out[i] = tokens[k]
	}
	return out
}

// stretches joins neighbouring tokens of the same kind; changed is by word.
func stretches(tokens []string, at []int, changed []bool) []DiffPart {
	marks := make([]bool, len(tokens))
	for i, k := range at {
		marks[k] = changed[i]
		if i > 0 && changed[i] && changed[i-1] {
			for j := at[i-1] + 1; j < k; j++ {
				marks[j] = true
			}
		}
	}
	var out []DiffPart
	for i, t := range tokens {
		if n := len(out); n > 0 && out[n-1].Changed == marks[i] {
			out[n-1].Text += t
			continue
		}
		out = append(out, DiffPart{t, marks[i]})
	}
	return out
}
