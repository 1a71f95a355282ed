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
	ID         string   // the number of its line, or where it stands in a digest: "2405.19327/b2"
	Paper      *Paper   // that it belongs to, the same pointer for all its segments; nil outside digests
	Hypotheses []string // by system

	// Statistics, if not nil, were computed before: system by system, metric by
	// metric.
	Statistics []float64
}

// Paper is what segments of a digest belong to.
type Paper struct {
	Key   string // arXiv id or, without one, the title
	Title string
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
	Divide   bool           // find the groups that segments belong to
	Take     func(Scored)   // called with every item, in order; may be nil
}

// Scored is an item with its statistics, which are good until the next one.
type Scored struct {
	Item
	Traits Traits
	stats  []float64 // system by system, metric by metric
	starts []int     // by metric, where its statistics begin; then their length
}

// Statistics are one system's in one metric.
func (s Scored) Statistics(system, metric int) []float64 {
	width := s.starts[len(s.starts)-1]
	row := s.stats[system*width : (system+1)*width]
	return row[s.starts[metric]:s.starts[metric+1]]
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
	l := &line{Collection: c, starts: []int{0}, chunks: make(chan *chunk), ordered: make(chan *chunk, 2*jobs)}
	for k, m := range c.Metrics {
		l.starts = append(l.starts, l.starts[k]+m.Width())
	}
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
	starts  []int       // by metric, where its statistics begin in an item's; then their length
	chunks  chan *chunk // to be scored
	ordered chan *chunk // the same, in order
	spare   sync.Pool   // chunks to be used again
}

// chunk is some items and their statistics.
type chunk struct {
	items  []Item
	traits []Traits  // of the items, if somebody takes them
	stats  []float64 // item by item, system by system, metric by metric
	err    error
	done   chan struct{}
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
		k.err = k.score(l, scorers)
		close(k.done)
	}
	return nil
}

// score computes a chunk's statistics.
func (k *chunk) score(l *line, scorers []Scorer) error {
	width := l.starts[len(scorers)]
	k.stats = resized(k.stats, len(k.items)*l.Systems*width)
	k.traits = k.traits[:0]
	for i, item := range k.items {
		row := k.stats[i*l.Systems*width : (i+1)*l.Systems*width]
		if item.Statistics != nil {
			if len(item.Statistics) != len(row) {
				return fmt.Errorf("segment %s: %d statistics, expected %d", item.ID, len(item.Statistics), len(row))
			}
			copy(row, item.Statistics)
			if l.Take != nil {
				k.traits = append(k.traits, traitsOf(item, l.Divide))
			}
			continue
		}
		for j, scorer := range scorers {
			if err := scorer.Prepare(item.Segment); err != nil {
				return fmt.Errorf("segment %s: %w", item.ID, err)
			}
			for s, hyp := range item.Hypotheses {
				scorer.Statistics(hyp, row[s*width+l.starts[j]:s*width+l.starts[j+1]])
			}
		}
		if l.Take != nil {
			k.traits = append(k.traits, traitsOf(item, l.Divide))
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
		width := l.starts[len(l.Metrics)] * l.Systems
		for i, item := range k.items {
			row := Scored{Item: item, stats: k.stats[i*width : (i+1)*width], starts: l.starts}
			for s := range out {
				for m, st := range out[s] {
					st.Add(row.Statistics(s, m))
				}
			}
			if l.Take != nil {
				row.Traits = k.traits[i]
				l.Take(row)
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
