package llm

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestConcurrencyAdapts: it halves when the endpoint says that it is too much, once
// for all requests that were under way, and grows again.
func TestConcurrencyAdapts(t *testing.T) {
	l := newLimiter(Options{Concurrency: 32}.withDefaults())
	ok := func(n int) {
		for range n {
			l.inFlight++
			l.leave(time.Now(), nil)
		}
	}
	busy := func(began time.Time) { l.inFlight++; l.leave(began, &Error{Kind: RateLimit}) }
	if l.limit != startLimit {
		t.Fatalf("starts at %g", l.limit)
	}
	ok(100)
	if l.limit != 32 {
		t.Errorf("grows to %g, want 32", l.limit)
	}
	began := time.Now()
	for range 10 {
		busy(began)
	}
	if l.limit != 16 {
		t.Errorf("ten refusals at a time give %g, want 16", l.limit)
	}
	busy(time.Now())
	ok(8)
	if l.limit < 8.9 || l.limit > 9.1 {
		t.Errorf("a round of successes gives %g, want 9", l.limit)
	}
	for range 10 {
		busy(time.Now())
	}
	if l.limit != 1 {
		t.Errorf("falls to %g, want 1", l.limit)
	}
}

// TestNeverMoreAtOnce than allowed.
func TestNeverMoreAtOnce(t *testing.T) {
	var now, most atomic.Int64
	s := serve(t, func(int) answer {
		n := now.Add(1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
		return good(`{}`)
	})
	e := dial(t, s, func(o *Options) { o.Concurrency = 3 })
	var wg sync.WaitGroup
	for range 30 {
		wg.Go(func() {
			if _, err := e.Complete(context.Background(), hello); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if most.Load() != 3 {
		t.Errorf("%d at once, want 3", most.Load())
	}
}

// TestRates: a minute's allowance is spread evenly.
func TestRates(t *testing.T) {
	s := serve(t, sequence(good(`{}`)))
	e := dial(t, s, func(o *Options) { o.RPM = 1200 }) // 20 a second
	began := time.Now()
	for range 9 {
		if _, err := e.Complete(context.Background(), hello); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(began); took < 390*time.Millisecond {
		t.Errorf("9 requests at 20 a second took %s", took)
	}
	// 600 tokens at once and 90 a second; a request reserves some 40.
	e = dial(t, s, func(o *Options) { o.TPM = 6000 })
	began = time.Now()
	for range 18 {
		if _, err := e.Complete(context.Background(), hello); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(began); took < 300*time.Millisecond {
		t.Errorf("18 requests of 40 tokens took %s", took)
	}
}

// TestBudget: no limit is ever passed, also with many requests at once, and all of
// it can be used.
func TestBudget(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Options)
		most   int64
	}{
		// A request uses 15 tokens and reserves at most some 150.
		{"tokens", func(o *Options) { o.MaxTokens = 1000 }, 1000 / 15},
		{"cost", func(o *Options) {
			o.MaxCost = 0.001
			o.Prices = map[string]Price{"m": {Prompt: 1, Completion: 1}}
		}, 1000 / 15},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, func(int) answer { time.Sleep(time.Millisecond); return good(`{}`) })
			e := dial(t, s, func(o *Options) { o.Concurrency = 8; c.change(o) })
			var wg sync.WaitGroup
			var stopped atomic.Int64
			for range 200 {
				wg.Go(func() {
					if _, err := e.Complete(context.Background(), hello); err != nil {
						if KindOf(err) != Budget || !Stops(err) {
							t.Error(err)
						}
						stopped.Add(1)
					}
				})
			}
			wg.Wait()
			spent := e.Spent()
			if n := s.requests.Load(); n > c.most || n < c.most*3/4 || n+stopped.Load() != 200 {
				t.Errorf("%d requests, at most %d fit; %d stopped", n, c.most, stopped.Load())
			}
			if spent.Usage.Total() > 1000 || spent.Cost > 0.001 {
				t.Errorf("spent %+v", spent)
			}
		})
	}
}

// TestBudgetCountsWhatFailed: a truncated answer and a refusal are billed as well.
func TestBudgetCountsWhatFailed(t *testing.T) {
	s := serve(t, sequence(message(`{"content":"{"}`, `"length"`), message(`{"refusal":"no"}`, `"stop"`), answer{status: 500}, good("{}")))
	e := dial(t, s, func(o *Options) {
		o.Prices = map[string]Price{"m": {Prompt: 1, Completion: 2}}
	})
	for range 3 {
		_, _ = e.Complete(context.Background(), hello) // counted below
	}
	got := e.Spent()
	if want := (Usage{Prompt: 30, Completion: 15}); got.Usage != want || got.Requests != 4 || got.Retries != 1 || got.Answers != 3 || fmt.Sprintf("%.6f", got.Cost) != "0.000060" {
		t.Errorf("%+v", got)
	}
}

func TestBudgetNeedsPrices(t *testing.T) {
	e, err := Open(Options{BaseURL: "http://localhost/v1", MaxCost: 1, Prices: map[string]Price{"a": {}}})
	if err != nil {
		t.Fatal(err)
	}
	if e.CheckBudget("a") != nil || e.CheckBudget("b") == nil {
		t.Error("a limit on cost is accepted exactly for models with a price")
	}
}

func TestCost(t *testing.T) {
	u := Usage{Prompt: 1_000_000, Completion: 500_000, Cached: 400_000}
	for _, c := range []struct {
		p    Price
		want float64
	}{{Price{}, 0}, {Price{Prompt: 2, Completion: 8}, 6}, {Price{Prompt: 2, Completion: 8, Cached: 1}, 5.6}} {
		if got := c.p.Cost(u); got < c.want-1e-9 || got > c.want+1e-9 {
			t.Errorf("%+v: %g, want %g", c.p, got, c.want)
		}
	}
}

// TestBatchPrice: a batch counts at its share of the price, before it is handed in
// and after.
func TestBatchPrice(t *testing.T) {
	p := Price{Prompt: 2, Completion: 8, Cached: 1, Batch: 0.5}
	u := Usage{Prompt: 1_000_000, Completion: 500_000, Cached: 400_000}
	if got, whole := p.InBatch().Cost(u), p.Cost(u); got != whole/2 || (Price{Prompt: 2}).InBatch().Cost(u) != 2 {
		t.Errorf("half of %g is %g", whole, got)
	}
	b := budget{prices: map[string]Price{"m": p}, maxCost: 6}
	b.add("m", u, true)
	if b.sum.Cost != 2.8 {
		t.Errorf("spent %g, want 2.8", b.sum.Cost)
	}
	half := []BatchRequest{{ID: "1", Request: Request{Model: "m", MaxTokens: 750_000}}} // 6 dollars, 3 in a batch
	if err := b.fits(half); err != nil {
		t.Errorf("3 more do not fit: %v", err)
	}
	if err := b.fits(append(half, half...)); KindOf(err) != Budget {
		t.Errorf("6 more fit: %v", err)
	}
}

// TestEstimate: o200k counts measured over Korean digests are 0.67 a syllable and
// 0.29 any other character.
func TestEstimate(t *testing.T) {
	for text, want := range map[string]int{"": 0, "가나다라마바사아자차": 7, "hello world": 4, "모델 model": 4} {
		if got := EstimateTokens(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
