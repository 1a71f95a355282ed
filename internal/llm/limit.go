package llm

import (
	"context"
	"errors"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiter holds back requests: most at once, adapted to what the endpoint
// stands; most requests and tokens a minute; and a pause for all when the
// endpoint asks for one.
//
// The concurrency moves as TCP's window does: doubled a round trip until the
// first congestion (429, 5xx, time-out), then halved at each, and grown by one a
// round trip of successes.
type limiter struct {
	mu       sync.Mutex
	free     sync.Cond // signalled when a slot may be free
	limit    float64
	most     float64
	inFlight int
	slow     bool      // slow start: double a round trip
	cut      time.Time // of the last halving; what began before it says nothing new
	pause    time.Time // no request before
	maxPause time.Duration

	requests, tokens *rate.Limiter // nil is unlimited
}

// startLimit is the concurrency at the beginning, if as much is allowed.
const startLimit = 32

func newLimiter(o Options) *limiter {
	l := &limiter{most: float64(o.Concurrency), limit: float64(min(o.Concurrency, startLimit)), slow: true, maxPause: o.MaxWait}
	l.free.L = &l.mu
	if o.RPM > 0 {
		// A burst of one: any 60 seconds see at most RPM requests, and one.
		l.requests = rate.NewLimiter(rate.Limit(float64(o.RPM)/60), 1)
	}
	if o.TPM > 0 {
		// A tenth at once and nine tenths a minute are never more than the whole.
		l.tokens = rate.NewLimiter(rate.Limit(float64(o.TPM)*0.9/60), max(o.TPM/10, 1))
	}
	return l
}

func (l *limiter) layer(next send) send {
	return func(ctx context.Context, a *attempt) error {
		expected := a.prompt + min(a.completion, a.prompt)
		if err := l.enter(ctx, expected); err != nil {
			return err
		}
		began := time.Now()
		err := next(ctx, a)
		l.leave(began, err)
		if more := a.usage.Total() - expected; more > 0 && l.tokens != nil {
			l.charge(more)
		}
		return err
	}
}

// enter waits for a slot, for the rates, and for the end of a pause.
func (l *limiter) enter(ctx context.Context, tokens int) error {
	stop := context.AfterFunc(ctx, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.free.Broadcast()
	})
	defer stop()
	l.mu.Lock()
	for l.inFlight >= int(l.limit) && ctx.Err() == nil {
		l.free.Wait()
	}
	if ctx.Err() != nil {
		l.mu.Unlock()
		return context.Cause(ctx)
	}
	l.inFlight++
	l.mu.Unlock()
	if err := l.hold(ctx, tokens); err != nil {
		l.mu.Lock()
		l.inFlight--
		l.free.Signal()
		l.mu.Unlock()
		return err
	}
	return nil
}

func (l *limiter) hold(ctx context.Context, tokens int) error {
	if l.requests != nil {
		if err := l.requests.Wait(ctx); err != nil {
			return waitError(ctx, err)
		}
	}
	for l.tokens != nil && tokens > 0 {
		n := min(tokens, l.tokens.Burst())
		if err := l.tokens.WaitN(ctx, n); err != nil {
			return waitError(ctx, err)
		}
		tokens -= n
	}
	for {
		l.mu.Lock()
		wait := time.Until(l.pause)
		l.mu.Unlock()
		if wait <= 0 {
			return nil
		}
		t := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			t.Stop()
			return context.Cause(ctx)
		case <-t.C:
		}
	}
}

func waitError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// charge takes tokens that were used beyond the estimate out of the next
// requests' share.
func (l *limiter) charge(tokens int) {
	for tokens > 0 {
		n := min(tokens, l.tokens.Burst())
		l.tokens.ReserveN(time.Now(), n)
		tokens -= n
	}
}

// leave frees the slot and learns from the outcome.
func (l *limiter) leave(began time.Time, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.inFlight--
	var problem *Error
	switch {
	case err == nil:
		l.grow()
	case errors.As(err, &problem):
		switch problem.Kind {
		case RateLimit, Overloaded, Timeout:
			l.shrink(began)
			if problem.RetryAfter > 0 && problem.RetryAfter <= l.maxPause {
				if until := time.Now().Add(problem.RetryAfter); until.After(l.pause) {
					l.pause = until
				}
			}
		case Truncated, Refusal, ContentFilter:
			l.grow() // an answer all the same
		}
	}
	l.free.Broadcast()
}

func (l *limiter) grow() {
	step := 1 / l.limit
	if l.slow {
		step = 1
	}
	l.limit = min(l.limit+step, l.most)
}

func (l *limiter) shrink(began time.Time) {
	l.slow = false
	if began.Before(l.cut) {
		return
	}
	l.limit, l.cut = max(l.limit/2, 1), time.Now()
}
