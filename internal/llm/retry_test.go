package llm

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		header map[string]string
		want   time.Duration
	}{
		{nil, 0},
		{map[string]string{"Retry-After": "7"}, 7 * time.Second},
		{map[string]string{"Retry-After": "1.5"}, 1500 * time.Millisecond},
		{map[string]string{"Retry-After": "0"}, 0},
		{map[string]string{"Retry-After": "-3"}, 0},
		{map[string]string{"Retry-After": "soon"}, 0},
		{map[string]string{"Retry-After": "NaN"}, 0},
		{map[string]string{"Retry-After": "1e300"}, 365 * 24 * time.Hour},
		{map[string]string{"Retry-After": "20s"}, 20 * time.Second},
		{map[string]string{"Retry-After": now.Add(time.Minute).Format(http.TimeFormat)}, time.Minute},
		{map[string]string{"Retry-After": now.Add(-time.Minute).Format(http.TimeFormat)}, 0},
		// The server's clock is an hour ahead.
		{map[string]string{"Retry-After": now.Add(61 * time.Minute).Format(http.TimeFormat), "Date": now.Add(time.Hour).Format(http.TimeFormat)}, time.Minute},
		{map[string]string{"Retry-After-Ms": "250", "Retry-After": "1"}, 250 * time.Millisecond},
		{map[string]string{"X-Ratelimit-Reset-Requests": "6m0s"}, 6 * time.Minute},
		{map[string]string{"X-Ratelimit-Reset-Requests": "20ms", "X-Ratelimit-Reset-Tokens": "3s"}, 3 * time.Second},
		{map[string]string{"X-Ratelimit-Reset-Requests": "9s", "X-Ratelimit-Remaining-Requests": "4", "X-Ratelimit-Reset-Tokens": "2s", "X-Ratelimit-Remaining-Tokens": "0"}, 2 * time.Second},
		{map[string]string{"X-Ratelimit-Reset": "1777636810000"}, 10 * time.Second},
		{map[string]string{"X-Ratelimit-Reset": "1777636810"}, 10 * time.Second},
		{map[string]string{"X-Ratelimit-Reset": now.Add(time.Second).Format(time.RFC3339)}, time.Second},
	} {
		h := http.Header{}
		for k, v := range c.header {
			h.Set(k, v)
		}
		if got := retryAfter(h, now); got != c.want {
			t.Errorf("%v: %s, want %s", c.header, got, c.want)
		}
	}
}

// TestRetries: what passes by itself is asked again, everything else is not.
func TestRetries(t *testing.T) {
	for _, c := range []struct {
		first    answer
		requests int64
	}{
		{answer{status: 429}, 2},
		{answer{status: 500}, 2},
		{answer{status: 503, body: "<html>"}, 2},
		{answer{status: 529}, 2},
		{answer{status: 408}, 2},
		{answer{status: 409}, 2},
		{answer{body: `{"error":{"message":"overloaded"}}`}, 2},
		{answer{body: `{"choices":[]}`}, 2},
		{answer{body: `{"choi`}, 2},
		{message(`{"content":""}`, `"stop"`), 2},
		{message(`{"content":"{"}`, `"length"`), 1},
		{message(`{"refusal":"no"}`, `"stop"`), 1},
		{message(`{"content":""}`, `"content_filter"`), 1},
		{answer{status: 400, body: `{"error":{"message":"bad"}}`}, 1},
		{answer{status: 402}, 1},
		{answer{status: 429, body: `{"error":{"code":"insufficient_quota"}}`}, 1},
		{answer{status: 422, body: `{"detail":"bad"}`}, 1},
		{answer{status: 501}, 1},
	} {
		s := serve(t, sequence(c.first, good(`{}`)))
		e := dial(t, s, nil)
		got, err := e.Complete(context.Background(), hello)
		if n := s.requests.Load(); n != c.requests || (err == nil) != (n == 2) {
			t.Errorf("%d %.40s: %d requests, want %d; %v", c.first.status, c.first.body, n, c.requests, err)
		}
		if spent := e.Spent(); spent.Requests != int(c.requests) || spent.Retries != int(c.requests)-1 || err == nil && got.Retries != 1 {
			t.Errorf("%d %.40s: counted %+v, %d", c.first.status, c.first.body, spent, got.Retries)
		}
	}
}

func TestRetriesEnd(t *testing.T) {
	s := serve(t, sequence(answer{status: 500}))
	_, err := dial(t, s, nil).Complete(context.Background(), hello)
	if n := s.requests.Load(); n != 4 || KindOf(err) != Overloaded || Stops(err) || !strings.Contains(err.Error(), "after 4 attempts") {
		t.Errorf("%d requests, %v", n, err)
	}
}

// TestWaitsAsLongAsAsked, and no longer than is bearable.
func TestWaitsAsLongAsAsked(t *testing.T) {
	s := serve(t, sequence(answer{status: 429, header: map[string]string{"Retry-After-Ms": "300"}}, good(`{}`)))
	began := time.Now()
	if _, err := dial(t, s, nil).Complete(context.Background(), hello); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took < 300*time.Millisecond || took > 3*time.Second {
		t.Errorf("waited %s", took)
	}
	s = serve(t, sequence(answer{status: 429, header: map[string]string{"Retry-After": "86400"}}))
	_, err := dial(t, s, nil).Complete(context.Background(), hello)
	if n := s.requests.Load(); n != 1 || !Stops(err) {
		t.Errorf("asked to wait a day: %d requests, %v", n, err)
	}
}

// TestPauseHoldsForAll: one request is told to wait, so the others wait as well.
func TestPauseHoldsForAll(t *testing.T) {
	s := serve(t, sequence(answer{status: 429, header: map[string]string{"Retry-After-Ms": "400"}}, good(`{}`)))
	e := dial(t, s, func(o *Options) { o.Retries = 0 })
	if _, err := e.Complete(context.Background(), hello); KindOf(err) != RateLimit {
		t.Fatal(err)
	}
	began := time.Now()
	if _, err := e.Complete(context.Background(), hello); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took < 300*time.Millisecond {
		t.Errorf("the next request went out after %s", took)
	}
}

// TestBreaker: an endpoint that refuses from the start is asked once; one that has
// answered may refuse now and then.
func TestBreaker(t *testing.T) {
	no := answer{status: 401, body: `{"error":{"message":"no"}}`}
	s := serve(t, sequence(no))
	e := dial(t, s, nil)
	for range 5 {
		if _, err := e.Complete(context.Background(), hello); KindOf(err) != Auth || !Stops(err) {
			t.Errorf("got %v", err)
		}
	}
	if n := s.requests.Load(); n != 1 {
		t.Errorf("%d requests to an endpoint that refuses the key", n)
	}

	s = serve(t, sequence(good(`{}`), no, good(`{}`), no, no, no))
	e = dial(t, s, nil)
	for range 2 {
		if _, err := e.Complete(context.Background(), hello); err != nil {
			t.Errorf("after one refusal: %v", err)
		}
	}
	if _, err := e.Complete(context.Background(), hello); !Stops(err) {
		t.Errorf("after three refusals in a row: %v", err)
	}
	if n := s.requests.Load(); n != 6 {
		t.Errorf("%d requests, want 6", n)
	}
}

// TestGoneEndpoint: calls that fail in a row in spite of their retries end the run.
func TestGoneEndpoint(t *testing.T) {
	s := serve(t, sequence(answer{status: 503}))
	e := dial(t, s, func(o *Options) { o.Retries = 1; o.Concurrency = 1 })
	for i := range 3 {
		_, err := e.Complete(context.Background(), hello)
		if Stops(err) != (i == 2) {
			t.Errorf("call %d: %v", i, err)
		}
	}
	if e.Spent().Answers != 0 {
		t.Error("counted an answer")
	}
}

func TestUnreachable(t *testing.T) {
	s := serve(t, sequence(good("")))
	s.Close()
	for url, says := range map[string]string{
		s.URL + "/v1":                  "connection refused; is the endpoint running",
		"http://nowhere.invalid/v1":    "no such host: nowhere.invalid",
		"https://" + s.URL[7:] + "/v1": "connection refused",
	} {
		e, err := Open(Options{BaseURL: url, Retries: 5, Timeout: 5 * time.Second})
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		_, err = e.Complete(context.Background(), hello)
		if KindOf(err) != Unreachable || !Stops(err) || !strings.Contains(err.Error(), says) || time.Since(began) > 4*time.Second {
			t.Errorf("%s: %v", url, err)
		}
	}
}

// TestTLS: an endpoint that cannot prove who it is gets neither text nor key.
func TestTLS(t *testing.T) {
	s := serve(t, sequence(good("{}")))
	plain, err := Open(Options{BaseURL: "https" + strings.TrimPrefix(s.URL, "http") + "/v1", Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plain.Complete(context.Background(), hello); KindOf(err) != Unreachable || !strings.Contains(err.Error(), "TLS") {
		t.Errorf("http behind https: %v", err)
	}
	if n := s.requests.Load(); n != 0 {
		t.Errorf("%d requests", n)
	}
}

func TestTimeout(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	s := serve(t, func(n int) answer {
		if n == 1 {
			<-release
		}
		return good(`{}`)
	})
	e := dial(t, s, func(o *Options) { o.Timeout = 200 * time.Millisecond })
	if _, err := e.Complete(context.Background(), hello); err != nil {
		t.Errorf("the second attempt answers: %v", err)
	}
	if n := s.requests.Load(); n != 2 {
		t.Errorf("%d requests", n)
	}
}

func TestCancel(t *testing.T) {
	s := serve(t, sequence(answer{status: 500}))
	e := dial(t, s, func(o *Options) { o.Backoff = time.Hour; o.Retries = 100 })
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	_, err := e.Complete(ctx, hello)
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 3*time.Second {
		t.Errorf("got %v after %s", err, time.Since(began))
	}
}
