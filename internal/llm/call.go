package llm

import (
	"context"
	"time"
)

// call makes a request other than a chat through all layers. make is given the
// context of one attempt and the exchange that goes with it.
func (e *Endpoint) call(ctx context.Context, a *attempt, timeout time.Duration, stream bool, make func(ctx context.Context, x *exchange) error) error {
	a.do = func(ctx context.Context) error {
		x := &exchange{stream: stream}
		timed, cancel := context.WithTimeout(x.with(ctx), timeout)
		defer cancel()
		return e.failure(ctx, x, make(timed, x))
	}
	return e.retry(ctx, a)
}
