package evaluate

import (
	"context"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
)

// singlePrecision is implemented by the metrics whose resamples are to be summed
// as numpy sums sacreBLEU's: in single precision.
type singlePrecision interface{ singlePrecision() }

func (*BLEU) singlePrecision() {}
func (*CHRF) singlePrecision() {}
func (ter) singlePrecision()   {}

// resampling is a run of resamples of the same segments of several systems in
// several metrics.
type resampling struct {
	metrics  []Metric
	stats    [][]*Statistics // by system and metric, kept
	samples  int
	by       Arithmetic
	jobs     int
	progress func(done int) // may be nil
}

// run draws the samples one after the other and gives the sums of each to each,
// by system and metric, and for trials those of the segments left out. The calls come from several goroutines, for every sample
// once; the sums are good until a call returns.
func (r *resampling) run(ctx context.Context, draw func(w *weighing, k int), each func(sample int, sums, rests [][][]float64)) error {
	var mu sync.Mutex // around draw, next and done
	next, done := 0, 0
	jobs := r.jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	g, ctx := errgroup.WithContext(ctx)
	for range min(jobs, (r.samples+together-1)/together) {
		g.Go(func() error {
			w := newWeighing(r.stats[0][0].Segments())
			sums, rests := r.newSums(), r.newSums()
			for {
				if err := ctx.Err(); err != nil {
					return context.Cause(ctx)
				}
				mu.Lock()
				w.first, w.n = next, min(together, r.samples-next)
				for k := range w.n {
					draw(w, k)
				}
				next += w.n
				mu.Unlock()
				if w.n == 0 {
					return nil
				}
				r.sum(w, sums, rests)
				for k := range w.n {
					each(w.first+k, sums[k], rests[k])
				}
				mu.Lock()
				done += w.n
				if r.progress != nil {
					r.progress(done)
				}
				mu.Unlock()
			}
		})
	}
	return g.Wait()
}

// newSums returns room for sums by resample, system and metric.
func (r *resampling) newSums() [][][][]float64 {
	sums := make([][][][]float64, together)
	for k := range sums {
		sums[k] = make([][][]float64, len(r.stats))
		for s := range r.stats {
			for _, m := range r.metrics {
				sums[k][s] = append(sums[k][s], make([]float64, m.Width()))
			}
		}
	}
	return sums
}

func (r *resampling) sum(w *weighing, sums, rests [][][][]float64) {
	out, left := make([][]float64, w.n), make([][]float64, w.n)
	for s := range r.stats {
		for m, st := range r.stats[s] {
			for k := range out {
				out[k], left[k] = sums[k][s][m], rests[k][s][m]
			}
			if _, single := r.metrics[m].(singlePrecision); single && r.by == Resampled {
				w.singleSums(st, out)
			} else {
				w.sums(st, out)
			}
			if r.by == Shuffled {
				w.rests(st, out, left)
			}
		}
	}
}

// bootstrap returns the scores of resamples by system, metric and sample. The
// segments are drawn from g.
func (r *resampling) bootstrap(ctx context.Context, g *generator) ([][][]float64, error) {
	r.by = Resampled
	scores := make([][][]float64, len(r.stats))
	for s := range scores {
		for range r.metrics {
			scores[s] = append(scores[s], make([]float64, r.samples))
		}
	}
	draw := func(w *weighing, k int) {
		w.start[k] = *g
		g.choose(w.weights[k])
	}
	err := r.run(ctx, draw, func(sample int, sums, _ [][][]float64) {
		for s := range sums {
			for m, sum := range sums[s] {
				scores[s][m][sample] = r.metrics[m].Score(sum, Resampled)
			}
		}
	})
	return scores, err
}

// shuffle returns, by pair of systems, metric and trial, the difference between
// two systems whose segments were exchanged at the toss of a coin from g.
func (r *resampling) shuffle(ctx context.Context, g *generator, pairs [][2]int) ([][][]float64, error) {
	r.by = Shuffled
	diffs := make([][][]float64, len(pairs))
	for p := range diffs {
		for range r.metrics {
			diffs[p] = append(diffs[p], make([]float64, r.samples))
		}
	}
	var c coins
	draw := func(w *weighing, k int) { c.flip(g, w.weights[k]) }
	err := r.run(ctx, draw, func(sample int, sums, rests [][][]float64) {
		for p, pair := range pairs {
			for m, metric := range r.metrics {
				first, second := sums[pair[0]][m], sums[pair[1]][m]
				firstRest, secondRest := rests[pair[0]][m], rests[pair[1]][m]
				a, b := make([]float64, len(first)), make([]float64, len(first))
				for i := range first {
					a[i] = first[i] + secondRest[i]
					b[i] = firstRest[i] + second[i]
				}
				d := metric.Score(a, Shuffled) - metric.Score(b, Shuffled)
				diffs[p][m][sample] = max(d, -d)
			}
		}
	})
	return diffs, err
}
