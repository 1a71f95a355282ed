package evaluate

import (
	"context"
	"fmt"
	"slices"
)

// TestKind is a paired significance test.
type TestKind string

// The tests, under sacreBLEU's names.
const (
	NoTest   TestKind = ""   // intervals only
	PairedBS TestKind = "bs" // bootstrap resampling (Koehn 2004)
	PairedAR TestKind = "ar" // approximate randomization (Riezler and Maxwell 2005)
)

// Name is the test's name in words, "" for none.
func (k TestKind) Name() string {
	switch k {
	case PairedBS:
		return "paired bootstrap"
	case PairedAR:
		return "paired approximate randomization"
	}
	return ""
}

// MaxSamples bounds resamples and trials: their scores are kept until the end, and
// more of them change no digit that anybody prints.
const MaxSamples = 1_000_000

// TestOptions say how scores are resampled.
type TestOptions struct {
	Kind       TestKind
	Samples    int     // resamples or trials; 0 means 1000 resamples or 10000 trials; at most [MaxSamples]
	Intervals  int     // resamples for intervals with PairedAR; 0 for no intervals
	Confidence float64 // of the intervals, between 0 and 1; 0 means 0.95
	Seed       uint64  // sacreBLEU's is 12345
	AllPairs   bool    // compare every two systems, not only the others with the first
	Jobs       int     // goroutines; 0 means the CPUs
	// Progress is called now and then, from any goroutine but one at a time; nil
	// for none.
	Progress func(done, total int)
}

// Outcome is what resampling says of several systems.
type Outcome struct {
	Samples     int          // resamples or trials
	Confidence  float64      // of the intervals
	Intervals   [][]Interval // by system and metric; nil if there are none
	Comparisons []Comparison
}

// correct corrects the P values of every metric for the number of comparisons.
func (o *Outcome) correct(metrics int) {
	for m := range metrics {
		var p []float64
		for _, c := range o.Comparisons {
			p = append(p, c.P[m])
		}
		for i, v := range Holm(p) {
			o.Comparisons[i].P[m] = v
		}
	}
}

// Comparison is the test of two systems against each other.
type Comparison struct {
	A, B      int       // systems
	P         []float64 // by metric: the probability of such a difference by chance
	Identical []bool    // by metric: no segment's statistics differ, so P is 1
}

// Resample estimates intervals and tests differences. The statistics must have
// been kept. With the same seed, P is sacreBLEU 2.6's to the last digit, with
// one exception: the reference program finds that a system differs significantly
// from a copy of itself, or from one with the same score in every sample
// (P = 1/(samples+1)); here P is 1.
func Resample(ctx context.Context, o TestOptions, metrics []Metric, stats [][]*Statistics) (*Outcome, error) {
	if len(stats) == 0 || len(metrics) == 0 || stats[0][0].Segments() == 0 {
		return nil, fmt.Errorf("nothing to resample")
	}
	if o.Samples == 0 {
		o.Samples = 1000
		if o.Kind == PairedAR {
			o.Samples = 10000
		}
	}
	if o.Confidence == 0 {
		o.Confidence = 0.95
	}
	out := &Outcome{Samples: o.Samples, Confidence: o.Confidence, Comparisons: comparisons(metrics, stats, o.AllPairs)}
	t := tester{o: o, metrics: metrics, stats: stats}
	switch o.Kind {
	case NoTest:
		out.Comparisons = nil
		t.total = o.Samples
		_, err := t.intervals(ctx, out, newGenerator(o.Seed), stats, o.Samples)
		return out, err
	case PairedBS:
		t.total = o.Samples
		return out, t.bootstrap(ctx, out)
	case PairedAR:
		t.total = o.Samples + 2*o.Intervals
		return out, t.randomize(ctx, out)
	}
	return nil, fmt.Errorf("unknown test %q (known: bs, ar)", o.Kind)
}

func comparisons(metrics []Metric, stats [][]*Statistics, all bool) []Comparison {
	var out []Comparison
	for a := range stats {
		if a > 0 && !all {
			break
		}
		for b := a + 1; b < len(stats); b++ {
			c := Comparison{A: a, B: b, P: make([]float64, len(metrics)), Identical: make([]bool, len(metrics))}
			for m := range metrics {
				c.Identical[m] = stats[a][m].Equal(stats[b][m])
			}
			out = append(out, c)
		}
	}
	return out
}

// tester runs the resamplings of one test.
type tester struct {
	o           TestOptions
	metrics     []Metric
	stats       [][]*Statistics
	done, total int
}

func (t *tester) resampling(stats [][]*Statistics, samples int) *resampling {
	r := &resampling{metrics: t.metrics, stats: stats, samples: samples, jobs: t.o.Jobs}
	if t.o.Progress != nil {
		before := t.done
		r.progress = func(done int) { t.o.Progress(before+done, t.total) }
	}
	t.done += samples
	return r
}

// intervals adds the intervals of the systems in stats to out and returns the
// scores that they come from.
func (t *tester) intervals(ctx context.Context, out *Outcome, g *generator, stats [][]*Statistics, samples int) ([][][]float64, error) {
	scores, err := t.resampling(stats, samples).bootstrap(ctx, g)
	if err != nil {
		return nil, err
	}
	for s := range scores {
		var row []Interval
		for m := range scores[s] {
			row = append(row, interval(scores[s][m], t.o.Confidence))
		}
		out.Intervals = append(out.Intervals, row)
	}
	return scores, nil
}

// interval is the mean of scores and the range that a part of them lies in, as
// many of the rest below it as above.
func interval(scores []float64, part float64) Interval {
	sorted := slices.Sorted(slices.Values(scores))
	// What is added makes up for rounding: 0.95 leaves a fortieth at either end.
	outside := min(int(float64(len(sorted))*(1-part)/2+1e-9), (len(sorted)-1)/2)
	return Interval{
		Lo:   sorted[outside],
		Hi:   sorted[len(sorted)-1-outside],
		Mean: pairwiseSum(sorted) / float64(len(sorted)),
	}
}

func (t *tester) bootstrap(ctx context.Context, out *Outcome) error {
	scores, err := t.intervals(ctx, out, newGenerator(t.o.Seed), t.stats, t.o.Samples)
	if err != nil {
		return err
	}
	for i := range out.Comparisons {
		c := &out.Comparisons[i]
		for m := range t.metrics {
			diffs := make([]float64, t.o.Samples)
			for k := range diffs {
				d := scores[c.B][m][k] - scores[c.A][m][k]
				diffs[k] = max(d, -d)
			}
			// The differences vary around their mean by as much as they would
			// around zero if there was no difference.
			mean := pairwiseSum(diffs) / float64(len(diffs))
			for k := range diffs {
				diffs[k] -= mean
			}
			c.P[m] = t.p(c, m, diffs)
		}
	}
	return nil
}

func (t *tester) randomize(ctx context.Context, out *Outcome) error {
	g := newGenerator(t.o.Seed)
	if len(out.Comparisons) > 0 {
		var pairs [][2]int
		for _, c := range out.Comparisons {
			pairs = append(pairs, [2]int{c.A, c.B})
		}
		diffs, err := t.resampling(t.stats, t.o.Samples).shuffle(ctx, g, pairs)
		if err != nil {
			return err
		}
		for i := range out.Comparisons {
			c := &out.Comparisons[i]
			for m := range t.metrics {
				c.P[m] = t.p(c, m, diffs[i][m])
			}
		}
	}
	if t.o.Intervals == 0 {
		return nil
	}
	// The reference program draws for the first system anew, and for the others
	// from where the coins have left the generator.
	if _, err := t.intervals(ctx, out, newGenerator(t.o.Seed), t.stats[:1], t.o.Intervals); err != nil {
		return err
	}
	_, err := t.intervals(ctx, out, g, t.stats[1:], t.o.Intervals)
	return err
}

// p is how probable a difference as large as the real one is, given differences
// that arose by chance.
func (t *tester) p(c *Comparison, m int, chance []float64) float64 {
	if c.Identical[m] {
		return 1
	}
	metric := t.metrics[m]
	d := metric.Score(t.stats[c.A][m].Sum(), Exact) - metric.Score(t.stats[c.B][m].Sum(), Exact)
	d = max(d, -d)
	larger := 0
	for _, v := range chance {
		if v > d {
			larger++
		}
	}
	if d == 0 && larger == 0 {
		return 1 // nothing ever differs: two systems without a finding, of different length
	}
	return float64(larger+1) / float64(len(chance)+1)
}
