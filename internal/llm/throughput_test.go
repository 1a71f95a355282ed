package llm_test

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/testendpoint"
)

// TestThroughput: with 200 ms an answer and 32 at once, the client takes at most 5 %
// longer than the latency alone does.
func TestThroughput(t *testing.T) {
	if os.Getenv("SUMTOOL_FULL") != "1" {
		t.Skip("needs a quiet machine; SUMTOOL_FULL=1 runs it")
	}
	const calls, at, latency = 2000, 32, 200 * time.Millisecond
	e := start(t, testendpoint.New(testendpoint.Options{Latency: latency}), func(o *llm.Options) { o.Concurrency = at })
	work := make(chan int)
	var wg sync.WaitGroup
	began := time.Now()
	for range at {
		wg.Go(func() {
			for n := range work {
				if _, err := e.Complete(context.Background(), translation(n)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for n := range calls {
		work <- n
	}
	close(work)
	wg.Wait()
	ideal := time.Duration(calls/at) * latency
	t.Logf("%s, ideal %s: %.1f %%", time.Since(began), ideal, 100*ideal.Seconds()/time.Since(began).Seconds())
	if took := time.Since(began); took > ideal*100/95 {
		t.Errorf("took %s, ideal is %s", took, ideal)
	}
}
