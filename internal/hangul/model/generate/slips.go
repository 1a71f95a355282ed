//go:build generate

package main

import (
	"math/rand/v2"

	"github.com/sumtool/sumtool/internal/hangul"
)

// A sample is a passage with one broken syllable, or an untouched one.
type sample struct {
	text  string
	at    int // byte offset of the broken syllable, -1 if none
	right rune
	count float64 // how often it counts
}

// breaker breaks syllables as tokenisers do: three times in four the last byte,
// else the middle one; half of the time any value, half of the time one that
// gives a syllable as frequent as text has them.
type breaker struct {
	rng  *rand.Rand
	freq map[rune]float64
}

func newBreaker(passages []passage, seed uint64) *breaker {
	b := &breaker{rng: rand.New(rand.NewPCG(seed, 1)), freq: map[rune]float64{}}
	for _, p := range passages {
		for _, r := range p.text {
			if hangul.IsSyllable(r) {
				b.freq[r]++
			}
		}
	}
	return b
}

func (b *breaker) breakOne(text string) (sample, bool) {
	var at []int
	for i, r := range text {
		if hangul.IsSyllable(r) {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return sample{}, false
	}
	i := at[b.rng.IntN(len(at))]
	var was rune
	for _, r := range text[i:] {
		was = r
		break
	}
	which := hangul.LastByte
	if b.rng.IntN(4) == 0 {
		which = hangul.MiddleByte
	}
	frequent := b.rng.IntN(2) == 0
	var options []rune
	var weights []float64
	total := 0.0
	for _, n := range hangul.AppendNeighbours(nil, was) {
		if d, _ := hangul.Differs(n, was); d != which {
			continue
		}
		w := 1.0
		if frequent {
			w = b.freq[n]
		}
		options, weights, total = append(options, n), append(weights, w), total+w
	}
	x := b.rng.Float64() * total
	for k, w := range weights {
		if x -= w; x < 0 {
			return sample{text[:i] + string(options[k]) + text[i+3:], i, was, 1}, true
		}
	}
	return sample{}, false
}

// sample appends the text as it is, to count so many times, and some broken
// forms of it.
func (b *breaker) sample(to []sample, text string, count float64, broken int) []sample {
	to = append(to, sample{text, -1, 0, count})
	for range broken {
		if x, ok := b.breakOne(text); ok {
			to = append(to, x)
		}
	}
	return to
}
