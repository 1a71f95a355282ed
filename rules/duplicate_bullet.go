package rules

import (
	"fmt"
	"math"
	"slices"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/lint"
)

// DuplicateBulletOptions are the options of [DuplicateBullet].
type DuplicateBulletOptions struct {
	Similarity float64 `yaml:"similarity" doc:"share of three-word sequences in common from which two bullets are duplicates, 0-1"`
}

// DuplicateBullet reports bullets that say nearly the same, in a file or in the
// files of one run.
//
// Bullets are compared by bottom-k sketches of their sequences of three words
// (Broder, "On the resemblance and containment of documents", 1997).
var DuplicateBullet = &lint.Rule{
	ID: "duplicate-bullet", Category: lint.Text, Severity: lint.Warning,
	Options: &DuplicateBulletOptions{Similarity: 0.6},
	Doc: lint.Doc{
		Summary: "two bullets are nearly the same",
		Why: "A bullet that stands twice was pasted, or a model wrote the same summary for two papers. " +
			"Across the files of a run papers are compared by their longest bullets. Short bullets, and those of a paper that is listed twice, are not compared; duplicate-paper points at the latter.",
		Bad: "- 이 논문은 짧은 문장으로 길이가 긴 문서를 요약하는 새로운 방법을 제안하고 세 가지 데이터에서 평가합니다.\n" +
			"- 이 논문은 짧은 문장으로 길이가 긴 문서를 요약하는 새로운 방법을 제안하고 세 가지 데이터에서 평가합니다.\n",
		Good: "- 이 논문은 짧은 문장으로 길이가 긴 문서를 요약하는 새로운 방법을 제안하고 세 가지 데이터에서 평가합니다.\n" +
			"- 제안한 방법은 기존 방법보다 요약이 정확하고, 사람이 읽기에도 자연스럽다는 평가를 받았습니다.\n",
	},
	Check: func(p *lint.Pass) {
		all := sketchesOf(p)
		at := func(i int) *sketched { return &all[i] }
		relisted := func(i, j int) bool { return all[i].samePaper(&all[j]) && all[i].listing != all[j].listing }
		for i, twin := range firstTwins(len(all), at, relisted, p.Options.(*DuplicateBulletOptions).Similarity) {
			if twin >= 0 {
				p.Report(all[i].span, "this bullet is nearly the same as another one of the file", lint.Also(p.Place(all[twin].span), "the other bullet"))
			}
		}
	},
	Collect: func(p *lint.Pass) any {
		kept := make([]sketched, 0, len(p.Papers))
		all := sketchesOf(p)
		for i := range p.Papers {
			longest := digest.Span{}
			for j := range p.Papers[i].Bullets {
				if at := p.Papers[i].Bullets[j].Text; at.Len() > longest.Len() {
					longest = at
				}
			}
			for ; len(all) > 0 && int(all[0].listing) == i; all = all[1:] {
				if all[0].span == longest {
					kept = append(kept, all[0])
				}
			}
		}
		if len(kept) == 0 {
			return nil
		}
		return kept
	},
	Conclude: func(r *lint.Run) {
		// A text and its editions are compared with their own kind only.
		type place struct{ fact, bullet int32 }
		byLanguage := map[string][]place{}
		var languages []string // in the order of the files
		for n, fact := range r.Facts {
			language := langid.FromFileName(fact.Path)
			if byLanguage[language] == nil {
				languages = append(languages, language)
			}
			for i := range fact.Value.([]sketched) {
				byLanguage[language] = append(byLanguage[language], place{int32(n), int32(i)})
			}
		}
		for _, language := range languages {
			places := byLanguage[language]
			at := func(i int) *sketched { return &r.Facts[places[i].fact].Value.([]sketched)[places[i].bullet] }
			relisted := func(i, j int) bool { return at(i).samePaper(at(j)) }
			for i, twin := range firstTwins(len(places), at, relisted, r.Options.(*DuplicateBulletOptions).Similarity) {
				if twin < 0 || places[twin].fact == places[i].fact {
					continue
				}
				here, there := r.Facts[places[i].fact], r.Facts[places[twin].fact]
				r.Report(lint.Site{Input: here.Input, Span: at(i).span}, fmt.Sprintf("this bullet is nearly the same as one in %s", there.Path),
					lint.Site{Input: there.Input, Span: at(int(twin)).span}, "the other bullet")
			}
		}
	},
}

// sketched is a bullet's sketch and where it stands.
type sketched struct {
	sketch  sketch
	paper   uint64 // hash of its arXiv id, 0 for none
	listing int32  // which paper of its file
	span    digest.Span
}

// sketch holds the smallest hashes of a bullet's sequences of three words, sorted;
// what is left of it is noHash.
type sketch [sketchSize]uint32

const noHash = math.MaxUint32

// sketchSize is the number of hashes kept of a bullet: 16 tell 0.8 from 0.5 in
// all but one case of a hundred.
const sketchSize = 16

// minSequences is the least number of three-word sequences that make a bullet
// worth comparing.
const minSequences = 8

type sketchesKey struct{}

// sketchesOf returns the bullets of the document that are worth comparing, in order.
func sketchesOf(p *lint.Pass) []sketched {
	return p.Shared(sketchesKey{}, func() any {
		n := 0
		for i := range p.Papers {
			n += len(p.Papers[i].Bullets)
		}
		all := make([]sketched, 0, n)
		for i := range p.Papers {
			paper := &p.Papers[i]
			id := uint64(0)
			if paper.Heading.ArXivID != "" {
				id = hashOf([]byte(paper.Heading.ArXivID))
			}
			for j := range paper.Bullets {
				at := paper.Bullets[j].Text
				if s, ok := sketchOf(p.Bytes(at)); ok {
					all = append(all, sketched{s, id, int32(i), at})
				}
			}
		}
		return all
	}).([]sketched)
}

func (s *sketched) samePaper(o *sketched) bool { return s.paper != 0 && s.paper == o.paper }

// sketchOf returns the sketch of a bullet's text; ok is false if it is short.
// Punctuation does not count.
func sketchOf(text []byte) (s sketch, ok bool) {
	kept, sequences := s[:0], 0
	var words [3]uint64
	n := 0
	for i := 0; i < len(text); {
		for i < len(text) && !isWordByte(text[i]) {
			i++
		}
		h := uint64(fnvStart)
		start := i
		for ; i < len(text) && (isWordByte(text[i]) || text[i] == '*'); i++ {
			if text[i] != '*' { // emphasis inside a word
				h = (h ^ uint64(text[i])) * fnvPrime
			}
		}
		if i == start {
			break
		}
		words[n%3] = h
		if n++; n < 3 {
			continue
		}
		sequences++
		sum := uint32(mix(mix(mix(0, words[n%3]), words[(n+1)%3]), words[(n+2)%3]) >> 32)
		if len(kept) == sketchSize && sum >= kept[sketchSize-1] {
			continue
		}
		at, found := slices.BinarySearch(kept, sum)
		if found {
			continue
		}
		if len(kept) < sketchSize {
			kept = kept[:len(kept)+1]
		}
		copy(kept[at+1:], kept[at:])
		kept[at] = sum
	}
	for i := len(kept); i < sketchSize; i++ {
		s[i] = noHash
	}
	return s, sequences >= minSequences
}

func isWordByte(c byte) bool { return c >= 0x80 || isASCIIWord(c) }

// mix adds a word's hash to that of the words before it (the finalizer of
// SplitMix64).
func mix(h, word uint64) uint64 {
	h = (h ^ word) + 0x9E3779B97F4A7C15
	h = (h ^ h>>30) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>27) * 0x94D049BB133111EB
	return h ^ h>>31
}

// sketchKeys is the number of hashes by which a bullet is looked up: of two that
// resemble each other by 0.6, less than one pair in two hundred has none of the
// smallest six in common.
const sketchKeys = 6

// mostAlike bounds how many bullets are compared with others for one hash, so that
// a phrase that every bullet has does not make each be compared with all before it.
// Bullets that are nearly the same have rarer sequences in common, too.
const mostAlike = 32

// firstTwins finds for each of n bullets the first earlier one that it resembles and is
// not another listing of its paper; -1 stands for none.
func firstTwins(n int, at func(int) *sketched, relisted func(i, j int) bool, similarity float64) []int32 {
	first := slices.Repeat([]int32{-1}, n)
	keys := make([]uint64, 0, n*sketchKeys) // hash, bullet
	for i := range n {
		for _, h := range at(i).sketch[:sketchKeys] {
			if h != noHash {
				keys = append(keys, uint64(h)<<32|uint64(i))
			}
		}
	}
	slices.Sort(keys)
	for len(keys) > 1 {
		same := 1
		for same < len(keys) && keys[same]>>32 == keys[0]>>32 {
			same++
		}
		for k := 1; k < same; k++ {
			i := int(uint32(keys[k]))
			for _, earlier := range keys[:min(k, mostAlike)] {
				j := int32(uint32(earlier))
				if first[i] >= 0 && first[i] <= j {
					break
				}
				if !relisted(i, int(j)) && at(i).sketch.resemblance(&at(int(j)).sketch) >= similarity {
					first[i] = j
				}
			}
		}
		keys = keys[same:]
	}
	return first
}

// resemblance estimates the share of sequences that two bullets have in common:
// of the smallest hashes of both together, how many both have.
func (s *sketch) resemblance(o *sketch) float64 {
	both, all := 0, 0
	for i, j := 0, 0; all < sketchSize && (i < sketchSize && s[i] != noHash || j < sketchSize && o[j] != noHash); all++ {
		switch {
		case j == sketchSize || i < sketchSize && s[i] < o[j]:
			i++
		case i == sketchSize || o[j] < s[i]:
			j++
		default:
			i, j, both = i+1, j+1, both+1
		}
	}
	return float64(both) / float64(max(all, 1))
}
