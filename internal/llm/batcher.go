package llm

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
)

// BatchOptions say how a [Batcher] works.
type BatchOptions struct {
	State string        // file that keeps the ids of batches under way
	Idle  time.Duration // a batch is closed when nothing new was asked for so long; 1 s if 0
	Poll  time.Duration // between two questions how far it is, at first; grows to a minute; 1 s if 0
	Say   func(string)  // told about batches handed in and taken up again; may be nil
}

// Batcher is a [Client] that answers by the endpoint's Batch API: it collects what
// is asked at the same time, hands it in together, and waits. Callers ask as many
// requests at once as they can; each call may take up to a day.
//
// What a batch's requests were is written down before it is handed in, and its id
// after. A program that was stopped in between, or while it waited, takes its
// batches up again when it asks the same requests: nothing is paid for twice.
// Requests that failed or expired in a batch are part of the next one.
type Batcher struct {
	e     *Endpoint
	o     BatchOptions
	ctx   context.Context
	state *batchState

	mu      sync.Mutex
	waiting map[string]*waiting // by key; all that has no answer yet
	idle    *time.Timer
	down    error // why no more batches are handed in
}

var _ Client = (*Batcher)(nil)

// waiting is a request that has no answer yet.
type waiting struct {
	request  Request
	callers  []chan BatchResult
	batched  bool
	attempts int
}

// Batcher begins to answer by batches. It ends with ctx, or by [Batcher.Close].
func (e *Endpoint) Batcher(ctx context.Context, o BatchOptions) (*Batcher, error) {
	if o.Idle <= 0 {
		o.Idle = time.Second
	}
	if o.Poll <= 0 {
		o.Poll = time.Second
	}
	if o.Say == nil {
		o.Say = func(string) {}
	}
	state, err := openBatchState(o.State, e.BaseURL())
	if err != nil {
		return nil, err
	}
	b := &Batcher{e: e, o: o, ctx: ctx, state: state, waiting: map[string]*waiting{}}
	b.idle = time.AfterFunc(time.Hour, b.flush)
	b.idle.Stop()
	return b, nil
}

// Close forgets the batches that were handed in: all that they answered has been
// kept by the callers.
func (b *Batcher) Close() error {
	b.idle.Stop()
	return b.state.forget()
}

// Complete implements [Client].
func (b *Batcher) Complete(ctx context.Context, r Request) (Response, error) {
	answer := make(chan BatchResult, 1)
	key := keyOf(r)
	b.mu.Lock()
	if b.down != nil {
		defer b.mu.Unlock()
		return Response{}, b.down
	}
	w := b.waiting[key]
	if w == nil {
		w = &waiting{request: r}
		b.waiting[key] = w
		b.idle.Reset(b.o.Idle)
	}
	w.callers = append(w.callers, answer)
	b.mu.Unlock()
	select {
	case got := <-answer:
		return got.Response, got.Err
	case <-ctx.Done():
		return Response{}, context.Cause(ctx)
	}
}

// keyOf names a request by all that it asks.
func keyOf(r Request) string {
	text, err := json.Marshal(r)
	if err != nil {
		panic(fmt.Sprintf("hash a request: %v", err)) // a schema that is no JSON: the caller's mistake
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// flush hands in what waits and is in no batch, or finds the batch of an earlier run
// that it is in.
func (b *Batcher) flush() {
	b.mu.Lock()
	defer b.mu.Unlock()
	earlier := map[*handedIn][]string{}
	var fresh []string
	for key, w := range b.waiting {
		if w.batched {
			continue
		}
		w.batched = true
		if h := b.state.holding(key); h != nil {
			earlier[h] = append(earlier[h], key)
		} else {
			fresh = append(fresh, key)
		}
	}
	for h, keys := range earlier {
		go b.resume(h, keys)
	}
	for len(fresh) > 0 {
		n := min(len(fresh), MaxBatch)
		go b.submit(fresh[:n])
		fresh = fresh[n:]
	}
}

// requests are those of keys.
func (b *Batcher) requests(keys []string) []BatchRequest {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := make([]BatchRequest, 0, len(keys))
	for _, k := range keys {
		if w := b.waiting[k]; w != nil {
			out = append(out, BatchRequest{ID: k, Request: w.request})
		}
	}
	return out
}

// submit hands in a batch and waits for it.
func (b *Batcher) submit(keys []string) {
	requests := b.requests(keys)
	if err := b.e.budget.fits(requests); err != nil && len(keys) > 1 {
		// Half may fit; the budget ends the run where not.
		b.submit(keys[:len(keys)/2])
		b.submit(keys[len(keys)/2:])
		return
	}
	h, err := b.state.intend(keys)
	if err != nil {
		b.fail(keys, err)
		return
	}
	got, err := b.e.SubmitBatch(b.ctx, h.Fingerprint, requests)
	if err == nil {
		err = b.state.submitted(h, got.ID)
	}
	if err != nil {
		b.fail(keys, err)
		return
	}
	b.o.Say(fmt.Sprintf("batch %s: handed in %d requests; if interrupted, the same command takes it up again", got.ID, len(requests)))
	b.await(got, keys)
}

// resume takes up a batch of an earlier run.
func (b *Batcher) resume(h *handedIn, keys []string) {
	var got Batch
	found := h.ID != ""
	var err error
	if found {
		got, err = b.e.Batch(b.ctx, h.ID)
	} else if got, found, err = b.e.FindBatch(b.ctx, h.Fingerprint); err == nil && found {
		err = b.state.submitted(h, got.ID)
	}
	switch {
	case KindOf(err) == NotFound, err == nil && !found: // never taken, or deleted
		b.state.drop(h)
		b.submit(keys)
	case err != nil:
		b.fail(keys, err)
	default:
		b.o.Say(fmt.Sprintf("batch %s: taken up again for %d requests", got.ID, len(keys)))
		b.await(got, keys)
	}
}

// await waits until a batch is finished and gives its results to who waits for them.
func (b *Batcher) await(got Batch, keys []string) {
	for pause := b.o.Poll; !got.Finished(); pause = min(2*pause, max(time.Minute, b.o.Poll)) {
		t := time.NewTimer(pause)
		select {
		case <-b.ctx.Done():
			t.Stop()
			b.fail(keys, context.Cause(b.ctx))
			return
		case <-t.C:
		}
		next, err := b.e.Batch(b.ctx, got.ID)
		if err != nil {
			b.fail(keys, err)
			return
		}
		got = next
	}
	if got.Status == BatchFailed {
		b.state.dropID(got.ID)
		b.fail(keys, &Error{Kind: BadRequest, Stop: true, Message: fmt.Sprintf("batch %s failed: %s", got.ID, got.Problem)})
		return
	}
	request := func(id string) (Request, bool) {
		b.mu.Lock()
		defer b.mu.Unlock()
		w := b.waiting[id]
		if w == nil {
			return Request{}, false
		}
		return w.request, true
	}
	err := b.e.BatchResults(b.ctx, got, request, func(r BatchResult) error {
		b.deliver(r)
		return nil
	})
	if err != nil {
		b.fail(keys, err)
		return
	}
	b.again(keys)
}

// deliver gives a result to who waits for it, unless it may be better next time.
func (b *Batcher) deliver(r BatchResult) {
	b.mu.Lock()
	defer b.mu.Unlock()
	w := b.waiting[r.ID]
	if w == nil || Temporary(r.Err) && w.attempts < b.e.o.Retries {
		return // asked again with those that have no result
	}
	b.give(r.ID, w, r)
}

func (b *Batcher) give(key string, w *waiting, r BatchResult) {
	b.state.answered(key)
	delete(b.waiting, key)
	r.Retries = w.attempts
	for _, c := range w.callers {
		c <- r
	}
}

// again puts those of a finished batch that have no answer into the next one.
func (b *Batcher) again(keys []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	left := false
	for _, k := range keys {
		w := b.waiting[k]
		if w == nil {
			continue
		}
		b.state.answered(k)
		if w.attempts++; w.attempts > b.e.o.Retries {
			b.give(k, w, BatchResult{ID: k, Err: &Error{Kind: Empty, Message: "no batch has answered the request"}})
			continue
		}
		w.batched, left = false, true
	}
	if left {
		b.idle.Reset(b.o.Idle)
	}
}

// fail tells all who wait for a batch that it will not come.
func (b *Batcher) fail(keys []string, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var problem *Error
	switch {
	case errors.As(err, &problem):
		said := *problem
		said.Stop = true
		err = &said
	case b.ctx.Err() == nil: // the state cannot be written
		err = &Error{Message: err.Error(), Stop: true, cause: err}
	}
	b.down = err
	for _, k := range keys {
		w := b.waiting[k]
		if w == nil {
			continue
		}
		delete(b.waiting, k)
		for _, c := range w.callers {
			c <- BatchResult{ID: k, Err: err}
		}
	}
}
