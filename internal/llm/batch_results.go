package llm

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	openai "github.com/sashabaranov/go-openai"
)

// BatchResult is what became of one request of a batch. Err is as [Client]'s; one
// that [Temporary] says so of may succeed in another batch, or by itself.
type BatchResult struct {
	ID string
	Response
	Err error
}

// Temporary reports whether the same request may succeed when it is made again.
func Temporary(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.retryable()
}

// BatchResults calls visit with every result of a finished batch, in the endpoint's
// order, which is not that of the requests. Requests may be missing among the
// results, and results may have ids that nobody asked for: callers match them by id.
// requests gives a result's request by its id, for its form.
func (e *Endpoint) BatchResults(ctx context.Context, b Batch, request func(id string) (Request, bool), visit func(BatchResult) error) error {
	for _, file := range []string{b.output, b.errors} {
		if file == "" {
			continue
		}
		if err := e.resultFile(ctx, file, request, visit); err != nil {
			return err
		}
	}
	return nil
}

// resultFile fetches a file whole, to the disk, before anything in it is looked at:
// a connection may break in the middle of it.
func (e *Endpoint) resultFile(ctx context.Context, id string, request func(id string) (Request, bool), visit func(BatchResult) error) error {
	tmp, err := os.CreateTemp("", "sumtool-batch-*.jsonl")
	if err != nil {
		return fmt.Errorf("keep a batch's results: %w", err)
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close()
	err = e.call(ctx, &attempt{}, uploadTimeout, true, func(ctx context.Context, x *exchange) error {
		content, err := e.api.GetFileContent(ctx, id)
		if err != nil {
			return err
		}
		defer content.Close()
		if err := tmp.Truncate(0); err != nil {
			return err
		}
		if _, err := tmp.Seek(0, io.SeekStart); err != nil {
			return err
		}
		_, err = io.Copy(tmp, content)
		return err
	})
	if err != nil {
		return err
	}
	if _, err := tmp.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read a batch's results: %w", err)
	}
	lines := bufio.NewScanner(tmp)
	lines.Buffer(make([]byte, 1<<16), maxBody)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		r, ok := e.readResult([]byte(e.key.redact(lines.Text())), request)
		if !ok {
			e.o.Warn(fmt.Sprintf("line %d of a batch's results is none; its request counts as unanswered", n))
			continue
		}
		if err := visit(r); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read a batch's results: %w", err)
	}
	return nil
}

// resultLine is a line of a batch's output or error file.
type resultLine struct {
	ID       string `json:"custom_id"`
	Response *struct {
		Status int             `json:"status_code"`
		Body   json.RawMessage `json:"body"`
	} `json:"response"`
	Error *struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
}

// readResult reads a line; false if it is no result.
func (e *Endpoint) readResult(line []byte, request func(id string) (Request, bool)) (BatchResult, bool) {
	var in resultLine
	if json.Unmarshal(line, &in) != nil || in.ID == "" {
		return BatchResult{}, false
	}
	out := BatchResult{ID: in.ID}
	r, known := request(in.ID)
	switch {
	case !known:
		out.Err = &Error{Kind: Malformed, Message: "a result that nobody asked for"}
	case in.Response != nil && in.Response.Status < 300 && !hasError(in.Response.Body):
		x := &exchange{status: in.Response.Status, body: in.Response.Body, whole: true}
		var body openai.ChatCompletionResponse
		if err := json.Unmarshal(in.Response.Body, &body); err != nil {
			out.Err = &Error{Kind: Malformed, Message: "the answer is no chat completion"}
			break
		}
		var problem *Error
		if out.Response, problem = e.read(r, body, x); problem != nil {
			out.Err = problem
		}
		e.budget.add(r.Model, out.Usage, answered(out.Err))
	case in.Response != nil:
		x := &exchange{status: in.Response.Status, body: in.Response.Body, whole: true}
		problem := e.statusError(x)
		if what, ok := e.learn(r.Model, e.ladder.form(r.Model), x, problem); ok {
			problem = &Error{Kind: Unsupported, Status: x.status, Message: fmt.Sprintf("%s does not take %s", r.Model, what)}
		}
		out.Err = problem
	case in.Error != nil && strings.Contains(in.Error.Code, "expired"):
		out.Err = &Error{Kind: Timeout, Message: "the batch's time was over before it was this request's turn"}
	case in.Error != nil:
		out.Err = &Error{Kind: Overloaded, Message: e.key.redactMessage(clean(in.Error.Message))}
	default:
		out.Err = &Error{Kind: Malformed, Message: "a result without an answer"}
	}
	return out, true
}
