package translate

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/rules/edition"
)

// work takes a call through the repair ladder: together; again, told what is
// wrong; in halves; alone, and once more told what is wrong; of the fallback
// model. A segment is part of four requests at most, and one of the fallback's.
// What is left then keeps its source.
func (t *Translator) work(ctx context.Context, c *call) {
	left := t.round(ctx, t.converse(c, t.Model, 0), c.segments, true)
	if len(left) > 2 {
		var still []*segment
		for _, half := range [][]*segment{left[:len(left)/2], left[len(left)/2:]} {
			still = append(still, t.round(ctx, t.converse(c, t.Model, 1), half, false)...)
		}
		for _, s := range still {
			t.round(ctx, t.converse(c, t.Model, 2), []*segment{s}, false)
		}
	} else if len(c.segments) > 1 || len(left) > 0 && left[0].attempts < 3 {
		for _, s := range left {
			t.round(ctx, t.converse(c, t.Model, 2), []*segment{s}, true)
		}
	}
	for _, s := range c.segments {
		if s.state == "" && s.second == "" && t.Fallback != "" && t.Fallback != t.Model {
			t.round(ctx, t.converse(c, t.Fallback, 0), []*segment{s}, false)
		}
	}
	t.settle(c)
}

// settle gives what is left its final state.
func (t *Translator) settle(c *call) {
	stopped := t.whyStopped()
	var known []memory.Record
	for _, s := range c.segments {
		switch {
		case s.state == "" && s.second != "":
			known = append(known, t.accept(c.job, s, s.second, s.model, llm.Usage{}))
		case s.state == "" && stopped != nil && !s.lasting:
			s.reason = "not asked: " + stopped.Error()
		case s.state == "":
			s.state = Failed
			if s.lasting {
				known = append(known, c.job.failure(s))
			}
		}
		if s.state != "" {
			t.notify(Event{Kind: SegmentEvent, File: c.job.file.Source, ID: s.id, Line: s.line, State: s.state, Attempts: s.attempts, Findings: s.findings})
		}
	}
	t.remember(known)
}

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
	began := time.Now()
	resp, err := t.Client.Complete(ctx, r)
	t.notify(Event{Kind: RequestEvent, File: conv.call.job.file.Source, Requests: ids, Model: conv.model, Usage: resp.Usage, Took: time.Since(began), Err: err})
	if llm.KindOf(err) == llm.Truncated && !repair {
		r.MaxTokens *= 4 // a model that thinks aloud, or whose vocabulary is poor in English
		resp, err = t.Client.Complete(ctx, r)
		t.notify(Event{Kind: RequestEvent, File: conv.call.job.file.Source, Requests: ids, Model: conv.model, Usage: resp.Usage, Took: time.Since(began), Err: err})
	}
	if err != nil {
		conv.dead = true
		t.unanswered(segments, conv.model, err)
		return segments
	}
	conv.messages = append(r.Messages, llm.Message{Role: llm.Assistant, Content: resp.Text})
	a := readAnswer(resp.Text, ids)
	if conv.call.job.task == BackTranslateTask {
		t.returned(conv.call.job, segments, a, resp)
		return nil
	}
	return t.judge(conv, segments, a, resp, repair)
}

// request writes the next turn of a conversation.
func (t *Translator) request(conv *conversation, segments []*segment, repair bool) (llm.Request, []string) {
	c := conv.call
	m := Message{Task: c.job.task, From: c.job.from, To: c.job.to, Title: c.title, Context: c.context}
	var ids []string
	tokens := 0
	seen := map[string]bool{}
	for _, s := range segments {
		it := Item{ID: s.id, Text: s.text}
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
		Messages: append(conv.messages[:len(conv.messages):len(conv.messages)], llm.Message{Role: llm.User, Content: m.encode()})}
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

// judge takes the good answers and says what is wrong with the others.
func (t *Translator) judge(conv *conversation, segments []*segment, a answers, resp llm.Response, repair bool) (left []*segment) {
	j := conv.call.job
	share := llm.Usage{Prompt: resp.Usage.Prompt / len(segments), Completion: resp.Usage.Completion / len(segments)}
	candidates := map[string]string{}
	for _, s := range segments {
		s.attempts++
		s.findings, s.lasting, s.model = nil, true, resp.Model
		text, ok := a.texts[s.id]
		switch doubt := a.doubts[s.id]; {
		case a.wrong != "":
			s.findings = []string{a.wrong}
		case doubt != "":
			s.findings = []string{doubt}
		case !ok:
			s.findings = []string{"the item is missing from the answer"}
		default:
			candidates[s.id] = tidy(text, s.text)
		}
	}
	shifted := t.shifted(conv.call, candidates)
	var good []memory.Record
	for _, s := range segments {
		text, ok := candidates[s.id]
		if ok {
			found := append(edition.Check(t.pair(j, s, text)), shifted[s.id]...)
			for _, v := range edition.Refused(found) {
				s.findings = append(s.findings, v.Message)
			}
			if len(s.findings) == 0 {
				if missed := glossaryMisses(found); len(missed) > 0 && !repair && s.second == "" {
					s.second, s.findings = text, missed // asked for once more; good enough if no better comes
				} else {
					good = append(good, t.accept(j, s, text, resp.Model, share))
					continue
				}
			}
		}
		s.reason = strings.Join(s.findings, "; ")
		left = append(left, s)
	}
	t.remember(good)
	return left
}

// accept gives a segment its translation and returns the record to remember.
func (t *Translator) accept(j *job, s *segment, text, model string, u llm.Usage) memory.Record {
	s.state, s.target, s.reason = Translated, text, ""
	return memory.Record{Key: s.key, Task: string(j.task), From: j.from, To: j.to, Source: s.text, Target: text,
		Model: model, Prompt: u.Prompt, Completion: u.Completion}
}

// failure is the record that keeps a segment from being asked for again.
func (j *job) failure(s *segment) memory.Record {
	return memory.Record{Key: s.failed, Task: string(j.task), From: j.from, To: j.to, Source: s.text,
		Failed: s.reason, Attempts: s.attempts, Model: s.model}
}

// shifted compares the answers of a call with each other, those taken before
// included.
func (t *Translator) shifted(c *call, candidates map[string]string) map[string][]edition.Violation {
	var pairs []edition.Pair
	var ids []string
	for _, s := range c.segments {
		target, ok := candidates[s.id]
		if !ok && s.state == Translated {
			target, ok = s.target, true
		}
		if ok {
			pairs, ids = append(pairs, t.pair(c.job, s, target)), append(ids, s.id)
		}
	}
	out := map[string][]edition.Violation{}
	for i, vs := range edition.Swapped(pairs) {
		out[ids[i]] = vs
	}
	return out
}

// glossaryMisses are the warnings that a term of the user's is not used.
func glossaryMisses(vs []edition.Violation) (out []string) {
	for _, v := range vs {
		if v.Term {
			out = append(out, v.Message)
		}
	}
	return out
}

// remember stores records; a memory that cannot be written ends the run, as what
// is paid for from then on would be lost.
func (t *Translator) remember(records []memory.Record) {
	if len(records) == 0 {
		return
	}
	var err error
	if all, ok := t.Memory.(interface{ PutAll([]memory.Record) error }); ok {
		err = all.PutAll(records)
	} else {
		for _, r := range records {
			err = errors.Join(err, t.Memory.Put(r))
		}
	}
	if err != nil {
		t.stop(fmt.Errorf("keep what was translated: %w", err))
	}
}
