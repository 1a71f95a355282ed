package evaluate

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// BackTranslator translates hypotheses back into the language of their sources,
// without seeing these. It returns what came back by text; a text that nothing
// came back of is missing.
type BackTranslator func(ctx context.Context, texts []string, progress func(done, total int)) (map[string]string, error)

// Comparer tells how near the texts of each pair are in meaning, as the cosine of
// their vectors. Where nobody can tell, missing says why.
type Comparer func(ctx context.Context, pairs [][2]string, progress func(done, total int)) (cosines []float64, missing string, err error)

// roundTrip compares sources with what comes back of their translations. It is a
// screen: what is lost may have been lost on the way back, and what comes back
// says nothing of style (Moon et al. 2020, "Revisiting Round-Trip Translation for
// Quality Estimation").
type roundTrip struct {
	chrf    Metric
	back    BackTranslator
	model   string
	compare Comparer // nil compares no meanings
	vectors string   // the model behind compare

	// Once Ask was called:
	texts   map[string]string     // what came back, by hypothesis
	cosines map[[2]string]float64 // of source and what came back
	missing string                // why there are no cosines although they were asked for
}

// NewRoundTrip returns the metric that scores by chrF++ of what comes back
// against the source; its parts tell how many of the source's numbers and names
// do, and with compare, which asks the model vectors, the mean cosine of both.
// model is who translates back.
func NewRoundTrip(back BackTranslator, model string, compare Comparer, vectors string) (Asker, error) {
	o := CHRFOptions{CharOrder: 6, WordOrder: 2, Beta: 2}
	m, err := newCHRF("chrf++", o)
	if err != nil {
		return nil, err
	}
	return &roundTrip{chrf: m, back: back, model: model, compare: compare, vectors: vectors}, nil
}

// The statistics of a segment after those of chrF.
const (
	tripNumbers = iota // of the source that came back, by value
	tripAllNumbers
	tripNames
	tripAllNames
	tripSegments // of which something came back
	tripLost     // segments of which nothing came back
	tripCosine   // of source and what came back
	tripCompared // segments that have one
	tripWidth
)

func (m *roundTrip) Info() MetricInfo {
	return MetricInfo{Key: "round-trip", Name: "round trip", Digits: 1, Max: 100}
}

func (m *roundTrip) Signature() []Field {
	fields := []Field{{"model", "m", m.model}, {"of", "of", "src"}, {"by", "by", "chrF2++"}}
	if m.compare != nil {
		fields = append(fields, Field{"cosine", "cos", m.vectors})
	}
	return append(fields, Field{"version", "v", "1"})
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
	if m.texts, err = m.back(ctx, texts, progress); err != nil || m.compare == nil {
		return err
	}
	m.cosines = map[[2]string]float64{}
	var pairs [][2]string
	for _, it := range items {
		for _, h := range it.Hypotheses {
			p := [2]string{it.Source, m.texts[h]}
			if _, ok := m.cosines[p]; !ok && p[1] != "" {
				m.cosines[p] = 0
				pairs = append(pairs, p)
			}
		}
	}
	cosines, missing, err := m.compare(ctx, pairs, progress)
	if m.missing = missing; cosines == nil {
		m.cosines = nil
		return err
	}
	for i, p := range pairs {
		m.cosines[p] = cosines[i]
	}
	return err
}

// misleads implements [misleading]: what was asked for and is not there misleads.
func (m *roundTrip) misleads(s Score, _ *tally) []string {
	if m.compare == nil || math.IsNaN(s.Value) || slices.ContainsFunc(s.Parts, func(p Part) bool { return p.Name == "cosine" }) {
		return nil
	}
	text := fmt.Sprintf("without cosines: the endpoint has given no vectors of %q", m.vectors)
	if m.missing != "" { // not known where parts are merged
		text += ": " + m.missing
	}
	return []string{text}
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
	parts := []Part{
		{"numbers_back", int(trip[tripNumbers])}, {"numbers", int(trip[tripAllNumbers])},
		{"names_back", int(trip[tripNames])}, {"names", int(trip[tripAllNames])},
		{"returned", int(trip[tripSegments])}, {"not_returned", int(trip[tripLost])},
	}
	if trip[tripCompared] > 0 {
		parts = append(parts, Part{"cosine", trip[tripCosine] / trip[tripCompared]})
	}
	return parts
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
	if v, ok := s.m.cosines[[2]string{s.source, back}]; ok {
		trip[tripCosine], trip[tripCompared] = v, 1
	}
}
