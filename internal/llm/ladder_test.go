package llm

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
)

// TestLadder: what an endpoint does not take is left out, learned once, and said
// once.
func TestLadder(t *testing.T) {
	type refusal struct {
		field string // dotted path in the request's body
		value string // "" is any
		say   answer
	}
	unsupported := func(msg string) answer { return answer{status: 400, body: `{"error":{"message":"` + msg + `"}}`} }
	for name, c := range map[string]struct {
		refuses []refusal
		want    Form
	}{
		"nothing": {nil, Form{}},
		"OpenAI's reasoning models": {[]refusal{
			{"temperature", "", answer{status: 400, body: `{"error":{"message":"Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.","param":"temperature","code":"unsupported_value"}}`}},
		}, Form{NoTemp: true}},
		"old names": {[]refusal{
			{"max_completion_tokens", "", unsupported("Unrecognized request argument supplied: max_completion_tokens")},
			{"response_format.type", "json_schema", unsupported("Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.")},
		}, Form{Cap: MaxTokens, Format: JSONObject}},
		"LM Studio": {[]refusal{
			{"response_format.type", "json_schema", answer{status: 400, body: `{"error":"'response_format.type' must be 'json_object' or 'text'"}`}},
		}, Form{Format: JSONObject}},
		"no JSON mode": {[]refusal{
			{"response_format", "", answer{status: 422, body: `{"detail":[{"loc":["body","response_format"],"msg":"extra fields not permitted"}]}`}},
		}, Form{Format: Plain}},
		"no seed": {[]refusal{{"seed", "", unsupported("seed is not supported")}}, Form{NoSeed: true}},
		"too large a cap": {[]refusal{
			{"max_completion_tokens", "", unsupported("max_tokens is too large: 100. This model supports at most 64 completion tokens")},
		}, Form{Cap: NoCap}},
		"no system role": {[]refusal{{"messages.0.role", "system", unsupported("System role not supported")}}, Form{NoSystem: true}},
		"everything": {[]refusal{
			{"temperature", "", unsupported("temperature")},
			{"seed", "", unsupported("seed")},
			{"max_completion_tokens", "", unsupported("max_completion_tokens")},
			{"max_tokens", "", unsupported("max_tokens")},
			{"response_format", "", unsupported("response_format")},
			{"messages.0.role", "system", unsupported("system role")},
		}, Form{Format: Plain, Cap: NoCap, NoTemp: true, NoSeed: true, NoSystem: true}},
	} {
		t.Run(name, func(t *testing.T) {
			s := serveBody(t, func(body map[string]any) answer {
				for _, r := range c.refuses {
					if v, ok := at(body, r.field); ok && (r.value == "" || r.value == v) {
						return r.say
					}
				}
				return good(`{"items":[]}`)
			})
			var said []string
			e := dial(t, s, func(o *Options) { o.Retries = 0; o.Warn = func(m string) { said = append(said, m) } })
			r, zero, seed := hello, 0.0, 1
			r.Temperature, r.Seed = &zero, &seed
			if _, err := e.Complete(context.Background(), r); err != nil {
				t.Fatal(err)
			}
			got := e.Form("m")
			steps := len(got.Downgrades)
			if n := s.requests.Load(); n != int64(steps+1) {
				t.Errorf("%d requests for %d lessons", n, steps)
			}
			if got.Downgrades = nil; !got.Confirmed {
				t.Error("not confirmed")
			}
			got.Confirmed = false
			if got.Format != c.want.Format || got.Cap != c.want.Cap || got.NoTemp != c.want.NoTemp || got.NoSeed != c.want.NoSeed || got.NoSystem != c.want.NoSystem {
				t.Errorf("learned %+v, want %+v", got, c.want)
			}
			if len(said) != steps {
				t.Errorf("said %q", said)
			}
			// It is remembered.
			before := s.requests.Load()
			if _, err := e.Complete(context.Background(), r); err != nil || s.requests.Load() != before+1 {
				t.Errorf("the second call makes %d requests, %v", s.requests.Load()-before, err)
			}
		})
	}
}

// TestLadderKeepsTheForm: without response_format the schema is said in words, and
// the last user message stays what it is without a system role.
func TestLadderKeepsTheForm(t *testing.T) {
	r := hello
	for _, f := range []Form{{Format: JSONObject}, {Format: Plain}, {Format: Plain, NoSystem: true}} {
		body, _ := f.build(r)
		last := body.Messages[len(body.Messages)-1]
		if last.Role != "user" || last.Content != hello.Messages[1].Content {
			t.Errorf("%+v: the last message is %+v", f, last)
		}
		if first := body.Messages[0].Content; !strings.Contains(first, `{"type":"object"}`) || !strings.Contains(first, "JSON") {
			t.Errorf("%+v: the first message is %q", f, first)
		}
		if (f.Format == Plain) != (body.ResponseFormat == nil) || f.NoSystem && body.Messages[0].Role != "user" {
			t.Errorf("%+v: %+v", f, body)
		}
	}
	if hello.Messages[0].Content != "You translate." {
		t.Error("the caller's messages changed")
	}
}

// TestLadderStops: an endpoint that refuses whatever is sent does not loop.
func TestLadderStops(t *testing.T) {
	s := serve(t, sequence(answer{status: 400, body: `{"error":{"message":"response_format temperature seed max_tokens are wrong","param":"temperature"}}`}))
	_, err := dial(t, s, nil).Complete(context.Background(), hello)
	if n := s.requests.Load(); KindOf(err) != BadRequest || n > maxUnsupported+1 {
		t.Errorf("%d requests, %v", n, err)
	}
}

// TestLadderLearnsOnceForAll: requests that were under way together learn the same
// once.
func TestLadderLearnsOnceForAll(t *testing.T) {
	s := serveBody(t, func(body map[string]any) answer {
		if f, ok := at(body, "response_format.type"); ok && f == "json_schema" {
			return answer{status: 400, body: `{"error":{"message":"json_schema is not supported"}}`}
		}
		return good(`{}`)
	})
	e := dial(t, s, func(o *Options) { o.Concurrency = 8 })
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if _, err := e.Complete(context.Background(), hello); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if f := e.Form("m"); f.Format != JSONObject {
		t.Errorf("learned %s", f.Format)
	}
}

// TestReasoningModelNames: the client library refuses fields by a model's name
// before anything is sent. Ours are for the endpoint to judge.
func TestReasoningModelNames(t *testing.T) {
	for _, model := range []string{"o1x-local", "o3-mini", "gpt-5", "gpt-6-sol"} {
		s := serve(t, sequence(good(`{}`)))
		r, temp := hello, 0.7
		r.Model, r.Temperature = model, &temp
		e := dial(t, s, nil)
		e.ladder.set(model, Form{Cap: MaxTokens})
		if _, err := e.Complete(context.Background(), r); err != nil {
			t.Errorf("%s: %v", model, err)
			continue
		}
		if body := <-s.bodies; body["temperature"] != 0.7 || body["max_tokens"] != 100.0 {
			t.Errorf("%s: sent %v", model, body)
		}
	}
}

// TestShortContextIsNoticed: a server that cuts a prompt without a word gives itself
// away by counting the same for all long ones; other low counts are no sign of it.
func TestShortContextIsNoticed(t *testing.T) {
	syllables := []int{3400, 3400, 5000, 6000}
	for name, c := range map[string]struct {
		count func(syllables int) int
		want  int
	}{
		"cut":                   {func(int) int { return 4096 }, 1},
		"whole":                 {func(n int) int { return 2 * n }, 0},
		"not told":              {func(int) int { return 0 }, 0},
		"one number for all":    {func(int) int { return 10 }, 0},
		"the last message only": {func(n int) int { return n / 2 }, 0},
	} {
		s := serve(t, func(n int) answer {
			return answer{body: fmt.Sprintf(`{"choices":[{"message":{"content":"{}"}}],"usage":{"prompt_tokens":%d,"completion_tokens":1}}`, c.count(syllables[n-1]))}
		})
		warned := 0
		e := dial(t, s, func(o *Options) { o.Warn = func(string) { warned++ } })
		for _, n := range syllables {
			r := hello
			r.Messages = []Message{{User, strings.Repeat("가나다라 ", n)}}
			if _, err := e.Complete(context.Background(), r); err != nil {
				t.Fatal(err)
			}
		}
		if warned != c.want {
			t.Errorf("%s: %d warnings, want %d", name, warned, c.want)
		}
	}
}
