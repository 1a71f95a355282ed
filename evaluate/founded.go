package evaluate

import (
	"math"

	"github.com/sumtool/sumtool/internal/numeral"
	"github.com/sumtool/sumtool/rules/edition"
)

// founded is the share of what hypotheses name that their sources have: numbers,
// by value and whatever the language writes them in, or names. What a hypothesis
// leaves out does not count, so it suits summaries as well as translations.
type founded struct {
	key, name string
	count     func(hypothesis, source string) (found, all int)
}

// NewNumbers returns the share, in percent, of the hypotheses' numbers whose
// value is in the source.
func NewNumbers() Metric { return founded{"numbers", "numbers", countNumbers} }

// NewNames returns the share, in percent, of the hypotheses' Latin names that the
// source has, spelled out or as they are.
func NewNames() Metric { return founded{"names", "names", countNames} }

// The statistics of a segment.
const (
	foundedFound = iota
	foundedAll
	foundedWidth
)

func (m founded) Info() MetricInfo {
	return MetricInfo{Key: m.key, Name: m.name, Digits: 1, Max: 100}
}

func (m founded) Signature() []Field {
	return []Field{{"of", "of", "src"}, {"version", "v", "1"}}
}

func (m founded) Width() int { return foundedWidth }

func (m founded) NewScorer() Scorer { return &foundedScorer{founded: m} }

// Score is NaN where there is nothing to find.
func (m founded) Score(sum []float64, _ Arithmetic) float64 {
	if sum[foundedAll] == 0 {
		return math.NaN()
	}
	return 100 * sum[foundedFound] / sum[foundedAll]
}

func (m founded) Parts(sum []float64) []Part {
	return []Part{{"found", int(sum[foundedFound])}, {"all", int(sum[foundedAll])}}
}

type foundedScorer struct {
	founded
	source string
}

func (s *foundedScorer) Prepare(seg Segment) error {
	s.source = seg.Source
	return nil
}

func (s *foundedScorer) Statistics(hypothesis string, stats []float64) {
	found, all := s.count(hypothesis, s.source)
	stats[foundedFound], stats[foundedAll] = float64(found), float64(all)
}

// countNumbers passes over small counts in words and ordinals: they come and go
// with the wording.
func countNumbers(hypothesis, source string) (found, all int) {
	var known []numeral.Number
	for i, n := range numeral.Find(hypothesis) {
		if i == 0 {
			known = numeral.Find(source)
		}
		if n.InName || n.Soft {
			continue
		}
		all++
		if numeral.Contains(known, n) {
			found++
		}
	}
	return found, all
}

func countNames(hypothesis, source string) (found, all int) {
	all = len(edition.InventedNames(hypothesis, ""))
	return all - len(edition.InventedNames(hypothesis, source)), all
}
