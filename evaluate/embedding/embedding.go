// Package embedding scores how near a text is to its source in the vectors of a
// multilingual embedding model. It knows vectors and how they are remembered; it
// must not know files, flags or how reports look.
package embedding

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
)

// Space is where one model puts texts.
type Space struct {
	Embedder llm.Embedder
	Endpoint string // base URL, for the memory
	Model    string
	Memory   memory.Memory
}

// Cosines returns the cosine of each pair of texts, from -1 to 1. Every different
// text is sent once, and no pair that is remembered. progress, if not nil, is
// called now and then.
func (s Space) Cosines(ctx context.Context, pairs [][2]string, progress func(done, total int)) ([]float64, error) {
	cosines := make([]float64, len(pairs))
	var open []int
	var texts []string
	at := map[string]int{}
	for i, p := range pairs {
		if rec, ok := s.Memory.Get(s.key(p)); ok {
			if v, err := strconv.ParseFloat(rec.Target, 64); err == nil {
				cosines[i] = v
				continue
			}
		}
		open = append(open, i)
		for _, text := range p {
			if _, ok := at[text]; !ok {
				at[text] = len(texts)
				texts = append(texts, text)
			}
		}
	}
	vectors := make([][]float32, 0, len(texts))
	for len(vectors) < len(texts) {
		batch := texts[len(vectors):min(len(vectors)+together, len(texts))]
		got, _, err := s.Embedder.Embed(ctx, s.Model, batch)
		if err != nil {
			return nil, err
		}
		vectors = append(vectors, got...)
		if progress != nil {
			progress(len(vectors), len(texts))
		}
	}
	for _, i := range open {
		p := pairs[i]
		cosines[i] = cosine(vectors[at[p[0]]], vectors[at[p[1]]])
		err := s.Memory.Put(memory.Record{Key: s.key(p), Task: "embedding", Source: p[1], Target: strconv.FormatFloat(cosines[i], 'g', -1, 64), Model: s.Model})
		if err != nil {
			return nil, err
		}
	}
	return cosines, nil
}

// Beside is [Space.Cosines] for who can do without: where the endpoint does not
// give any, missing says why. An error is one that ends the whole run.
func (s Space) Beside(ctx context.Context, pairs [][2]string, progress func(done, total int)) (cosines []float64, missing string, err error) {
	cosines, err = s.Cosines(ctx, pairs, progress)
	var refused *llm.Error
	if errors.As(err, &refused) && !llm.Stops(err) && ctx.Err() == nil {
		return nil, err.Error(), nil
	}
	return cosines, "", err
}

func (s Space) key(p [2]string) memory.Key {
	return memory.Parts{Task: "embedding", Endpoint: s.Endpoint, Model: s.Model, Context: p[0], Text: p[1]}.Key()
}

// Similarity is the mean cosine of sources and hypotheses, times 100. It has to
// ask before it can score.
type Similarity struct {
	Space
	cosines map[[2]string]float64 // of source and hypothesis
}

var _ evaluate.Asker = (*Similarity)(nil)

// together is how many texts are sent between two reports of progress.
const together = 256

// Ask implements [evaluate.Asker].
func (m *Similarity) Ask(ctx context.Context, items []evaluate.Item, progress func(done, total int)) error {
	m.cosines = map[[2]string]float64{}
	var pairs [][2]string
	for _, it := range items {
		if it.Source == "" {
			return fmt.Errorf("%s: no source text; embedding needs --src", it.ID)
		}
		for _, h := range it.Hypotheses {
			p := [2]string{it.Source, h}
			if _, ok := m.cosines[p]; !ok {
				m.cosines[p] = 0
				pairs = append(pairs, p)
			}
		}
	}
	cosines, err := m.Cosines(ctx, pairs, progress)
	for i, v := range cosines {
		m.cosines[pairs[i]] = v
	}
	return err
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
	if v, ok := s.m.cosines[[2]string{s.source, hypothesis}]; ok {
		stats[sumCosine], stats[sumSegments] = v, 1
	}
}
