package llm

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Kind classifies what went wrong with a request.
type Kind uint8

// The kinds of errors.
const (
	Unknown       Kind = iota
	Auth               // 401, 403: no key, wrong key, no permission
	NotFound           // 404, or a page instead of an API: the base URL is wrong
	NoModel            // the endpoint does not have the model
	Quota              // no credits left: 402, insufficient_quota
	Budget             // our own --max-cost or --max-tokens would be passed
	RateLimit          // 429
	Overloaded         // 5xx, an error inside a 200, a model that is loading
	Unreachable        // refused, no such host, no TLS
	Network            // reset, closed or cut in the middle
	Timeout            // no answer in time
	Malformed          // an answer that is no chat completion
	Empty              // no choices, or no text in them
	Truncated          // finish_reason length: the answer is not whole
	ContentFilter      // the endpoint's filter kept the answer back
	Refusal            // the model refused
	TooLong            // the request does not fit into the model's context
	BadRequest         // any other 4xx
	Unsupported        // a parameter that the endpoint cannot take; the ladder has learned it
)

var kindNames = [...]string{"unknown", "auth", "not-found", "no-model", "quota", "budget", "rate-limit", "overloaded",
	"unreachable", "network", "timeout", "malformed", "empty", "truncated", "content-filter", "refusal", "too-long",
	"bad-request", "unsupported"}

// String names the kind as reports and events do.
func (k Kind) String() string { return kindNames[k] }

// Error says why there is no answer. Its message never holds the key, is one
// line, and names the mend where there is one.
type Error struct {
	Kind       Kind
	Status     int           // HTTP status; 0 if there was none
	Message    string        // what the endpoint or the network said, cleaned
	Hint       string        // what to do; "" if there is nothing to say
	RetryAfter time.Duration // what the endpoint asked for; 0 if it did not
	Attempts   int           // requests made for this call so far
	Stop       bool          // nothing else will work either: end the run
	cause      error         // a network or context error; never one that holds a body
}

func (e *Error) Error() string {
	msg := e.Message
	if e.Status > 0 {
		msg = fmt.Sprintf("%s (HTTP %d)", msg, e.Status)
	}
	if e.Attempts > 1 {
		msg = fmt.Sprintf("%s, after %d attempts", msg, e.Attempts)
	}
	if e.Hint != "" {
		msg += "; " + e.Hint
	}
	return msg
}

// Unwrap gives the network's error, if there was one.
func (e *Error) Unwrap() error { return e.cause }

// KindOf returns the kind of an error; [Unknown] if it is none of this package.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Unknown
}

// Stops reports whether an error ends the whole run: no other request would do
// better. All other errors concern one request only.
func Stops(err error) bool {
	var e *Error
	if errors.As(err, &e) {
		return e.Stop
	}
	return errors.Is(err, context.Canceled)
}

// retryable reports whether the same request may succeed later.
func (e *Error) retryable() bool {
	if e.Stop {
		return false
	}
	switch e.Kind {
	case RateLimit, Overloaded, Unreachable, Network, Timeout, Malformed, Empty, Auth, NotFound, NoModel, Unsupported:
		// Authentication and not-found errors come here only when the breaker
		// has seen the endpoint work before.
		return true
	}
	return false
}
