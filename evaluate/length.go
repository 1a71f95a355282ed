package evaluate

import (
	"math"
)

// NewLength returns the ratio of lengths: the characters of the hypothesis per
// character of the mean reference or, if ofSource, of the source. White space
// does not count. Neither more nor less is better; 1 is as long.
func NewLength(ofSource bool) Metric {
	if ofSource {
		return sourceLength{length{true}}
	}
	return length{false}
}

type length struct{ ofSource bool }

// sourceLength is length of the source.
type sourceLength struct{ length }

// The statistics of a segment, in code points.
const (
	lengthHyp = iota
	lengthRef
	lengthWidth
)

func (m length) Info() MetricInfo {
	return MetricInfo{Key: "length", Name: "length ratio", Neutral: true, Digits: 2}
}

func (m length) Signature() []Field {
	of := "ref"
	if m.ofSource {
		of = "src"
	}
	return []Field{{"of", "of", of}, {"unit", "u", "char"}, {"version", "v", "1"}}
}

func (m length) Width() int { return lengthWidth }

func (m length) NewScorer() Scorer { return &lengthScorer{ofSource: m.ofSource} }

// Score is NaN where there is text and nothing to compare it with.
func (m length) Score(sum []float64, _ Arithmetic) float64 {
	switch {
	case sum[lengthRef] > 0:
		return sum[lengthHyp] / sum[lengthRef]
	case sum[lengthHyp] > 0:
		return math.NaN()
	}
	return 1
}

func (m length) Parts(sum []float64) []Part {
	return []Part{{"hyp_chars", int(sum[lengthHyp])}, {"ref_chars", sum[lengthRef]}}
}

type lengthScorer struct {
	ofSource bool
	chars    float64
}

func (s *lengthScorer) Prepare(seg Segment) error {
	if s.ofSource {
		s.chars = float64(characters(seg.Source))
		return nil
	}
	if len(seg.References) == 0 {
		return ErrNoReference
	}
	n := 0
	for _, r := range seg.References {
		n += characters(r)
	}
	s.chars = float64(n) / float64(len(seg.References))
	return nil
}

func (s *lengthScorer) Statistics(hypothesis string, stats []float64) {
	stats[lengthHyp], stats[lengthRef] = float64(characters(hypothesis)), s.chars
}

// characters counts the code points that are not white space.
func characters(s string) int {
	n := 0
	for _, r := range s {
		if !pySpace(r) {
			n++
		}
	}
	return n
}
