package llm

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// BatchRequest is a chat of a batch. Its ID, unique in the batch, leads from the
// result back to it.
type BatchRequest struct {
	ID string
	Request
}

// Batch is a number of chats that an endpoint answers within a day, usually at half
// the price.
type Batch struct {
	ID     string
	Status BatchStatus
	Total  int // requests
	Done   int // answered
	Failed int

	Problem     string // why all of it failed; "" if it did not
	fingerprint string
	output      string // file of the answers
	errors      string // file of the failures
}

// BatchStatus is how far a batch is.
type BatchStatus string

// The statuses of an unfinished batch are whatever the endpoint calls them
// (validating, in_progress, finalizing, cancelling); these are the final ones.
const (
	BatchCompleted BatchStatus = "completed"
	BatchExpired   BatchStatus = "expired"   // the day is over; what was answered is there
	BatchCancelled BatchStatus = "cancelled" // as for expired
	BatchFailed    BatchStatus = "failed"    // as a whole: Problem says why
)

// Finished reports whether nothing more will happen to a batch.
func (b Batch) Finished() bool {
	switch b.Status {
	case BatchCompleted, BatchExpired, BatchCancelled, BatchFailed:
		return true
	}
	return false
}

// MaxBatch and MaxBatchBytes are the most requests of a batch and bytes of them that
// endpoints take.
const (
	MaxBatch      = 50_000
	MaxBatchBytes = 200 << 20
)

// uploadTimeout is for files, whatever the time for one answer.
const uploadTimeout = 15 * time.Minute

// fingerprintKey is where a batch's metadata holds its fingerprint.
const fingerprintKey = "sumtool"

// SubmitBatch hands requests in. The fingerprint, at most 512 bytes, is stored with
// the batch: when the program dies between the endpoint's taking it and the caller's
// keeping its ID, [Endpoint.FindBatch] finds it again, and it is not paid for twice.
// The whole batch must fit into the budget.
func (e *Endpoint) SubmitBatch(ctx context.Context, fingerprint string, requests []BatchRequest) (Batch, error) {
	file, err := e.batchFile(requests)
	if err != nil {
		return Batch{}, err
	}
	if err := e.budget.fits(requests); err != nil {
		return Batch{}, err
	}
	var uploaded openai.File
	err = e.call(ctx, &attempt{}, uploadTimeout, false, func(ctx context.Context, _ *exchange) (err error) {
		uploaded, err = e.api.CreateFileBytes(ctx, openai.FileBytesRequest{Name: "batch.jsonl", Bytes: file, Purpose: openai.PurposeBatch})
		return err
	})
	if err != nil {
		return Batch{}, noBatches(err)
	}
	for failures := 0; ; failures++ {
		b, err := e.createBatch(ctx, uploaded.ID, fingerprint)
		var problem *Error
		if !errors.As(err, &problem) || !problem.retryable() || failures >= e.o.Retries {
			return b, noBatches(err)
		}
		if err := e.wait(ctx, failures+1, problem); err != nil {
			return Batch{}, err
		}
		// The endpoint may have made it although its answer did not arrive.
		if found, ok, err := e.FindBatch(ctx, fingerprint); err != nil || ok {
			return found, err
		}
	}
}

func (e *Endpoint) createBatch(ctx context.Context, file, fingerprint string) (Batch, error) {
	var out openai.BatchResponse
	a := &attempt{}
	a.do = func(ctx context.Context) error {
		x := &exchange{}
		timed, cancel := context.WithTimeout(x.with(ctx), e.o.Timeout)
		defer cancel()
		var err error
		out, err = e.api.CreateBatch(timed, openai.CreateBatchRequest{InputFileID: file, Endpoint: openai.BatchEndpointChatCompletions,
			CompletionWindow: "24h", Metadata: map[string]any{fingerprintKey: fingerprint}})
		return e.failure(ctx, x, err)
	}
	if err := e.send(ctx, a); err != nil {
		return Batch{}, err
	}
	return e.checkBatch(out.Batch)
}

// noBatches says what a missing page means for batches.
func noBatches(err error) error {
	var problem *Error
	if errors.As(err, &problem) && problem.Kind == NotFound {
		problem.Hint = "the endpoint seems to have no Batch API; go on without --batch"
	}
	return err
}

func (e *Endpoint) batchOf(in openai.Batch) Batch {
	b := Batch{ID: in.ID, Status: BatchStatus(e.key.redact(clean(in.Status))), Total: in.RequestCounts.Total, Done: in.RequestCounts.Completed, Failed: in.RequestCounts.Failed}
	b.fingerprint, _ = in.Metadata[fingerprintKey].(string)
	if in.OutputFileID != nil {
		b.output = *in.OutputFileID
	}
	if in.ErrorFileID != nil {
		b.errors = *in.ErrorFileID
	}
	if in.Errors != nil && len(in.Errors.Data) > 0 {
		d := in.Errors.Data[0]
		b.Problem = e.key.redactMessage(clean(d.Message))
		if d.Line != nil {
			b.Problem = fmt.Sprintf("line %d: %s", *d.Line, b.Problem)
		}
	}
	return b
}

// checkBatch refuses what is no batch: nobody could ask how far it is, and it would
// never be finished.
func (e *Endpoint) checkBatch(in openai.Batch) (Batch, error) {
	if in.ID == "" || in.Status == "" {
		return Batch{}, &Error{Kind: Malformed, Stop: true, Message: "the endpoint's answer is no batch", Hint: "go on without --batch"}
	}
	b := e.batchOf(in)
	if e.key.redact(b.ID+b.output+b.errors) != b.ID+b.output+b.errors { // ids are kept and shown
		return Batch{}, &Error{Kind: Malformed, Stop: true, Message: "the endpoint names a batch by the key", Hint: "do not trust it with one"}
	}
	return b, nil
}

// Batch asks how far a batch is.
func (e *Endpoint) Batch(ctx context.Context, id string) (Batch, error) {
	var out openai.BatchResponse
	err := e.call(ctx, &attempt{}, e.o.Timeout, false, func(ctx context.Context, _ *exchange) (err error) {
		out, err = e.api.RetrieveBatch(ctx, id)
		return err
	})
	if err != nil {
		return Batch{}, err
	}
	return e.checkBatch(out.Batch)
}

// CancelBatch gives a batch up. What is answered by then is billed, and there.
func (e *Endpoint) CancelBatch(ctx context.Context, id string) error {
	return e.call(ctx, &attempt{}, e.o.Timeout, false, func(ctx context.Context, _ *exchange) error {
		_, err := e.api.CancelBatch(ctx, id)
		return err
	})
}

// searchPages of a hundred batches each are looked through by FindBatch.
const searchPages = 5

// FindBatch looks for a batch by its fingerprint among the newest.
func (e *Endpoint) FindBatch(ctx context.Context, fingerprint string) (Batch, bool, error) {
	var after *string
	limit := 100
	for range searchPages {
		var page openai.ListBatchResponse
		err := e.call(ctx, &attempt{}, e.o.Timeout, false, func(ctx context.Context, _ *exchange) (err error) {
			page, err = e.api.ListBatch(ctx, after, &limit)
			return err
		})
		if err != nil {
			return Batch{}, false, noBatches(err)
		}
		for _, in := range page.Data {
			if b := e.batchOf(in); b.fingerprint == fingerprint && b.Status != BatchFailed {
				return b, true, nil
			}
		}
		if !page.HasMore || len(page.Data) == 0 {
			break
		}
		after = &page.Data[len(page.Data)-1].ID
	}
	return Batch{}, false, nil
}

// batchFile writes the requests as the endpoint reads them, a line each. The client
// library would write an empty line for what it cannot encode.
func (e *Endpoint) batchFile(requests []BatchRequest) ([]byte, error) {
	if len(requests) == 0 || len(requests) > MaxBatch {
		return nil, fmt.Errorf("a batch has 1 to %d requests, not %d", MaxBatch, len(requests))
	}
	var file bytes.Buffer
	enc := json.NewEncoder(&file)
	enc.SetEscapeHTML(false)
	seen := make(map[string]bool, len(requests))
	for _, r := range requests {
		if seen[r.ID] || r.ID == "" {
			return nil, fmt.Errorf("the requests of a batch need ids that differ; %q does not", r.ID)
		}
		seen[r.ID] = true
		body, extra := e.ladder.form(r.Model).build(r.Request)
		b, err := json.Marshal(body)
		if err != nil {
			return nil, fmt.Errorf("encode request %q: %w", r.ID, err)
		}
		if b, err = merged(b, extra); err != nil {
			return nil, fmt.Errorf("encode request %q: %w", r.ID, err)
		}
		line := struct {
			ID     string          `json:"custom_id"`
			Method string          `json:"method"`
			URL    string          `json:"url"`
			Body   json.RawMessage `json:"body"`
		}{r.ID, "POST", "/v1/chat/completions", b}
		if err := enc.Encode(line); err != nil {
			return nil, fmt.Errorf("encode request %q: %w", r.ID, err)
		}
	}
	if file.Len() > MaxBatchBytes {
		return nil, fmt.Errorf("a batch has at most %d MB, these requests have %d", MaxBatchBytes>>20, file.Len()>>20)
	}
	return file.Bytes(), nil
}
