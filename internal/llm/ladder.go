package llm

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"

	openai "github.com/sashabaranov/go-openai"
)

// Form is how a model's requests have to look. The zero value is what the
// newest endpoints take.
type Form struct {
	Format     Format // how JSON is asked for
	Cap        Cap    // how the answer's length is limited
	NoTemp     bool   // temperature is not taken
	NoSeed     bool   // seed is not taken
	NoSystem   bool   // the system role is not taken
	Confirmed  bool   // a request of this form has been answered
	Downgrades []string
}

// Format is a rung of asking for JSON.
type Format uint8

// The rungs, best first.
const (
	JSONSchema Format = iota
	JSONObject
	Plain // in words only
)

func (f Format) String() string { return [...]string{"json_schema", "json_object", "plain text"}[f] }

// Cap is a rung of limiting the answer's length.
type Cap uint8

// The rungs, best first.
const (
	MaxCompletionTokens Cap = iota
	MaxTokens
	NoCap
)

func (c Cap) String() string { return [...]string{"max_completion_tokens", "max_tokens", "none"}[c] }

// ladder learns what each model of an endpoint takes. An endpoint's refusal of a
// parameter takes the form one rung down, for good.
type ladder struct {
	mu    sync.Mutex
	forms map[string]Form
}

// form is how to ask a model now.
func (l *ladder) form(model string) Form {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.forms[model]
}

func (l *ladder) confirm(model string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if f := l.forms[model]; !f.Confirmed {
		f.Confirmed = true
		l.set(model, f)
	}
}

func (l *ladder) set(model string, f Form) {
	if l.forms == nil {
		l.forms = map[string]Form{}
	}
	l.forms[model] = f
}

// learn reads a 400 or 422. It reports whether the form has a lower rung for what
// the endpoint complains about, seen from the form that was sent, and what that
// was. Another request may have learned the same meanwhile: then nothing changes
// and the request is worth sending again.
func (l *ladder) learn(model string, sent Form, s said) (what string, ok bool) {
	next, what := sent.below(s)
	if what == "" {
		return "", false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.forms[model]
	now.Format, now.Cap = max(now.Format, next.Format), max(now.Cap, next.Cap)
	now.NoTemp, now.NoSeed, now.NoSystem = now.NoTemp || next.NoTemp, now.NoSeed || next.NoSeed, now.NoSystem || next.NoSystem
	if !slices.Contains(now.Downgrades, what) {
		now.Downgrades = append(now.Downgrades[:len(now.Downgrades):len(now.Downgrades)], what)
		l.set(model, now)
		return what, true
	}
	l.set(model, now)
	return "", true
}

// below finds the parameter that an error is about, by its param or else by the
// first one that the message names, and gives the form without it.
func (f Form) below(s said) (Form, string) {
	switch named(s) {
	case "response_format":
		switch f.Format {
		case JSONSchema:
			f.Format = JSONObject
			return f, "json_schema"
		case JSONObject:
			f.Format = Plain
			return f, "json_object"
		}
	case "max_completion_tokens":
		if f.Cap == MaxCompletionTokens {
			f.Cap = MaxTokens
			return f, "max_completion_tokens"
		}
		if f.Cap == MaxTokens { // complains about the other name: the value is at fault
			f.Cap = NoCap
			return f, "max_tokens"
		}
	case "max_tokens":
		if f.Cap != NoCap {
			was := f.Cap.String()
			f.Cap = NoCap
			return f, was
		}
	case "temperature":
		if !f.NoTemp {
			f.NoTemp = true
			return f, "temperature"
		}
	case "seed":
		if !f.NoSeed {
			f.NoSeed = true
			return f, "seed"
		}
	case "system":
		if !f.NoSystem {
			f.NoSystem = true
			return f, "system role"
		}
	}
	return f, ""
}

// parameterNames maps what endpoints call a parameter to its name.
var parameterNames = []struct{ said, name string }{
	{"max_completion_tokens", "max_completion_tokens"},
	{"max_tokens", "max_tokens"},
	{"max_new_tokens", "max_tokens"},
	{"response_format", "response_format"},
	{"json_schema", "response_format"},
	{"json_object", "response_format"},
	{"json schema", "response_format"},
	{"json mode", "response_format"},
	{"structured output", "response_format"},
	{"guided_json", "response_format"},
	{"grammar", "response_format"},
	{"temperature", "temperature"},
	{"seed", "seed"},
	{"system role", "system"},
	{"system message", "system"},
	{"'system'", "system"},
	{"developer instruction", "system"},
}

func named(s said) string {
	for _, where := range []string{strings.ToLower(s.param), strings.ToLower(s.message)} {
		best, at := "", len(where)
		for _, p := range parameterNames {
			if i := strings.Index(where, p.said); i >= 0 && i < at {
				best, at = p.name, i
			}
		}
		if best != "" {
			return best
		}
	}
	return ""
}

// build makes the wire's request. Length and temperature go into extra: the
// library would refuse them by the model's name, and drop a temperature of 0.
func (f Form) build(r Request) (openai.ChatCompletionRequest, map[string]any) {
	out := openai.ChatCompletionRequest{Model: r.Model}
	extra := map[string]any{}
	if r.MaxTokens > 0 && f.Cap != NoCap {
		extra[f.Cap.String()] = r.MaxTokens
	}
	if r.Temperature != nil && !f.NoTemp {
		extra["temperature"] = *r.Temperature
	}
	if !f.NoSeed {
		out.Seed = r.Seed
	}
	messages := r.Messages
	if r.Schema != nil {
		switch f.Format {
		case JSONSchema:
			out.ResponseFormat = &openai.ChatCompletionResponseFormat{
				Type:       openai.ChatCompletionResponseFormatTypeJSONSchema,
				JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: r.Schema.Name, Schema: r.Schema.JSON, Strict: true},
			}
		case JSONObject:
			out.ResponseFormat = &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONObject}
			messages = inWords(messages, r.Schema.JSON)
		case Plain:
			messages = inWords(messages, r.Schema.JSON)
		}
	}
	if f.NoSystem {
		messages = withoutSystem(messages)
	}
	for _, m := range messages {
		out.Messages = append(out.Messages, openai.ChatCompletionMessage{Role: string(m.Role), Content: m.Content})
	}
	return out, extra
}

// inWords says in the system message what response_format would have said.
func inWords(messages []Message, schema json.RawMessage) []Message {
	const lead = "Answer with one JSON object and nothing else, no code fence, of this JSON Schema: "
	out := append([]Message(nil), messages...)
	if len(out) > 0 && out[0].Role == System {
		out[0].Content += "\n\n" + lead + string(schema)
		return out
	}
	return append([]Message{{System, lead + string(schema)}}, out...)
}

// withoutSystem says the system message as a first exchange, for chat templates
// without a system role: they want user and assistant in turn, and the last user
// message stays what it is.
func withoutSystem(messages []Message) []Message {
	if len(messages) == 0 || messages[0].Role != System {
		return messages
	}
	return append([]Message{{User, messages[0].Content}, {Assistant, "Understood."}}, messages[1:]...)
}
