package llm_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/testendpoint"
)

func batcher(t *testing.T, ctx context.Context, e *llm.Endpoint, state string) *llm.Batcher {
	t.Helper()
	b, err := e.Batcher(ctx, llm.BatchOptions{State: state, Idle: 20 * time.Millisecond, Poll: 5 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// askAll asks the requests at once and reports how many had a right answer.
func askAll(t *testing.T, ctx context.Context, b *llm.Batcher, n int) (right int) {
	t.Helper()
	var wg sync.WaitGroup
	var good atomic.Int64
	for i := range n {
		wg.Go(func() {
			got, err := b.Complete(ctx, translation(i))
			switch {
			case err == nil && strings.Contains(got.Text, fmt.Sprintf(`"b%d"`, i)):
				good.Add(1)
			case err == nil:
				t.Errorf("request %d has the answer %s", i, got.Text)
			}
		})
	}
	wg.Wait()
	return int(good.Load())
}

// TestBatcher: failed and expired requests are part of the next batch, until all are
// answered.
func TestBatcher(t *testing.T) {
	state := filepath.Join(t.TempDir(), "batches.jsonl")
	h := testendpoint.New(testendpoint.Options{Seed: 1, Rates: testendpoint.Rates{testendpoint.BatchFailed: 0.05, testendpoint.BatchExpired: 0.05}})
	b := batcher(t, context.Background(), start(t, h, nil), state)
	if got := askAll(t, context.Background(), b, 500); got != 500 {
		t.Errorf("%d of 500 answered", got)
	}
	if st := h.Stats(); st.Repeated != 0 {
		t.Errorf("%d answers were paid for twice", st.Repeated)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(state); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the state is left behind: %v", err)
	}
}

// TestBatcherResumes: a program that ends while it waits, or before it has the
// batch's id, takes the batch up again.
func TestBatcherResumes(t *testing.T) {
	for _, lost := range []string{"while waiting", "before the id"} {
		t.Run(lost, func(t *testing.T) {
			state := filepath.Join(t.TempDir(), "batches.jsonl")
			h := testendpoint.New(testendpoint.Options{})
			var made atomic.Int64
			first, end := context.WithCancel(context.Background())
			serve := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				making := r.Method == http.MethodPost && r.URL.Path == "/v1/batches"
				if making && made.Add(1) == 1 && lost == "before the id" {
					h.ServeHTTP(httptest.NewRecorder(), r)
					end()
					panic(http.ErrAbortHandler)
				}
				if first.Err() == nil && r.Method == http.MethodGet && lost == "while waiting" {
					end()
				}
				h.ServeHTTP(w, r)
			})
			e := start(t, serve, nil)
			if got := askAll(t, first, batcher(t, first, e, state), 50); got != 0 {
				t.Fatalf("%d answered in the run that was ended", got)
			}
			time.Sleep(50 * time.Millisecond) // what was under way ends
			b := batcher(t, context.Background(), e, state)
			if got := askAll(t, context.Background(), b, 60); got != 60 {
				t.Errorf("%d of 60 answered", got)
			}
			if st := h.Stats(); st.Repeated != 0 || made.Load() != 2 {
				t.Errorf("%d answers were paid for twice, in %d batches", st.Repeated, made.Load())
			}
			// The same request again wants another answer than the batch has.
			if got := askAll(t, context.Background(), b, 1); got != 1 || made.Load() != 3 {
				t.Errorf("%d answered, %d batches", got, made.Load())
			}
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestBatcherStops(t *testing.T) {
	for name, c := range map[string]struct {
		h      http.Handler
		change func(*llm.Options)
		kind   llm.Kind
	}{
		"no batches": {http.NotFoundHandler(), nil, llm.NotFound},
		"budget":     {testendpoint.New(testendpoint.Options{}), func(o *llm.Options) { o.MaxTokens = 50 }, llm.Budget},
		"wrong key":  {testendpoint.New(testendpoint.Options{Key: "right"}), nil, llm.Auth},
	} {
		b := batcher(t, context.Background(), start(t, c.h, c.change), filepath.Join(t.TempDir(), "b.jsonl"))
		if _, err := b.Complete(context.Background(), translation(1)); llm.KindOf(err) != c.kind || !llm.Stops(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestBatcherWithoutItsState: where it cannot be written down what is about to be
// handed in, nothing is handed in, and the run ends with the reason.
func TestBatcherWithoutItsState(t *testing.T) {
	state := filepath.Join(t.TempDir(), "b.jsonl")
	b := batcher(t, context.Background(), start(t, testendpoint.New(testendpoint.Options{}), nil), state)
	if err := os.Mkdir(state, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Complete(context.Background(), translation(1)); !llm.Stops(err) || !strings.Contains(err.Error(), "b.jsonl: is no file") {
		t.Error(err)
	}
}
