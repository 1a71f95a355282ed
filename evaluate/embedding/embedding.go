// Package embedding scores how near a text is to its source in the vectors of a
// multilingual embedding model. It knows vectors and how they are remembered; it
// must not know files, flags or how reports look.
package embedding

import (
	"context"
	"fmt"
	"math"
	"strconv"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
)

// Similarity is the mean cosine of sources and hypotheses, times 100. It has to
// ask before it can score.
type Similarity struct {
	Embedder llm.Embedder
	Endpoint string // base URL, for the memory
	Model    string
	Memory   memory.Memory

	cosines map[pair]float64
}

type pair struct{ source, target string }

var _ evaluate.Asker = (*Similarity)(nil)

// together is how many texts are sent between two reports of progress.
const together = 256

// Ask implements [evaluate.Asker]. Every different text is sent once.
func (m *Similarity) Ask(ctx context.Context, items []evaluate.Item, progress func(done, total int)) error {
	m.cosines = map[pair]float64{}
	var open []pair
	var texts []string
	at := map[string]int{}
	add := func(text string) {
		if _, ok := at[text]; !ok {
			at[text] = len(texts)
			texts = append(texts, text)
		}
	}
	for _, it := range items {
		if it.Source == "" {
			return fmt.Errorf("%s: no source text; embedding needs --src", it.ID)
		}
		for _, h := range it.Hypotheses {
			p := pair{it.Source, h}
			if _, ok := m.cosines[p]; ok {
				continue
			}
			m.cosines[p] = math.NaN()
			if rec, ok := m.Memory.Get(m.key(p)); ok {
				if v, err := strconv.ParseFloat(rec.Target, 64); err == nil {
					m.cosines[p] = v
					continue
				}
			}
			open = append(open, p)
			add(p.source)
			add(p.target)
		}
	}
	vectors := make([][]float32, 0, len(texts))
	for len(vectors) < len(texts) {
		batch := texts[len(vectors):min(len(vectors)+together, len(texts))]
		got, _, err := m.Embedder.Embed(ctx, m.Model, batch)
		if err != nil {
			return err
		}
		vectors = append(vectors, got...)
		if progress != nil {
			progress(len(vectors), len(texts))
		}
	}
	for _, p := range open {
		v := cosine(vectors[at[p.source]], vectors[at[p.target]])
		m.cosines[p] = v
		err := m.Memory.Put(memory.Record{Key: m.key(p), Task: "embedding", Source: p.target, Target: strconv.FormatFloat(v, 'g', -1, 64), Model: m.Model})
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *Similarity) key(p pair) memory.Key {
	return memory.Parts{Task: "embedding", Endpoint: m.Endpoint, Model: m.Model, Context: p.source, Text: p.target}.Key()
}

// cosine of the angle between two vectors; 0 if one of them is null.
func cosine(a, b []float32) float64 {
	var dot, aa, bb float64
	for i := range min(len(a), len(b)) {
		x, y := float64(a[i]), float64(b[i])
		dot, aa, bb = dot+x*y, aa+x*x, bb+y*y
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return dot / math.Sqrt(aa*bb)
}

// The statistics of a segment.
const (
	sumCosine = iota
	sumSegments
	sumWidth
)

// Info implements [evaluate.Metric].
func (m *Similarity) Info() evaluate.MetricInfo {
	return evaluate.MetricInfo{Key: "embedding", Name: "embedding", Digits: 1, Max: 100}
}

// Signature implements [evaluate.Metric].
func (m *Similarity) Signature() []evaluate.Field {
	return []evaluate.Field{{Name: "model", Short: "m", Value: m.Model}, {Name: "of", Short: "of", Value: "src"}, {Name: "version", Short: "v", Value: "1"}}
}

// Width implements [evaluate.Metric].
func (m *Similarity) Width() int { return sumWidth }

// Score implements [evaluate.Metric]; it is NaN without a segment.
func (m *Similarity) Score(sum []float64, _ evaluate.Arithmetic) float64 {
	if sum[sumSegments] == 0 {
		return math.NaN()
	}
	return 100 * sum[sumCosine] / sum[sumSegments]
}

// Parts implements [evaluate.Metric].
func (m *Similarity) Parts(sum []float64) []evaluate.Part {
	return []evaluate.Part{{Name: "compared", Value: int(sum[sumSegments])}}
}

// NewScorer implements [evaluate.Metric].
func (m *Similarity) NewScorer() evaluate.Scorer { return &scorer{m: m} }

type scorer struct {
	m      *Similarity
	source string
}

func (s *scorer) Prepare(seg evaluate.Segment) error {
	s.source = seg.Source
	return nil
}

func (s *scorer) Statistics(hypothesis string, stats []float64) {
	clear(stats)
	if v, ok := s.m.cosines[pair{s.source, hypothesis}]; ok && !math.IsNaN(v) {
		stats[sumCosine], stats[sumSegments] = v, 1
	}
}
