package evaluate

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// RougeTokenizer says what a token is for ROUGE. All of them lower-case first.
type RougeTokenizer string

// The tokenizers of ROUGE.
const (
	// RougeUnicode takes runs of letters and digits of any script. It is the
	// default: on Latin text it does what the reference program does, but for
	// accented letters, and it sees Hangul.
	RougeUnicode RougeTokenizer = "unicode"
	// RougeScore is rouge_score's own: runs of a–z and 0–9. Hangul disappears.
	RougeScore RougeTokenizer = "rouge_score"
	// RougeChar takes every code point but white space.
	RougeChar RougeTokenizer = "char"
	// RougeWhitespace splits at white space and nowhere else.
	RougeWhitespace RougeTokenizer = "whitespace"
)

// RougeTokenizers lists the tokenizers, the default first.
func RougeTokenizers() []RougeTokenizer {
	return []RougeTokenizer{RougeUnicode, RougeScore, RougeChar, RougeWhitespace}
}

// split returns the function that splits a text into tokens.
func (t RougeTokenizer) split() (func(string) []string, error) {
	switch t {
	case RougeUnicode, "":
		return rougeWords(func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }), nil
	case RougeScore:
		return rougeWords(func(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }), nil
	case RougeChar:
		return func(s string) []string {
			var out []string
			for _, word := range pyFields(pyLower(s)) {
				for i, r := range word {
					out = append(out, word[i:i+utf8.RuneLen(r)])
				}
			}
			return out
		}, nil
	case RougeWhitespace:
		return func(s string) []string { return pyFields(pyLower(s)) }, nil
	}
	return nil, fmt.Errorf("unknown ROUGE tokenizer %q: use unicode, rouge_score, char or whitespace", t)
}

func rougeWords(inWord func(rune) bool) func(string) []string {
	other := func(r rune) bool { return !inWord(r) }
	return func(s string) []string { return strings.FieldsFunc(pyLower(s), other) }
}

// maxStems is how many stems a scorer remembers; texts repeat their words.
const maxStems = 1 << 16

// stemmer replaces tokens by their stems. It remembers them.
type stemmer map[string]string

// tokens replaces tokens of more than three letters, as rouge_score does, and
// drops those that nothing is left of.
func (s stemmer) tokens(tokens []string) []string {
	out := tokens[:0]
	for _, t := range tokens {
		if utf8.RuneCountInString(t) > 3 {
			t = s.stem(t)
		}
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

func (s stemmer) stem(word string) string {
	if stem, ok := s[word]; ok {
		return stem
	}
	stem := porterStem(word)
	if len(s) < maxStems {
		s[strings.Clone(word)] = stem // a token is part of a segment, which need not stay
	}
	return stem
}
