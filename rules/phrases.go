package rules

import (
	"bytes"
	"iter"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/hangul"
)

// phrases is a fixed list of phrases that is looked up in one pass over a text,
// however long the list is. Each phrase begins with a Hangul syllable or an ASCII
// character.
type phrases struct {
	list   []string
	by     map[rune][]int                            // indices of the phrases by their first character
	begins [(hangul.Last-hangul.First)/64 + 1]uint64 // the syllables that any phrase begins with
	ascii  [utf8.RuneSelf]bool                       // the ASCII characters that any does
}

func newPhrases(list ...string) *phrases {
	p := &phrases{list: list, by: map[rune][]int{}}
	for i, s := range list {
		r, _ := utf8.DecodeRuneInString(s)
		p.by[r] = append(p.by[r], i)
		if r < utf8.RuneSelf {
			p.ascii[r] = true
		} else {
			p.begins[(r-hangul.First)/64] |= 1 << ((r - hangul.First) % 64)
		}
	}
	return p
}

// in yields where each phrase stands in text, by its index in the list. Of
// phrases that begin at the same place all are yielded.
func (p *phrases) in(text []byte) iter.Seq2[int, int] {
	return func(yield func(phrase, at int) bool) {
		for i := 0; i < len(text); {
			if c := text[i]; c < utf8.RuneSelf && !p.ascii[c] {
				i++
				continue
			}
			r, n := p.first(text[i:])
			if r >= 0 {
				for _, k := range p.by[r] {
					if bytes.HasPrefix(text[i:], []byte(p.list[k])) && !yield(k, i) {
						return
					}
				}
			}
			i += n
		}
	}
}

// has reports whether word is one of the phrases.
func (p *phrases) has(word []byte) bool {
	if len(word) == 0 {
		return false
	}
	r, _ := p.first(word)
	if r < 0 {
		return false
	}
	for _, k := range p.by[r] {
		if string(word) == p.list[k] {
			return true
		}
	}
	return false
}

// first returns the character that text begins with if a phrase begins with it,
// else -1, and how many bytes to step over.
func (p *phrases) first(text []byte) (r rune, size int) {
	c := text[0]
	switch {
	case c < utf8.RuneSelf:
		if p.ascii[c] {
			return rune(c), 1
		}
	case c >= 0xEA && c <= 0xED && len(text) > 2: // a syllable
		r = rune(c&0x0F)<<12 | rune(text[1]&0x3F)<<6 | rune(text[2]&0x3F)
		if n := r - hangul.First; hangul.IsSyllable(r) && p.begins[n/64]>>(n%64)&1 == 1 {
			return r, 3
		}
		return -1, 3
	}
	return -1, 1
}
