package llm

import (
	"context"
	"math"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// retryAfter reads how long an endpoint asks to wait: retry-after-ms,
// Retry-After in seconds or as a date, else the later of the x-ratelimit-reset
// headers whose remaining count is used up. 0 if it does not say, a year at most.
func retryAfter(h http.Header, now time.Time) time.Duration {
	return min(askedWait(h, now), year)
}

// year bounds what is absurd.
const year = 365 * 24 * time.Hour

func askedWait(h http.Header, now time.Time) time.Duration {
	if ms, err := strconv.ParseFloat(h.Get("Retry-After-Ms"), 64); err == nil && ms >= 0 {
		return seconds(ms / 1000)
	}
	if v := strings.TrimSpace(h.Get("Retry-After")); v != "" {
		if s, err := strconv.ParseFloat(v, 64); err == nil && s >= 0 {
			return seconds(s)
		}
		if t, err := http.ParseTime(v); err == nil {
			// The server's clock counts, where it tells it.
			if date, err := http.ParseTime(h.Get("Date")); err == nil {
				now = date
			}
			return max(t.Sub(now), 0)
		}
		if d := resetIn(v, now); d > 0 {
			return d
		}
	}
	var wait time.Duration
	for _, what := range []string{"requests", "tokens"} {
		if left := h.Get("X-Ratelimit-Remaining-" + what); left != "" && left != "0" {
			continue
		}
		wait = max(wait, resetIn(h.Get("X-Ratelimit-Reset-"+what), now))
	}
	if wait == 0 {
		wait = resetIn(h.Get("X-Ratelimit-Reset"), now)
	}
	return wait
}

// resetIn reads a reset header: a duration (6m0s, 20ms), seconds, a Unix time in
// seconds or milliseconds, or a date.
func resetIn(v string, now time.Time) time.Duration {
	v = strings.TrimSpace(v)
	if v == "" {
		return 0
	}
	if d, err := time.ParseDuration(v); err == nil {
		return max(d, 0)
	}
	if n, err := strconv.ParseFloat(v, 64); err == nil {
		switch {
		case n > 1e11:
			return max(time.UnixMilli(int64(n)).Sub(now), 0)
		case n > 1e8:
			return max(time.Unix(int64(n), 0).Sub(now), 0)
		}
		return seconds(max(n, 0))
	}
	for _, layout := range []string{time.RFC3339, http.TimeFormat} {
		if t, err := time.Parse(layout, v); err == nil {
			return max(t.Sub(now), 0)
		}
	}
	return 0
}

// seconds converts, holding what is absurd to a year; what is no number is 0.
func seconds(s float64) time.Duration {
	switch {
	case math.IsNaN(s):
		return 0
	case s > year.Seconds():
		return year
	}
	return time.Duration(s * float64(time.Second))
}

// maxBackoff bounds the wait that no endpoint asked for.
const maxBackoff = 30 * time.Second

// backoff waits before the n-th retry: as long as the endpoint asked for and a
// little more, so that not all come back at once, else by full jitter, a random
// part of an exponentially growing bound (M. Brooker, "Exponential Backoff And
// Jitter", AWS 2015).
func backoff(ctx context.Context, o Options, n int, e *Error) error {
	bound := min(o.Backoff<<min(n-1, 10), maxBackoff, o.MaxWait)
	wait := rand.N(bound) + time.Millisecond
	if e.RetryAfter > 0 {
		wait = e.RetryAfter + rand.N(o.Backoff)
	}
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-t.C:
		return nil
	}
}
