package doctor

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/task"
)

// probe is a translation small enough to cost next to nothing, of the form that
// all requests have.
var probe = task.Message{Task: task.Translate, From: "ko", To: "en", Items: []task.Item{{ID: "p1.b1", Text: "이 논문은 새로운 방법을 제안합니다."}}}

// request makes one tiny request, and says how it had to be put.
func (x *Examination) request(ctx context.Context, e *llm.Endpoint, model string) error {
	zero, seed := 0.0, 1
	began := time.Now()
	got, err := e.Complete(ctx, llm.Request{
		Model: model,
		Messages: []llm.Message{
			{Role: llm.System, Content: `Translate each item from Korean into English. Answer with one JSON object: {"items":[{"id":"…","text":"…"}]}`},
			{Role: llm.User, Content: task.Encode(probe)},
		},
		Schema: &llm.Schema{Name: "answer", JSON: json.RawMessage(`{"type":"object","properties":{"items":{"type":"array","items":{"type":"object",` +
			`"properties":{"id":{"type":"string"},"text":{"type":"string"}},"required":["id","text"],"additionalProperties":false}}},"required":["items"],"additionalProperties":false}`)},
		MaxTokens: 2048, Temperature: &zero, Seed: &seed,
	})
	if errors.Is(err, context.Canceled) {
		return err
	}
	if err != nil {
		x.Fail("request", err)
		return nil
	}
	took := time.Since(began)
	var items []task.Item
	switch err := task.ReadItems(got.Text, &items); {
	case err != nil || len(items) != 1 || items[0].ID != probe.Items[0].ID:
		x.Warn("request", "a larger or instruction-tuned model may do", "the answer is not the JSON that was asked for")
	case got.Usage.Estimated:
		x.Warn("request", "", "answered in %.1fs; the endpoint counts no tokens, so costs are estimates", took.Seconds())
	default:
		x.OK("request", "answered in %.1fs with %d+%d tokens", took.Seconds(), got.Usage.Prompt, got.Usage.Completion)
	}
	f := e.Form(model)
	form := []string{f.Format.String(), "length by " + f.Cap.String()}
	if f.NoTemp {
		form = append(form, "no temperature")
	}
	if f.NoSeed {
		form = append(form, "no seed")
	}
	if f.NoSystem {
		form = append(form, "no system role")
	}
	x.OK("form", "%s", strings.Join(form, ", "))
	return nil
}
