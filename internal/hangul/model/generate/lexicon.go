//go:build generate

package main

import (
	"os"
	"sort"
	"strings"

	"github.com/ikawaha/kagome-dict/dict"
	"github.com/ikawaha/kagome/v2/tokenizer"
	"github.com/sumtool/sumtool/internal/hangul"
	"golang.org/x/text/unicode/norm"
)

// An entry is one reading of a surface.
type entry struct {
	left, right int16 // mecab's ids
	cost        int
	tier        uint8
	pos         string
	term        bool // it stands in the list of terms
}

// lexicon maps surfaces to their entries.
type lexicon map[string][]entry

// Ids of mecab-ko-dic 2.1.1: a common noun, by its final sound, and what stands
// for the outside of a sentence.
const (
	nounLeft        = 1780
	nounRightVowel  = 3533
	nounRightFinal  = 3534
	properLeft      = 1786
	properVowel     = 3545
	properFinal     = 3546
	outside         = 0
	longestSurface  = 12
	oftenEnough     = 8
	termCost        = 1400
	learnedWordCost = 2600
)

var tierCost = [4]int{hangul.Obscure: 1500, hangul.Listed: 0, hangul.Seen: -300, hangul.Familiar: -700}

// buildLexicon chooses the dictionary's morphemes that help to tell words from
// accidents: all verbs, endings, particles and adverbs; nouns, but no compounds
// of other entries and no personal names, unless the texts have them.
func buildLexicon(d *dict.Dict, counts map[string]int, spelling map[string]bool, terms []string) lexicon {
	lex := lexicon{}
	seen := map[string]bool{}
	for i := range d.Morphs {
		surface := d.Contents[i][2]
		if seen[surface] || !isHangul(surface) || runes(surface) > longestSurface {
			continue
		}
		seen[surface] = true
		for _, id := range d.Index.Search(surface) {
			m := d.Morphs[id]
			e := entry{left: m.LeftID, right: m.RightID, cost: int(m.Weight), pos: posOf(d, id)}
			if e.tier = tierOf(e, d.Contents[id], spelling[surface], runes(surface), counts[surface]); e.tier != skip {
				e.cost += tierCost[e.tier]
				lex.add(surface, e)
			}
		}
	}
	for _, t := range terms {
		lex.addNoun(t, termCost, hangul.Familiar)
	}
	for word, n := range counts {
		if n >= 3 && !seen[word] && isHangul(word) && runes(word) >= 2 && runes(word) <= longestSurface {
			lex.addNoun(word, learnedWordCost, hangul.Seen)
		}
	}
	return lex
}

const skip = 255

// tierOf says how familiar a word is. Many of the dictionary's nouns come from
// Chinese dictionaries and have one and the same cost; the spelling dictionary
// tells those that people write.
func tierOf(e entry, content []string, spelled bool, size, count int) uint8 {
	compound := content[3] == "Compound" || content[3] == "Preanalysis"
	noun := e.pos == "NNG" || e.pos == "NNP"
	switch {
	case count >= oftenEnough:
		return hangul.Familiar
	case count >= 2 || count == 1 && (spelled || !noun):
		return hangul.Seen
	case spelled && e.pos != "NNP" || !noun:
		return hangul.Listed
	case compound || e.pos == "NNP" && (content[0] == "인명" || size < 3):
		return skip
	}
	return hangul.Obscure
}

// add keeps the cheapest entry of each pair of ids.
func (l lexicon) add(surface string, e entry) {
	for i, old := range l[surface] {
		if old.left == e.left && old.right == e.right {
			if e.cost < old.cost {
				l[surface][i] = e
			}
			return
		}
	}
	l[surface] = append(l[surface], e)
}

func (l lexicon) addNoun(word string, cost int, tier uint8) {
	right := int16(nounRightFinal)
	if hangul.FinalOf(word) == hangul.Vowel {
		right = nounRightVowel
	}
	for i, e := range l[word] {
		if e.left == nounLeft && e.right == right {
			l[word][i].cost, l[word][i].tier, l[word][i].term = min(e.cost, cost), max(e.tier, tier), tier == hangul.Familiar
			return
		}
	}
	l[word] = append(l[word], entry{left: nounLeft, right: right, cost: cost, tier: tier, pos: "NNG", term: tier == hangul.Familiar})
}

// countWords tokenises the passages and counts their content words.
func countWords(d *dict.Dict, passages []passage) (map[string]int, error) {
	t, err := tokenizer.New(d, tokenizer.OmitBosEos())
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for _, p := range passages {
		for _, token := range t.Tokenize(p.text) {
			pos := token.POS()
			if !isHangul(token.Surface) {
				continue
			}
			if token.Class == tokenizer.UNKNOWN || len(pos) > 0 && strings.HasPrefix(pos[0], "N") || len(pos) > 0 && pos[0] == "XR" || len(pos) > 0 && pos[0] == "MAG" {
				counts[token.Surface]++
			}
		}
	}
	return counts, nil
}

func posOf(d *dict.Dict, id int) string {
	var parts []string
	for _, p := range d.POSTable.POSs[id] {
		parts = append(parts, d.POSTable.NameList[p])
	}
	return strings.Join(parts, "/")
}

func isHangul(s string) bool {
	for _, r := range s {
		if !hangul.IsSyllable(r) {
			return false
		}
	}
	return s != ""
}

func runes(s string) int { return len([]rune(s)) }

// surfaces returns the lexicon's surfaces in order.
func (l lexicon) surfaces() []string {
	out := make([]string, 0, len(l))
	for s := range l {
		out = append(out, s)
	}
	sort.Strings(out)
	return out
}

// readSpelling reads the words of a hunspell dictionary.
func readSpelling(file string) (map[string]bool, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	words := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		word, _, _ := strings.Cut(strings.TrimSpace(line), "/")
		words[norm.NFC.String(word)] = true
	}
	return words, nil
}
