package rules

import (
	"fmt"
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
		index := newSketchIndex(p.Options.(*DuplicateBulletOptions).Similarity, len(all))
		for i := range all {
			if twin := index.add(&all[i]); twin != nil {
				p.Report(all[i].span, "this bullet is nearly the same as another one of the file", lint.Also(p.Place(twin.span), "the other bullet"))
			}
		}
	},
	Collect: func(p *lint.Pass) any {
		var kept []keptBullet
		all := sketchesOf(p)
		for i := range p.Papers {
			longest := digest.Span{}
			for j := range p.Papers[i].Bullets {
				if at := p.Papers[i].Bullets[j].Text; at.Len() > longest.Len() {
					longest = at
				}
			}
			for ; len(all) > 0 && all[0].listing == i; all = all[1:] {
				if k := all[0]; k.span == longest {
					at := p.Place(longest)
					k.sketch, k.place = slices.Clone(k.sketch), &at
					kept = append(kept, k)
				}
			}
		}
		if kept == nil {
			return nil
		}
		return kept
	},
	Conclude: func(r *lint.Run) {
		// A text and its editions are compared with their own kind only.
		byLanguage := map[string]*sketchIndex{}
		for _, fact := range r.Facts {
			language := langid.FromFileName(fact.Path)
			index := byLanguage[language]
			if index == nil {
				index = newSketchIndex(r.Options.(*DuplicateBulletOptions).Similarity, len(r.Facts))
				byLanguage[language] = index
			}
			kept := fact.Value.([]keptBullet)
			for i := range kept {
				k := &kept[i]
				if twin := index.add(k); twin != nil && twin.place.File != k.place.File {
					r.Report(fact.Input, *k.place, fmt.Sprintf("this bullet is nearly the same as one in %s", twin.place.File), lint.Also(*twin.place, "the other bullet"))
				}
			}
		}
	},
}

// keptBullet is a bullet's sketch and where it stands.
type keptBullet struct {
	sketch  []uint64
	paper   string // arXiv id
	listing int    // which paper of its file
	span    digest.Span
	place   *lint.Place // across files; nil within one
}

type sketchesKey struct{}

// sketchesOf returns the bullets of the document that are worth comparing, in order.
func sketchesOf(p *lint.Pass) []keptBullet {
	return p.Shared(sketchesKey{}, func() any {
		n := 0
		for i := range p.Papers {
			n += len(p.Papers[i].Bullets)
		}
		all, hashes := make([]keptBullet, 0, n), make([]uint64, 0, n*sketchSize)
		for i := range p.Papers {
			paper := &p.Papers[i]
			for j := range paper.Bullets {
				at := paper.Bullets[j].Text
				from := len(hashes)
				if hashes = appendSketch(hashes, p.Bytes(at)); len(hashes) > from {
					all = append(all, keptBullet{sketch: hashes[from:], paper: paper.Heading.ArXivID, listing: i, span: at})
				}
			}
		}
		return all
	}).([]keptBullet)
}

// relisted reports whether the two belong to two listings of one paper.
func (k *keptBullet) relisted(o *keptBullet) bool {
	return k.paper != "" && k.paper == o.paper && (k.listing != o.listing || k.place != nil && k.place.File != o.place.File)
}

// sketchSize is the number of hashes kept of a bullet: 16 tell 0.8 from 0.5 in
// all but one case of a hundred.
const sketchSize = 16

// minSequences is the least number of three-word sequences that make a bullet
// worth comparing.
const minSequences = 8

// appendSketch appends the smallest hashes of the bullet's sequences of three
// words, sorted, or nothing if the bullet is short. Punctuation does not count.
func appendSketch(to []uint64, text []byte) []uint64 {
	var sketch [sketchSize]uint64
	kept, sequences := sketch[:0], 0
	var words [3]uint64
	n := 0
	for i := 0; i < len(text); {
		for i < len(text) && !isWordByte(text[i]) {
			i++
		}
		h := uint64(14695981039346656037) // FNV-1a
		start := i
		for ; i < len(text) && (isWordByte(text[i]) || text[i] == '*'); i++ {
			if text[i] != '*' { // emphasis inside a word
				h = (h ^ uint64(text[i])) * 1099511628211
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
		sum := mix(mix(mix(0, words[n%3]), words[(n+1)%3]), words[(n+2)%3])
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
	if sequences < minSequences {
		return to
	}
	return append(to, kept...)
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

// sketchIndex finds the earlier bullet that a new one resembles.
type sketchIndex struct {
	similarity float64
	bullets    []*keptBullet
	by         map[uint64]int32 // the last of the links of bullets that have the hash
	links      []sketchLink
}

// sketchLink chains the bullets that have one hash among their smallest: depth
// of them, this one included.
type sketchLink struct{ bullet, before, depth int32 } // before is the link before it, -1 for none

// mostAlike bounds how many bullets are kept for one hash, so that a phrase that
// every bullet has does not make each be compared with all before it. Bullets
// that are nearly the same have rarer sequences in common, too.
const mostAlike = 32

func newSketchIndex(similarity float64, bullets int) *sketchIndex {
	return &sketchIndex{
		similarity: similarity,
		bullets:    make([]*keptBullet, 0, bullets),
		by:         make(map[uint64]int32, sketchKeys*bullets),
		links:      make([]sketchLink, 0, sketchKeys*bullets),
	}
}

// add puts a bullet into the index and returns the first earlier one that it
// resembles, or nil.
func (x *sketchIndex) add(k *keptBullet) (twin *keptBullet) {
	best := int32(-1)
	for _, h := range k.sketch[:min(sketchKeys, len(k.sketch))] {
		last, found := x.by[h]
		if !found {
			last = -1
		}
		depth := int32(1)
		if found {
			depth += x.links[last].depth
		}
		for l := last; l >= 0; l = x.links[l].before {
			i := x.links[l].bullet
			if (best < 0 || i < best) && !k.relisted(x.bullets[i]) && resemblance(x.bullets[i].sketch, k.sketch) >= x.similarity {
				best = i
			}
		}
		if depth <= mostAlike {
			x.by[h] = int32(len(x.links))
			x.links = append(x.links, sketchLink{int32(len(x.bullets)), last, depth})
		}
	}
	x.bullets = append(x.bullets, k)
	if best < 0 {
		return nil
	}
	return x.bullets[best]
}

// resemblance estimates the share of sequences that two bullets have in common:
// of the smallest hashes of both together, how many both have.
func resemblance(a, b []uint64) float64 {
	both, all := 0, 0
	for i, j := 0, 0; all < sketchSize && (i < len(a) || j < len(b)); all++ {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			i++
		case i == len(a) || b[j] < a[i]:
			j++
		default:
			i, j, both = i+1, j+1, both+1
		}
	}
	return float64(both) / float64(max(all, 1))
}
