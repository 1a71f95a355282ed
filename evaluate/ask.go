package evaluate

import (
	"context"
	"iter"
)

// Asker is a metric whose scores come from an endpoint. It is asked once about
// all segments, before they are scored.
type Asker interface {
	Metric
	// Ask gets what the scores are made of. progress, if not nil, is called now
	// and then. An error is one of the endpoint.
	Ask(ctx context.Context, items []Item, progress func(done, total int)) error
}

// asked lets the plan's askers ask, and returns the items to score. Without
// askers they are read while they are scored; with them they are kept, since
// what a model answers is dearer than memory.
func (p *Plan) asked(ctx context.Context) (iter.Seq2[Item, error], error) {
	var askers []Asker
	for _, m := range p.Metrics {
		if a, ok := m.(Asker); ok {
			askers = append(askers, a)
		}
	}
	if askers == nil {
		return p.Items, nil
	}
	var items []Item
	for item, err := range p.Items {
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	if len(items) > 0 && items[0].Statistics != nil { // they were asked before
		askers = nil
	}
	for _, a := range askers {
		var progress func(done, total int)
		if p.Progress != nil {
			progress = func(done, total int) { p.Progress(a.Info().Name, done, total) }
		}
		if err := a.Ask(ctx, items, progress); err != nil {
			return nil, err
		}
	}
	return func(yield func(Item, error) bool) {
		for _, item := range items {
			if !yield(item, nil) {
				return
			}
		}
	}, nil
}
