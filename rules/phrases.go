package rules

import (
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/hangul"
	"github.com/sumtool/sumtool/lint"
)

// phrases is a fixed list of phrases that a rule looks for in bullets. Each
// begins with a Hangul syllable or an ASCII character.
type phrases struct{ list []string }

func newPhrases(list ...string) *phrases { return &phrases{list} }

// wanted are the lists of all rules. They are looked for together, in one pass
// over a document however many there are.
var wanted = sync.OnceValue(func() *phraseBook {
	return newPhraseBook(genericPhrases, translated, leakAnchors().phrases, guideCues, authorsWe, gluedAfterParticle)
})

// phraseBook finds the phrases of several lists.
type phraseBook struct {
	lists []*phrases
	// the phrases by the character that they begin with
	syllables hangul.Table[phraseEntry]
	ascii     [utf8.RuneSelf][]phraseEntry
}

type phraseEntry struct {
	text         string
	list, phrase int
}

func newPhraseBook(lists ...*phrases) *phraseBook {
	b := &phraseBook{lists: lists}
	for l, p := range lists {
		for k, text := range p.list {
			r, _ := utf8.DecodeRuneInString(text)
			if r < utf8.RuneSelf {
				b.ascii[r] = append(b.ascii[r], phraseEntry{text, l, k})
			} else {
				b.syllables.Add(r, phraseEntry{text, l, k})
			}
		}
	}
	return b
}

// phraseHit is a phrase of a list that stands in a document.
type phraseHit struct {
	at     int // byte offset in the document
	phrase int // index in the list
}

// read returns the hits of each list in the bullets of a document, in order.
func (b *phraseBook) read(d *digest.Document) [][]phraseHit {
	hits := make([][]phraseHit, len(b.lists))
	for bullet := range bullets(d) {
		text := d.Text(bullet.Text)
		for i := 0; i < len(text); {
			entries, size := []phraseEntry(nil), 1
			if c := text[i]; c < utf8.RuneSelf {
				entries = b.ascii[c]
			} else if r := hangul.SyllableAt(text, i); r != 0 {
				entries, size = b.syllables.Of(r), 3
			}
			for _, e := range entries {
				if strings.HasPrefix(text[i:], e.text) {
					hits[e.list] = append(hits[e.list], phraseHit{bullet.Text.Start + i, e.phrase})
				}
			}
			i += size
		}
	}
	return hits
}

// foundPhrases are the places of one list's phrases in a document.
type foundPhrases struct {
	of   *phrases
	hits []phraseHit
}

type phrasesKey struct{}

// find returns where the phrases stand in the bullets of the pass's document.
func (p *phrases) find(pass *lint.Pass) foundPhrases {
	hits := pass.Shared(phrasesKey{}, func() any { return wanted().read(pass.Document) }).([][]phraseHit)
	return foundPhrases{p, hits[slices.Index(wanted().lists, p)]}
}

// in yields the phrases inside a stretch of a bullet, by their index in the list,
// and where in the document each begins. Of phrases that begin at the same place
// all are yielded.
func (f foundPhrases) in(at digest.Span) iter.Seq2[int, int] {
	return func(yield func(phrase, offset int) bool) {
		i, _ := slices.BinarySearchFunc(f.hits, at.Start, func(h phraseHit, start int) int { return h.at - start })
		for ; i < len(f.hits) && f.hits[i].at < at.End; i++ {
			h := f.hits[i]
			if h.at+len(f.of.list[h.phrase]) <= at.End && !yield(h.phrase, h.at) {
				return
			}
		}
	}
}
