package translate

import (
	"context"
	"errors"
	"time"

	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/task"
)

// conversation is a chat about a call's segments: the first turn, and perhaps a
// second one that repairs.
type conversation struct {
	call     *call
	model    string
	rung     int // of the ladder: later ones ask for a bolder answer
	messages []llm.Message
	dead     bool // no second turn: there was no answer, or a refusal
}

func (t *Translator) converse(c *call, model string, rung int) *conversation {
	return &conversation{call: c, model: model, rung: rung,
		messages: []llm.Message{{Role: llm.System, Content: systemPrompt(c.job.from, c.job.to)}}}
}

// round asks for segments, and if told to once more for those whose answer fails
// the checks. It returns those that are still without a good answer.
func (t *Translator) round(ctx context.Context, conv *conversation, segments []*segment, repair bool) []*segment {
	left := t.turn(ctx, conv, segments, false)
	if repair && len(left) > 0 && !conv.dead {
		left = t.turn(ctx, conv, left, true)
	}
	return left
}

// turn makes one request and judges its answer.
func (t *Translator) turn(ctx context.Context, conv *conversation, segments []*segment, repair bool) (left []*segment) {
	if len(segments) == 0 || t.whyStopped() != nil {
		return segments
	}
	r, ids := t.request(conv, segments, repair)
	ask := func() (llm.Response, error) {
		began := time.Now()
		resp, err := t.Client.Complete(ctx, r)
		t.notify(Event{Kind: RequestEvent, File: conv.call.job.file.Source, Requests: ids, Model: conv.model, Usage: resp.Usage, Took: time.Since(began), Err: err})
		return resp, err
	}
	resp, err := ask()
	if llm.KindOf(err) == llm.Truncated && !repair {
		r.MaxTokens *= 4 // a model that thinks aloud, or whose vocabulary is poor in English
		resp, err = ask()
	}
	if err != nil {
		conv.dead = true
		t.unanswered(segments, conv.model, err)
		return segments
	}
	conv.messages = append(r.Messages, llm.Message{Role: llm.Assistant, Content: resp.Text})
	a := readAnswer(resp.Text, ids)
	if conv.call.job.task == task.BackTranslate {
		t.returned(conv.call.job, segments, a, resp)
		return nil
	}
	return t.judge(conv, segments, a, resp, repair)
}

// request writes the next turn of a conversation.
func (t *Translator) request(conv *conversation, segments []*segment, repair bool) (llm.Request, []string) {
	c := conv.call
	m := task.Message{Task: c.job.task, From: c.job.from, To: c.job.to, Title: c.title, Context: c.context}
	var ids []string
	tokens := 0
	seen := map[string]bool{}
	for _, s := range segments {
		it := task.Item{ID: s.id, Text: s.text}
		if repair {
			it.Findings = s.findings
		}
		m.Items, ids = append(m.Items, it), append(ids, s.id)
		tokens += llm.EstimateTokens(s.text)
		for _, g := range s.terms {
			if len(m.Glossary) < maxTerms && !seen[g.Source] {
				seen[g.Source] = true
				m.Glossary = append(m.Glossary, g)
			}
		}
	}
	temperature := 0.0
	r := llm.Request{Model: conv.model, Schema: answerSchema, MaxTokens: min(max(3*tokens+256, 512), 8192), Temperature: &temperature,
		Messages: append(conv.messages[:len(conv.messages):len(conv.messages)], llm.Message{Role: llm.User, Content: task.Encode(m)})}
	if conv.rung > 0 { // the same question again would get the same answer
		seed := conv.rung
		temperature, r.Seed = 0.3*float64(conv.rung), &seed
	}
	return r, ids
}

// unanswered records why a request gave nothing.
func (t *Translator) unanswered(segments []*segment, model string, err error) {
	if llm.Stops(err) || errors.Is(err, context.Canceled) {
		t.stop(err)
	}
	kind := llm.KindOf(err)
	for _, s := range segments {
		if kind != llm.Budget && !errors.Is(err, context.Canceled) {
			s.attempts++
		}
		s.reason, s.model, s.findings = err.Error(), model, nil
		s.lasting = kind == llm.Refusal || kind == llm.ContentFilter || kind == llm.TooLong || kind == llm.Truncated
	}
}
