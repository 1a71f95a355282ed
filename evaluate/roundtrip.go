package evaluate

import (
	"context"
	"fmt"
	"math"
)

// BackTranslator translates hypotheses back into the language of their sources,
// without seeing these. It returns what came back by text; a text that nothing
// came back of is missing.
type BackTranslator func(ctx context.Context, texts []string, progress func(done, total int)) (map[string]string, error)

// roundTrip compares sources with what comes back of their translations. It is a
// screen: what is lost may have been lost on the way back, and what comes back
// says nothing of style (Moon et al. 2020, "Revisiting Round-Trip Translation for
// Quality Estimation").
type roundTrip struct {
	chrf  Metric
	back  BackTranslator
	model string
	texts map[string]string // once Ask was called
}

// NewRoundTrip returns the metric that scores by chrF++ of what comes back
// against the source; its parts tell how many of the source's numbers and names
// do. model is who translates back.
func NewRoundTrip(back BackTranslator, model string) (Asker, error) {
	o := CHRFOptions{CharOrder: 6, WordOrder: 2, Beta: 2}
	m, err := newCHRF("chrf++", o)
	if err != nil {
		return nil, err
	}
	return &roundTrip{chrf: m, back: back, model: model}, nil
}

// The statistics of a segment after those of chrF.
const (
	tripNumbers = iota // of the source that came back, by value
	tripAllNumbers
	tripNames
	tripAllNames
	tripSegments // of which something came back
	tripLost     // segments of which nothing came back
	tripWidth
)

func (m *roundTrip) Info() MetricInfo {
	return MetricInfo{Key: "round-trip", Name: "round trip", Digits: 1, Max: 100}
}

func (m *roundTrip) Signature() []Field {
	return []Field{{"model", "m", m.model}, {"of", "of", "src"}, {"by", "by", "chrF2++"}, {"version", "v", "1"}}
}

func (m *roundTrip) Width() int { return m.chrf.Width() + tripWidth }

// Ask implements [Asker].
func (m *roundTrip) Ask(ctx context.Context, items []Item, progress func(done, total int)) (err error) {
	var texts []string
	for _, it := range items {
		if it.Source == "" {
			return fmt.Errorf("%s: no source text; round-trip needs --src", it.ID)
		}
		texts = append(texts, it.Hypotheses...)
	}
	m.texts, err = m.back(ctx, texts, progress)
	return err
}

// Score is NaN where nothing came back.
func (m *roundTrip) Score(sum []float64, by Arithmetic) float64 {
	w := m.chrf.Width()
	if sum[w+tripSegments] == 0 {
		return math.NaN()
	}
	return m.chrf.Score(sum[:w], by)
}

func (m *roundTrip) Parts(sum []float64) []Part {
	trip := sum[m.chrf.Width():]
	return []Part{
		{"numbers_back", int(trip[tripNumbers])}, {"numbers", int(trip[tripAllNumbers])},
		{"names_back", int(trip[tripNames])}, {"names", int(trip[tripAllNames])},
		{"returned", int(trip[tripSegments])}, {"not_returned", int(trip[tripLost])},
	}
}

func (m *roundTrip) NewScorer() Scorer { return &tripScorer{m: m, chrf: m.chrf.NewScorer()} }

type tripScorer struct {
	m      *roundTrip
	chrf   Scorer
	source string
}

func (s *tripScorer) Prepare(seg Segment) error {
	s.source = seg.Source
	return s.chrf.Prepare(Segment{References: []string{seg.Source}})
}

func (s *tripScorer) Statistics(hypothesis string, stats []float64) {
	clear(stats)
	w := s.m.chrf.Width()
	trip := stats[w:]
	back, ok := s.m.texts[hypothesis]
	if !ok {
		trip[tripLost] = 1
		return
	}
	s.chrf.Statistics(back, stats[:w])
	found, all := countNumbers(s.source, back)
	trip[tripNumbers], trip[tripAllNumbers] = float64(found), float64(all)
	found, all = countNames(s.source, back)
	trip[tripNames], trip[tripAllNames] = float64(found), float64(all)
	trip[tripSegments] = 1
}
