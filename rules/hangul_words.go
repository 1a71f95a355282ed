package rules

import "iter"

// hangulWord is a run of Hangul syllables that no letter or digit follows.
type hangulWord struct {
	at   int // byte offset in the text
	text []byte
}

// hangulWords yields the runs of Hangul of a text that end a word. A run may
// follow Latin letters (AI모델을).
func hangulWords(text []byte) iter.Seq[hangulWord] {
	return func(yield func(hangulWord) bool) {
		for i := 0; i < len(text); {
			if !isHangulLead(text[i]) {
				i++
				continue
			}
			start := i
			for i+2 < len(text) && isHangulLead(text[i]) {
				i += 3
			}
			if i == start { // a broken syllable at the end
				return
			}
			if (i == len(text) || !isASCIIWord(text[i])) && !yield(hangulWord{start, text[start:i]}) {
				return
			}
		}
	}
}

// isHangulLead reports whether a byte begins a Hangul syllable in UTF-8 (or one
// of a few rarer scripts beside it).
func isHangulLead(c byte) bool { return 0xEA <= c && c <= 0xED }

func isASCIIWord(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
