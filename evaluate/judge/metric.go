package judge

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"sync/atomic"

	"github.com/sumtool/sumtool/evaluate"
)

// metric makes scores of verdicts.
type metric struct {
	judge    *Judge
	scheme   Scheme
	verdicts map[Pair]Verdict // once Ask was called
}

var _ evaluate.Asker = (*metric)(nil)

// Metric returns the metric of a scheme. Segments without a vote that could be
// read do not count into its score.
func (j *Judge) Metric(s Scheme) evaluate.Asker { return &metric{judge: j, scheme: s} }

// Ask implements [evaluate.Asker].
func (m *metric) Ask(ctx context.Context, items []evaluate.Item, progress func(done, total int)) error {
	var pairs []Pair
	for _, it := range items {
		if it.Source == "" {
			return fmt.Errorf("%s: no source text; %s needs --src", it.ID, m.scheme)
		}
		for _, h := range it.Hypotheses {
			pairs = append(pairs, Pair{it.Source, h})
		}
	}
	var done atomic.Int64
	var err error
	m.verdicts, err = m.judge.Rate(ctx, m.scheme, pairs, func() {
		if n := int(done.Add(1)); progress != nil {
			progress(n, len(pairs))
		}
	})
	return err
}

// The statistics of a segment.
const (
	sumScore   = iota // of segments with a valid vote
	sumSpread         // of the same
	sumJudged         // segments with a valid vote
	sumInvalid        // votes that could not be read
	sumDropped        // errors with a span that stands nowhere
	sumWidth
)

func (m *metric) Info() evaluate.MetricInfo {
	switch m.scheme {
	case MQMarks:
		return evaluate.MetricInfo{Key: string(m.scheme), Name: "judge MQM", Digits: 2}
	case Faithful:
		return evaluate.MetricInfo{Key: string(m.scheme), Name: "judge faithful", Digits: 1, Max: 100}
	}
	return evaluate.MetricInfo{Key: string(m.scheme), Name: "judge DA", Digits: 1, Max: 100}
}

func (m *metric) Signature() []evaluate.Field {
	votes := max(m.judge.Votes, 1)
	return []evaluate.Field{
		{Name: "model", Short: "m", Value: m.judge.Model},
		{Name: "prompt", Short: "pr", Value: m.scheme.version()},
		{Name: "votes", Short: "n", Value: strconv.Itoa(votes)},
		{Name: "temperature", Short: "t", Value: strconv.FormatFloat(m.judge.Temperature, 'g', -1, 64)},
		{Name: "judgeseed", Short: "js", Value: strconv.Itoa(m.judge.Seed)},
		{Name: "version", Short: "v", Value: "1"},
	}
}

func (m *metric) Width() int { return sumWidth }

// Score is the mean of the judged segments; NaN if there is none.
func (m *metric) Score(sum []float64, _ evaluate.Arithmetic) float64 {
	if sum[sumJudged] == 0 {
		return math.NaN()
	}
	return sum[sumScore] / sum[sumJudged]
}

func (m *metric) Parts(sum []float64) []evaluate.Part {
	spread := 0.0
	if sum[sumJudged] > 0 {
		spread = sum[sumSpread] / sum[sumJudged]
	}
	parts := []evaluate.Part{{Name: "judged", Value: int(sum[sumJudged])}, {Name: "invalid_votes", Value: int(sum[sumInvalid])}, {Name: "spread", Value: spread}}
	if m.scheme == MQMarks {
		parts = append(parts, evaluate.Part{Name: "dropped_spans", Value: int(sum[sumDropped])})
	}
	return parts
}

func (m *metric) NewScorer() evaluate.Scorer { return &scorer{metric: m} }

type scorer struct {
	*metric
	source string
}

func (s *scorer) Prepare(seg evaluate.Segment) error {
	s.source = seg.Source
	return nil
}

func (s *scorer) Statistics(hypothesis string, stats []float64) {
	clear(stats)
	v, ok := s.verdicts[Pair{s.source, hypothesis}]
	if !ok {
		return
	}
	stats[sumInvalid], stats[sumDropped] = float64(v.Invalid), float64(v.Dropped)
	if v.Valid > 0 {
		stats[sumScore], stats[sumSpread], stats[sumJudged] = v.Score, v.Spread, 1
	}
}
