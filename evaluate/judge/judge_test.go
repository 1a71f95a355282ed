package judge

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
)

// panel answers by seed and text.
type panel struct {
	mu     sync.Mutex
	asked  int
	answer func(r llm.Request) (string, error)
}

func (p *panel) Complete(_ context.Context, r llm.Request) (llm.Response, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	text, err := p.answer(r)
	return llm.Response{Text: text}, err
}

func scores(byText map[string]string) func(llm.Request) (string, error) {
	return func(r llm.Request) (string, error) {
		user := r.Messages[len(r.Messages)-1].Content
		for text, score := range byText {
			if strings.Contains(user, text) {
				return fmt.Sprintf(`{"items":[{"id":"1","score":%s}]}`, score), nil
			}
		}
		return "I'd rather not.", nil
	}
}

func items(hyps ...string) (out []evaluate.Item) {
	for i, h := range hyps {
		out = append(out, evaluate.Item{ID: fmt.Sprint(i + 1), Segment: evaluate.Segment{Source: "원문입니다."}, Hypotheses: []string{h}})
	}
	return out
}

// scored asks about the items and returns the metric's score and parts.
func scored(t *testing.T, j *Judge, s Scheme, all []evaluate.Item) (float64, map[string]any) {
	t.Helper()
	m := j.Metric(s)
	plan := evaluate.Plan{Metrics: []evaluate.Metric{m}, Systems: []evaluate.System{{Name: "a"}}, Items: func(yield func(evaluate.Item, error) bool) {
		for _, it := range all {
			if !yield(it, nil) {
				return
			}
		}
	}}
	r, err := plan.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]any{}
	for _, p := range r.Systems[0].Scores[0].Parts {
		parts[p.Name] = p.Value
	}
	return r.Systems[0].Scores[0].Value, parts
}

func TestUnreadableVotesAreCountedAndNotScored(t *testing.T) {
	p := &panel{answer: scores(map[string]string{"good": "90", "fair": "60"})}
	j := &Judge{Client: p, Memory: &memory.Volatile{}, From: "ko", To: "en", Concurrency: 4}
	score, parts := scored(t, j, DA, items("good", "fair", "silent", "good"))
	if score != 80 || parts["judged"] != 3 || parts["invalid_votes"] != 1 {
		t.Errorf("got %v, %v", score, parts)
	}
	if p.asked != 4 { // good once, fair once, silent twice
		t.Errorf("%d requests", p.asked)
	}
}

func TestNothingReadableIsNoScore(t *testing.T) {
	j := &Judge{Client: &panel{answer: scores(nil)}, Memory: &memory.Volatile{}}
	if score, _ := scored(t, j, MQMarks, items("x")); !math.IsNaN(score) {
		t.Errorf("got %v", score)
	}
}

func TestVotesHaveASpread(t *testing.T) {
	var seeds []int
	p := &panel{answer: func(r llm.Request) (string, error) {
		seeds = append(seeds, *r.Seed)
		return fmt.Sprintf(`{"items":[{"id":"1","score":%d}]}`, 70+10*(*r.Seed-7)), nil
	}}
	j := &Judge{Client: p, Memory: &memory.Volatile{}, Votes: 3, Seed: 7, Temperature: 0.5}
	score, parts := scored(t, j, DA, items("x"))
	if score != 80 || math.Abs(parts["spread"].(float64)-math.Sqrt(200.0/3)) > 1e-9 || !slices.Equal(seeds, []int{7, 8, 9}) {
		t.Errorf("got %v, %v, seeds %v", score, parts, seeds)
	}
}

func TestVerdictsAreRememberedUnreadableOnesToo(t *testing.T) {
	p := &panel{answer: scores(map[string]string{"good": "90"})}
	j := &Judge{Client: p, Memory: &memory.Volatile{}}
	first, _ := scored(t, j, DA, items("good", "silent"))
	asked := p.asked
	again, parts := scored(t, j, DA, items("good", "silent"))
	if p.asked != asked || again != first || parts["invalid_votes"] != 1 {
		t.Errorf("%d more requests; got %v after %v, %v", p.asked-asked, again, first, parts)
	}
	j.Seed = 3
	if scored(t, j, DA, items("good")); p.asked == asked {
		t.Error("another seed was answered from memory")
	}
}

func TestDroppedSpansAreCounted(t *testing.T) {
	p := &panel{answer: func(llm.Request) (string, error) {
		return `{"items":[{"id":"1","errors":[{"severity":"major","category":"accuracy/addition","span":"x","in":"target"},{"severity":"minor","category":"style/awkward","span":"not there","in":"target"}]}]}`, nil
	}}
	j := &Judge{Client: p, Memory: &memory.Volatile{}}
	if score, parts := scored(t, j, MQMarks, items("x")); score != -5 || parts["dropped_spans"] != 1 {
		t.Errorf("got %v, %v", score, parts)
	}
}

func TestTheEndpointsEndIsAnError(t *testing.T) {
	p := &panel{answer: func(llm.Request) (string, error) {
		return "", &llm.Error{Kind: llm.Auth, Message: "wrong key", Stop: true}
	}}
	j := &Judge{Client: p, Memory: &memory.Volatile{}}
	if err := j.Metric(DA).Ask(context.Background(), items("x"), nil); err == nil {
		t.Error("no error")
	}
	if err := j.Metric(DA).Ask(context.Background(), []evaluate.Item{{ID: "1", Hypotheses: []string{"x"}}}, nil); err == nil || !strings.Contains(err.Error(), "--src") {
		t.Errorf("got %v for a segment without source", err)
	}
}
