package detect

import (
	"context"
	"runtime"
)

// ordered runs work on the items that next gives, several at once, and hands the
// results to emit in the order of the items. No more items are under way than
// there are workers, so memory does not grow with the input. It ends at the first
// error of emit, or with the context's.
func ordered[T, R any](ctx context.Context, jobs int, next func() (T, bool), work func(T) R, emit func(R) error) error {
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	pending := make(chan chan R, jobs)
	go func() {
		defer close(pending)
		for ctx.Err() == nil {
			item, ok := next()
			if !ok {
				return
			}
			result := make(chan R, 1)
			select {
			case pending <- result:
			case <-ctx.Done():
				return
			}
			go func() { result <- work(item) }()
		}
	}()
	for result := range pending {
		select {
		case r := <-result:
			if err := emit(r); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}
