package evaluate

import (
	"context"
	"iter"
	"strconv"
)

// Plan says what to evaluate.
type Plan struct {
	Metrics []Metric
	Systems []System // names and paths; the scores are filled in
	Items   iter.Seq2[Item, error]

	Test *TestOptions // nil: nothing is resampled; with AllPairs, systems are ranked too
	Holm bool         // correct P for the number of comparisons

	List    bool // keep every segment's scores
	Buckets bool // divide the segments into groups
	Worst   int  // so many segments to show

	Jobs     int                                 // goroutines; 0 means the CPUs
	Progress func(stage string, done, total int) // total is 0 where it is not known; may be nil
}

// significant is the P below which a difference is marked.
const significant = 0.05

// Run evaluates. The report is complete but for what the reading of the inputs
// knows: what could not be aligned.
func (p *Plan) Run(ctx context.Context) (*Report, error) {
	items, err := p.asked(ctx)
	if err != nil {
		return nil, err
	}
	t := newTally(p)
	c := Collection{
		Metrics: p.Metrics, Systems: len(p.Systems), Keep: p.List || p.Test != nil,
		Jobs: p.Jobs, Divide: p.Buckets, Take: t.take,
	}
	if p.Progress != nil {
		c.Progress = func(done int) { p.Progress("segments", done, 0) }
	}
	stats, err := Collect(ctx, c, items)
	if err != nil {
		return nil, err
	}
	r := &Report{
		Segments: t.segments, References: t.references(), Systems: p.Systems,
		Papers: t.papers.groups(p), Buckets: t.bucketing(p), Worst: t.worst.rows(), Guide: t.worst.guide,
	}
	cond := Conditions{References: r.References}
	for s := range r.Systems {
		for m, metric := range p.Metrics {
			sum := stats[s][m].Sum()
			r.Systems[s].Scores = append(r.Systems[s].Scores, Score{Value: metric.Score(sum, Exact), Parts: metric.Parts(sum)})
		}
	}
	if p.Test != nil && t.segments > 0 {
		if err := p.test(ctx, r, stats, &cond); err != nil {
			return nil, err
		}
	}
	for _, m := range p.Metrics {
		info := m.Info()
		info.Signature, info.Short = FormatSignature(m, cond, false), FormatSignature(m, cond, true)
		r.Metrics = append(r.Metrics, info)
	}
	if p.List {
		r.Listing = t.listing(p, stats)
	}
	r.Warnings = t.warnings(p, r)
	return r, nil
}

// test fills in intervals, P values and ranks.
func (p *Plan) test(ctx context.Context, r *Report, stats [][]*Statistics, cond *Conditions) error {
	o := *p.Test
	o.Jobs = p.Jobs
	if p.Progress != nil {
		o.Progress = func(done, total int) { p.Progress("resamples", done, total) }
	}
	out, err := Resample(ctx, o, p.Metrics, stats)
	if err != nil {
		return err
	}
	r.Test = Test{Name: o.Kind.Name(), Samples: out.Samples, Seed: o.Seed, Confidence: out.Confidence, Level: significant}
	cond.Seed = o.Seed
	if o.Kind == PairedAR {
		cond.Trials, cond.Bootstrap = out.Samples, o.Intervals
	} else {
		cond.Bootstrap = out.Samples
	}
	for s := range out.Intervals {
		for m := range p.Metrics {
			r.Systems[s].Scores[m].Interval = &out.Intervals[s][m]
		}
	}
	if p.Holm && len(out.Comparisons) > 1 {
		r.Test.Corrected = "Holm"
		out.correct(len(p.Metrics))
	}
	for _, c := range out.Comparisons {
		if c.A != 0 {
			continue
		}
		for m := range p.Metrics {
			sc := &r.Systems[c.B].Scores[m]
			sc.P, sc.Identical = &c.P[m], c.Identical[m]
		}
	}
	if o.AllPairs {
		r.Pairs = out.Comparisons
		p.rank(r, out)
	}
	return nil
}

// rank fills in the rank clusters, metric by metric.
func (p *Plan) rank(r *Report, out *Outcome) {
	for m, metric := range p.Metrics {
		differ := map[[2]int]bool{}
		for _, c := range out.Comparisons {
			differ[[2]int{c.A, c.B}] = c.P[m] < significant
		}
		scores := make([]float64, len(r.Systems))
		for s := range r.Systems {
			scores[s] = r.Systems[s].Scores[m].Value
		}
		if metric.Info().Neutral {
			continue
		}
		ranks := RankClusters(scores, metric.Info().LowerBetter, func(a, b int) bool {
			return differ[[2]int{min(a, b), max(a, b)}]
		})
		for s := range r.Systems {
			r.Systems[s].Scores[m].Rank = ranks[s]
		}
	}
}

// listing computes segments' scores from their statistics.
func (t *tally) listing(p *Plan, stats [][]*Statistics) *Listing {
	widest := 0
	for _, m := range p.Metrics {
		widest = max(widest, m.Width())
	}
	row := make([]float64, widest)
	return &Listing{
		Len: t.segments,
		ID: func(segment int) string {
			if t.ids == nil {
				return strconv.Itoa(segment + 1)
			}
			return t.ids[segment]
		},
		Score: func(system, metric, segment int) (float64, []Part) {
			m := p.Metrics[metric]
			at := row[:m.Width()]
			stats[system][metric].Segment(segment, at)
			return m.Score(at, Exact), m.Parts(at)
		},
	}
}
