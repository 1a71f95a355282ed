package rules

import (
	"fmt"
	"hash/maphash"
	"strings"
	"sync"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/hangul"
	"github.com/sumtool/sumtool/lint"
)

// GarbledHangulOptions are the options of [GarbledHangul].
type GarbledHangulOptions struct {
	Threshold float64  `yaml:"threshold" doc:"least log odds for a report; more is stricter"`
	Accept    []string `yaml:"accept" doc:"words that are right, with whatever particle behind them"`
}

// GarbledHangul reports syllables of which a tokeniser broke one byte.
//
// A word that a run's texts use often is a word, however strange it looks to
// the model. What counts is in how many bullets of the run, this file's
// included, the same suspicious beginning of a word stands: Collect keeps it for
// every file, and Conclude, when all are read, weighs each finding again. So the
// outcome depends on which files are linted together, but not on their order.
var GarbledHangul = &lint.Rule{
	ID: "garbled-hangul", Category: lint.Text, Severity: lint.Error, Fix: lint.Unsafe,
	Options: &GarbledHangulOptions{Threshold: 3},
	Doc: lint.Doc{
		Summary: "a syllable was broken in generation: one byte of it is wrong",
		Why: "Models with byte-level tokenisers sometimes emit one wrong byte of a syllable's three: 힘써왔으며 becomes 힘써왔으멎, 규모 becomes 규몗. " +
			"Spell checkers do not help, since they flag half of all technical Korean. This rule asks whether one of the syllables a byte away makes the text far more probable, " +
			"by a model of Korean words and of which syllables follow which; the confidence is the log odds of that. " +
			"Transliterations and rare terms have no much better neighbour and stay silent; so does a word that many bullets of the run use.",
		Bad:  "- 기존 방법의 한계를 극복하기 위해 힘써왔으멎, 새로운 모델을 제안합니다.\n",
		Good: "- 기존 방법의 한계를 극복하기 위해 힘써왔으며, 새로운 모델을 제안합니다.\n- 파놉틱 분할과 쿱 연산을 지원합니다.\n",
	},
	Check:    func(*lint.Pass) {}, // the work is done where its by-product can be kept
	Collect:  garbledHangul,
	Conclude: concludeGarbledHangul, OnlyDrops: true,
}

// doubtful are the log odds from which a word's use is worth remembering.
const doubtful = -6

// familiarity is how much each further bullet that has the same word takes from
// the log odds: two independent accidents with the same result are rare.
const familiarity = 1.5

// wordSeed makes the keys of words alike for all files of the run.
var wordSeed = maphash.MakeSeed()

// texts are for use again: they remember what was asked of the model last.
var texts = sync.Pool{New: func() any { return new(hangul.Text) }}

// garbledHangul checks a document. It returns the keys of all words that looked
// doubtful, once a bullet.
func garbledHangul(p *lint.Pass) any {
	opts := p.Options.(*GarbledHangulOptions)
	model := hangul.Korean()
	text := texts.Get().(*hangul.Text)
	defer texts.Put(text)
	var keys []uint64
	for i := range p.Papers {
		for j := range p.Papers[i].Bullets {
			readBullet(p, &p.Papers[i].Bullets[j], text)
			first := len(keys)
			model.Slips(text, doubtful, func(s *hangul.Slip) {
				if s.WordEnd-s.WordStart <= len("가") {
					return // a syllable alone is too little to tell a slip from a rare word
				}
				word := p.Text(digest.Span{Start: s.WordStart, End: s.WordEnd})
				key := wordKey(word, s.Start-s.WordStart)
				sum := maphash.String(wordSeed, key)
				for _, k := range keys[first:] {
					if k == sum {
						return
					}
				}
				keys = append(keys, sum)
				if s.Confidence >= opts.Threshold && !accepted(opts.Accept, word) {
					reportSlip(p, s, word, key)
				}
			})
		}
	}
	if len(keys) == 0 {
		return nil
	}
	return keys
}

// readBullet hands a bullet's prose to the model, with gaps for what is none.
func readBullet(p *lint.Pass, b *digest.Bullet, text *hangul.Text) {
	text.Reset()
	end := b.Text.Start
	for at := range b.Prose() {
		if at.Start > end {
			text.Gap(end, at.Start)
		}
		text.Append(p.Text(at), at.Start)
		end = at.End
	}
}

// wordKey is the beginning of a word as far as its broken syllable, two
// syllables at least: what follows may be another particle elsewhere.
func wordKey(word string, broken int) string {
	return word[:min(len(word), max(broken+3, 6))]
}

func accepted(list []string, word string) bool {
	for _, a := range list {
		if strings.HasPrefix(word, a) {
			return true
		}
	}
	return false
}

func reportSlip(p *lint.Pass, s *hangul.Slip, word, key string) {
	at := s.Start - s.WordStart
	// A mark of emphasis inside the word ends what is reported.
	first := strings.LastIndexByte(word[:at], '*') + 1
	if end := strings.IndexByte(word[at:], '*'); end >= 0 {
		word = word[:at+end]
	}
	right := word[first:at] + string(s.Right) + word[at+3:]
	word = word[first:]
	p.Report(digest.Span{Start: s.WordStart + first, End: s.WordStart + first + len(word)},
		fmt.Sprintf("%q looks like %q with a broken byte", word, right),
		lint.Suggest(right, lint.Unsafe), lint.WithConfidence(s.Confidence), lint.Tentative(key))
}

// concludeGarbledHangul drops the findings on words that the run knows.
func concludeGarbledHangul(run *lint.Run) {
	uses := map[uint64]int{}
	for _, f := range run.Facts {
		for _, k := range f.Value.([]uint64) {
			uses[k]++
		}
	}
	threshold := run.Options.(*GarbledHangulOptions).Threshold
	for _, f := range run.Facts {
		run.Drop(f.Input, func(key string, confidence float64) bool {
			return confidence-familiarity*float64(uses[maphash.String(wordSeed, key)]-1) < threshold
		})
	}
}
