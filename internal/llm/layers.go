package llm

import (
	"context"
	"errors"
	"sync"
	"time"
)

// attempt is one call on its way through the layers, whatever it asks for.
type attempt struct {
	model      string
	prompt     int                             // estimated tokens sent
	completion int                             // most tokens received
	do         func(ctx context.Context) error // makes the request once
	usage      Usage                           // what do has used
	n          int                             // requests made for the call
	optional   bool                            // what an endpoint may not have: that it does not says nothing about the rest
}

// missing reports whether an error says that the endpoint does not have what an
// optional attempt asks for.
func (a *attempt) missing(k Kind) bool { return a.optional && (k == NotFound || k == NoModel) }

// send makes one attempt; layers wrap it.
type send func(ctx context.Context, a *attempt) error

// maxUnsupported bounds how often one call may lose a parameter.
const maxUnsupported = 8

// retry sends an attempt until it succeeds, fails for good, or has been tried
// often enough.
func (e *Endpoint) retry(ctx context.Context, a *attempt) error {
	for failures, unsupported := 0, 0; ; {
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		err := e.send(ctx, a)
		var problem *Error
		if !errors.As(err, &problem) {
			if err == nil {
				e.streak.end()
			}
			return err
		}
		problem.Attempts = a.n
		switch {
		case problem.Kind == Unsupported && unsupported < maxUnsupported:
			unsupported++
			continue
		case !problem.retryable(), a.missing(problem.Kind):
			return problem
		case failures >= e.o.Retries || problem.RetryAfter > e.o.MaxWait:
			return e.streak.add(problem, e.o.MaxWait)
		}
		failures++
		if err := e.wait(ctx, failures, problem); err != nil {
			return err
		}
		e.budget.retried()
	}
}

// streak counts calls that failed in a row although they were retried. An
// endpoint that has gone away would otherwise cost every remaining call all of
// its retries.
type streak struct {
	mu     sync.Mutex
	n      int
	worked bool // a call has succeeded
}

// maxStreak calls in a row that failed for good end the run, and maxEmpty that
// got answers without content from an endpoint that has never given any: later
// such answers may be about the texts of one paper.
const (
	maxStreak = 3
	maxEmpty  = 8
)

func (s *streak) end() {
	s.mu.Lock()
	s.n, s.worked = 0, true
	s.mu.Unlock()
}

func (s *streak) add(err *Error, maxWait time.Duration) *Error {
	s.mu.Lock()
	defer s.mu.Unlock()
	most := maxStreak
	switch err.Kind {
	case RateLimit, Overloaded, Unreachable, Network, Timeout:
	case Empty, Malformed:
		if most = maxEmpty; s.worked {
			return err
		}
	default:
		return err
	}
	s.n++
	if s.n >= most || err.RetryAfter > maxWait {
		err.Stop = true
	}
	return err
}

// newBreaker is the layer that gives up on errors which do not pass by
// themselves: at once if the endpoint has never answered, else (an answer may
// have come from one bad server of many) at the third in a row.
func newBreaker(next send) send {
	var (
		mu      sync.Mutex
		worked  bool
		inARow  int
		tripped *Error
	)
	return func(ctx context.Context, a *attempt) error {
		mu.Lock()
		if tripped != nil {
			err := *tripped
			mu.Unlock()
			return &err
		}
		mu.Unlock()
		err := next(ctx, a)
		mu.Lock()
		defer mu.Unlock()
		var problem *Error
		if !errors.As(err, &problem) {
			if err == nil {
				worked, inARow = true, 0
			}
			return err
		}
		if a.missing(problem.Kind) {
			return problem
		}
		switch problem.Kind {
		case Quota, Budget:
			problem.Stop = true
		case Auth, NotFound, NoModel, Unreachable:
			if inARow++; !worked || inARow >= maxStreak {
				problem.Stop = true
			}
		case Empty, Truncated, ContentFilter, Refusal, TooLong, BadRequest, Unsupported:
			worked, inARow = true, 0 // it answers, if not as we like
		}
		if problem.Stop {
			tripped = problem
			err := *problem
			return &err
		}
		return problem
	}
}
