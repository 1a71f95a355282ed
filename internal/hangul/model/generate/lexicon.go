//go:build generate

package main

import (
	"fmt"
	"os"
	"sort"
	"strconv"
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
	class       uint8 // how often it is used: see classOf
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
	oftenEnough     = 8   // in the generator's texts
	oftenElsewhere  = 10  // in the frequency list, whose corpus is of all kinds
	veryOften       = 200 // there too
	domainFactor    = 5   // what an occurrence in the generator's texts counts of one there
	termClass       = 5   // at least, of a word in the list of terms
	termCost        = 1400
	learnedWordCost = 2600
)

var tierCost = [4]int{hangul.Obscure: 1500, hangul.Listed: 0, hangul.Seen: -300, hangul.Familiar: -700}

// buildLexicon chooses the dictionary's morphemes that help to tell words from
// accidents: all verbs, endings, particles and adverbs; nouns, but no compounds
// of other entries and no personal names, unless the texts have them.
func buildLexicon(d *dict.Dict, ev evidence, terms []string) lexicon {
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
			if e.tier = ev.tierOf(e, d.Contents[id], surface); e.tier != skip {
				e.cost += tierCost[e.tier]
				e.class = ev.classOf(e.pos, surface)
				lex.add(surface, e)
			}
		}
	}
	for _, t := range terms {
		lex.addNoun(t, termCost, hangul.Familiar)
	}
	for word, n := range ev.counts {
		if n >= 3 && !seen[word] && isHangul(word) && runes(word) >= 2 && runes(word) <= longestSurface {
			lex.addNoun(word, learnedWordCost, hangul.Seen)
		}
	}
	for word, n := range ev.frequency {
		if n >= oftenElsewhere && !seen[word] && isHangul(word) && runes(word) >= 2 && runes(word) <= longestSurface {
			lex.addNoun(word, learnedWordCost, hangul.Seen)
		}
	}
	for word, es := range lex {
		for i := range es {
			if es[i].class == 0 {
				es[i].class = max(ev.classOf(es[i].pos, word), es[i].tier)
			}
			if es[i].term {
				es[i].class = max(es[i].class, termClass)
			}
		}
	}
	return lex
}

const skip = 255

// evidence is what is known of how much words are used.
type evidence struct {
	counts    map[string]int  // in the generator's texts
	spelling  map[string]bool // the spelling dictionary
	frequency map[string]int  // nouns in the corpus of another analyser
}

// tierOf says how familiar a word is. Many of the dictionary's nouns come from
// Chinese dictionaries and have one and the same cost; the spelling dictionary
// and the frequencies tell those that people write.
func (ev evidence) tierOf(e entry, content []string, surface string) uint8 {
	compound := content[3] == "Compound" || content[3] == "Preanalysis"
	noun := e.pos == "NNG" || e.pos == "NNP"
	count, elsewhere := ev.counts[surface], 0
	if noun {
		elsewhere = ev.frequency[surface]
	}
	used := ev.spelling[surface] || elsewhere >= oftenEnough
	switch {
	case count >= oftenEnough || elsewhere >= veryOften:
		return hangul.Familiar
	case count >= 2 || count == 1 && (used || !noun) || elsewhere >= oftenElsewhere && runes(surface) > 1:
		return hangul.Seen
	case used && e.pos != "NNP" || !noun:
		return hangul.Listed
	case compound || e.pos == "NNP" && (content[0] == "인명" || runes(surface) < 3):
		return skip
	}
	return hangul.Obscure
}

// classOf says in steps how often a noun is used, from 0 for one that is only
// listed somewhere to [hangul.MostUsed]; words of other kinds are all of that.
func (ev evidence) classOf(pos, surface string) uint8 {
	if pos != "NNG" && pos != "NNP" && pos != "XR" {
		return hangul.MostUsed
	}
	n := domainFactor*ev.counts[surface] + ev.frequency[surface]
	if ev.spelling[surface] {
		n++
	}
	class := uint8(0)
	for _, least := range [hangul.MostUsed]int{1, 3, 10, 30, 100, 300, 1000} {
		if n >= least {
			class++
		}
	}
	return class
}

// readFrequency reads a list of words, each with its parts of speech and how
// often the word was one. It keeps the nouns; names count for little.
func readFrequency(file string) (map[string]int, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	out := map[string]int{}
	for line := range strings.Lines(string(data)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		for _, f := range fields[1:] {
			pos, digits, _ := strings.Cut(f, ":")
			n, err := strconv.Atoi(digits)
			if err != nil {
				return nil, fmt.Errorf("%s: %q: %w", file, line, err)
			}
			switch pos {
			case "NNG", "XR":
				out[fields[0]] += n
			case "NNP":
				out[fields[0]] += n / 4
			}
		}
	}
	return out, nil
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

// countWords tokenises the passages and counts their content words by fold.
func countWords(d *dict.Dict, passages []passage) (foldCounts, error) {
	t, err := tokenizer.New(d, tokenizer.OmitBosEos())
	if err != nil {
		return nil, err
	}
	counts := foldCounts{}
	for _, p := range passages {
		fold := folds
		if p.source != "" {
			fold = foldOf(p.source)
		}
		for _, token := range t.Tokenize(p.text) {
			pos := token.POS()
			if !isHangul(token.Surface) {
				continue
			}
			if token.Class == tokenizer.UNKNOWN || len(pos) > 0 && strings.HasPrefix(pos[0], "N") || len(pos) > 0 && pos[0] == "XR" || len(pos) > 0 && pos[0] == "MAG" {
				n := counts[token.Surface]
				n[fold]++
				counts[token.Surface] = n
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
