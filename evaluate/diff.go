package evaluate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// DiffKind says where a stretch of a comparison stands.
type DiffKind uint8

// The kinds of stretches.
const (
	InBoth  DiffKind = iota
	Missing          // only in the reference
	Extra            // only in the hypothesis
)

// DiffPart is a stretch of a comparison.
type DiffPart struct {
	Text string
	Kind DiffKind
}

// DiffWords compares a hypothesis with a reference word by word. Stretches that
// are not [Missing] give the hypothesis back when joined; a missing stretch
// stands where its words would, before the extra one that replaces it.
//
// A run of letters and digits is a word, with the points and commas inside a
// number; any other character stands for itself. White space alone is no
// difference.
func DiffWords(ref, hyp string) []DiffPart {
	tr, th := diffTokens(ref), diffTokens(hyp)
	wr, wh := words(tr), words(th)
	var out []DiffPart
	add := func(kind DiffKind, tokens []string) {
		if len(tokens) > 0 {
			out = append(out, DiffPart{strings.Join(tokens, ""), kind})
		}
	}
	at := 0 // the next token of the hypothesis
	for _, d := range lcs.DiffLines(texts(tr, wr), texts(th, wh)) {
		replaced := d.ReplEnd > d.ReplStart
		next := len(th)
		if d.ReplStart < len(wh) {
			next = wh[d.ReplStart]
		}
		add(InBoth, th[at:next])
		at = next
		if d.End > d.Start {
			from, to := wr[d.Start], wr[d.End-1]+1
			switch {
			case replaced:
			case d.End < len(wr) && wr[d.End] > to: // with the space behind, so that the next word stands apart
				to = wr[d.End]
			case d.Start > 0:
				from = wr[d.Start-1] + 1
			}
			add(Missing, tr[from:to])
		}
		if replaced {
			at = wh[d.ReplEnd-1] + 1
			add(Extra, th[next:at])
		}
	}
	add(InBoth, th[at:])
	return out
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
