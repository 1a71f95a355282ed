package llm

import (
	"unicode"
)

// EstimateTokens guesses how many tokens a text has, without a tokenizer: 0.67
// for a Hangul syllable and 0.29 for any other character, which is what OpenAI's
// o200k vocabulary needs for Korean digests within a few per cent. Han and kana
// count like Hangul. Other vocabularies may need twice as many for Korean; the
// budget learns that from the endpoint's own counts.
func EstimateTokens(text string) int {
	wide, other := 0, 0
	for _, r := range text {
		if r >= 0x1100 && unicode.In(r, unicode.Hangul, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			wide++
		} else {
			other++
		}
	}
	return (67*wide + 29*other + 99) / 100
}

// estimate of a request's prompt: its texts, and what a message's frame takes.
func estimate(r Request) int {
	n := 3
	for _, m := range r.Messages {
		n += EstimateTokens(m.Content) + 4
	}
	if r.Schema != nil {
		n += EstimateTokens(string(r.Schema.JSON))
	}
	return n
}
