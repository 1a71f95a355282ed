package evaluate

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Item is a segment with what every system made of it.
type Item struct {
	Segment
	ID         string   // where it comes from, for messages: "line 12", "2405.19327/b2"
	Hypotheses []string // by system
}

// collectChunk is how many segments go through a goroutine at a time: enough to
// make handing over cheap, few enough to stay in a cache.
const collectChunk = 128

// Collection says what to compute of the segments.
type Collection struct {
	Metrics  []Metric
	Systems  int
	Keep     bool           // keep the statistics of single segments
	Jobs     int            // goroutines; 0 means the CPUs
	Progress func(done int) // called now and then with the segments done; may be nil
}

// Collect computes the statistics of all items, by system and metric. Items are
// read once, in order, and not kept, so memory does not depend on their number
// unless the statistics are kept. The result does not depend on Jobs.
func Collect(ctx context.Context, c Collection, items iter.Seq2[Item, error]) ([][]*Statistics, error) {
	out := make([][]*Statistics, c.Systems)
	for s := range out {
		for _, m := range c.Metrics {
			out[s] = append(out[s], NewStatistics(m.Width(), c.Keep))
		}
	}
	jobs := c.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	l := &line{Collection: c, chunks: make(chan *chunk), ordered: make(chan *chunk, 2*jobs)}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return l.feed(ctx, items) })
	for range jobs {
		g.Go(l.work)
	}
	g.Go(func() error { return l.gather(ctx, out) })
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return out, nil
}

// line is the assembly line of a collection: one goroutine feeds chunks in, some
// score them, one gathers them in their order.
type line struct {
	Collection
	chunks  chan *chunk // to be scored
	ordered chan *chunk // the same, in order
	spare   sync.Pool   // chunks to be used again
}

// chunk is some items and their statistics.
type chunk struct {
	items []Item
	stats []float64 // item by item, system by system, metric by metric
	err   error
	done  chan struct{}
}

func (l *line) empty() *chunk {
	if k, ok := l.spare.Get().(*chunk); ok {
		return k
	}
	return new(chunk)
}

func (l *line) feed(ctx context.Context, items iter.Seq2[Item, error]) error {
	defer close(l.chunks)
	defer close(l.ordered)
	k := l.empty()
	for item, err := range items {
		if err != nil {
			return err
		}
		if len(item.Hypotheses) != l.Systems {
			return fmt.Errorf("%s: %d hypotheses for %d systems", item.ID, len(item.Hypotheses), l.Systems)
		}
		k.items = append(k.items, item)
		if len(k.items) == collectChunk {
			if err := l.send(ctx, k); err != nil {
				return err
			}
			k = l.empty()
		}
	}
	if len(k.items) > 0 {
		return l.send(ctx, k)
	}
	return nil
}

func (l *line) send(ctx context.Context, k *chunk) error {
	k.done = make(chan struct{})
	for _, to := range []chan<- *chunk{l.ordered, l.chunks} {
		select {
		case to <- k:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}

func (l *line) work() error {
	scorers := make([]Scorer, len(l.Metrics))
	for i, m := range l.Metrics {
		scorers[i] = m.NewScorer()
	}
	for k := range l.chunks {
		k.err = k.score(l.Collection, scorers)
		close(k.done)
	}
	return nil
}

// score computes a chunk's statistics.
func (k *chunk) score(c Collection, scorers []Scorer) error {
	width := 0
	for _, m := range c.Metrics {
		width += m.Width()
	}
	k.stats = resized(k.stats, len(k.items)*c.Systems*width)
	for i, item := range k.items {
		at := k.stats[i*c.Systems*width:]
		for j, scorer := range scorers {
			if err := scorer.Prepare(item.Segment); err != nil {
				return fmt.Errorf("%s: %w", item.ID, err)
			}
			w := c.Metrics[j].Width()
			for s, hyp := range item.Hypotheses {
				scorer.Statistics(hyp, at[s*width:s*width+w])
			}
			at = at[w:]
		}
	}
	return nil
}

// gather adds the chunks up in their order.
func (l *line) gather(ctx context.Context, out [][]*Statistics) error {
	done := 0
	for k := range l.ordered {
		select {
		case <-k.done:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if k.err != nil {
			return k.err
		}
		at := k.stats
		for range k.items {
			for s := range out {
				for _, st := range out[s] {
					st.Add(at[:st.width])
					at = at[st.width:]
				}
			}
		}
		done += len(k.items)
		if l.Progress != nil {
			l.Progress(done)
		}
		clear(k.items)
		k.items = k.items[:0]
		l.spare.Put(k)
	}
	return nil
}
