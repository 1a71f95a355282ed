package abstracts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/lazyregexp"
)

// Sentences divides an English abstract into its sentences. A full stop ends one
// where a space and a capital, a digit or an opening mark follow, unless what
// stands before it is an abbreviation, an initial or a list's number.
func Sentences(text string) (out []string) {
	start := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '.', '!', '?':
		default:
			continue
		}
		end := i + 1
		for end < len(text) && strings.ContainsRune(`.!?"')]`, rune(text[end])) {
			end++
		}
		if end < len(text) && (text[end] != ' ' || !opensSentence(text[end+1:])) || text[i] == '.' && end == i+1 && isAbbreviation(text[start:i]) {
			i = end - 1
			continue
		}
		out = append(out, strings.TrimSpace(text[start:end]))
		start, i = end, end-1
	}
	if rest := strings.TrimSpace(text[start:]); rest != "" {
		out = append(out, rest)
	}
	return out
}

func opensSentence(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.IsLetter(r) && !unicode.IsLower(r) || strings.ContainsRune("([\"'“‘`$\\", r)
}

// abbreviations end in a full stop that ends no sentence.
var abbreviations = lazyregexp.New(`(?i)(^|[\s(\[])(e\.g|i\.e|etc|cf|vs|al|fig|figs|eq|eqs|sec|tab|ref|refs|resp|approx|no|vol|pp?|dr|prof|mr|mrs|ms|st|[a-z]|\d)$`)

func isAbbreviation(before string) bool { return abbreviations().MatchString(before) }
