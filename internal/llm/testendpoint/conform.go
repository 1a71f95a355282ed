package testendpoint

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/internal/wordset"
)

// chatRequest is the part of a chat completion's request that matters here.
type chatRequest struct {
	Model               string          `json:"model"`
	Messages            []chatMessage   `json:"messages"`
	MaxTokens           *int            `json:"max_tokens"`
	MaxCompletionTokens *int            `json:"max_completion_tokens"`
	Temperature         *float64        `json:"temperature"`
	Seed                *int            `json:"seed"`
	Stream              bool            `json:"stream"`
	N                   *int            `json:"n"`
	ResponseFormat      *responseFormat `json:"response_format"`
}

type chatMessage struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

type responseFormat struct {
	Type   string `json:"type"`
	Schema *struct {
		Name   string          `json:"name"`
		Strict bool            `json:"strict"`
		Schema json.RawMessage `json:"schema"`
	} `json:"json_schema"`
}

// chatFields are the fields of OpenAI's chat completion request, of the API
// reference of 2025. Anything else is refused as OpenAI refuses it.
var chatFields = wordset.New(`model messages max_tokens max_completion_tokens temperature top_p n stream stream_options stop
	presence_penalty frequency_penalty logit_bias logprobs top_logprobs user response_format seed tools tool_choice
	parallel_tool_calls functions function_call service_tier store metadata reasoning_effort modalities audio prediction
	verbosity web_search_options safety_identifier prompt_cache_key prompt_cache_retention`)

var messageFields = []string{"role", "content", "name", "refusal", "tool_calls", "tool_call_id", "audio", "function_call"}

var schemaName = lazyregexp.New(`^[A-Za-z0-9_-]{1,64}$`)

// problem is why a request is refused.
type problem struct {
	status               int
	code, param, message string
}

func bad(param, format string, args ...any) *problem {
	return &problem{status: 400, code: "invalid_request_error", param: param, message: fmt.Sprintf(format, args...)}
}

// readChat checks a request against OpenAI's schema.
func (s *Server) readChat(body []byte) (r chatRequest, _ *problem) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return r, bad("", "We could not parse the JSON body of your request: %v", err)
	}
	for name := range fields {
		if !chatFields()[name] {
			return r, bad(name, "Unrecognized request argument supplied: %s", name)
		}
	}
	var messages []map[string]json.RawMessage
	if json.Unmarshal(fields["messages"], &messages) != nil {
		return r, bad("messages", "Missing required parameter: 'messages'.")
	}
	for i, m := range messages {
		for name := range m {
			if !slices.Contains(messageFields, name) {
				return r, bad("messages", "Unknown parameter: 'messages[%d].%s'.", i, name)
			}
		}
		if _, ok := m["content"]; !ok {
			return r, bad("messages", "Missing required parameter: 'messages[%d].content'.", i)
		}
	}
	if err := json.Unmarshal(body, &r); err != nil {
		return r, bad("", "Invalid type: %v", err)
	}
	switch {
	case r.Model == "":
		return r, bad("model", "you must provide a model parameter")
	case !slices.Contains(s.o.Models, r.Model):
		return r, &problem{404, "model_not_found", "model", fmt.Sprintf("The model `%s` does not exist or you do not have access to it.", r.Model)}
	case len(r.Messages) == 0:
		return r, bad("messages", "Invalid 'messages': empty array.")
	case r.Stream:
		return r, bad("stream", "this endpoint does not stream")
	case r.N != nil && *r.N != 1:
		return r, bad("n", "this endpoint gives one choice")
	case r.Temperature != nil && (*r.Temperature < 0 || *r.Temperature > 2):
		return r, bad("temperature", "Invalid 'temperature': expected a value from 0 to 2, but got %g instead.", *r.Temperature)
	case r.MaxTokens != nil && r.MaxCompletionTokens != nil:
		return r, bad("max_tokens", "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.")
	case r.MaxTokens != nil && *r.MaxTokens < 1, r.MaxCompletionTokens != nil && *r.MaxCompletionTokens < 1:
		return r, bad("max_tokens", "Invalid 'max_tokens': expected a value of at least 1.")
	}
	for i, m := range r.Messages {
		if !slices.Contains([]string{"system", "developer", "user", "assistant"}, m.Role) {
			return r, bad("messages", "Invalid value: '%s' at 'messages[%d].role'.", m.Role, i)
		}
	}
	if p := s.checkFormat(r); p != nil {
		return r, p
	}
	return r, s.rejects(r)
}

// checkFormat holds response_format against the rules of structured outputs.
func (s *Server) checkFormat(r chatRequest) *problem {
	f := r.ResponseFormat
	if f == nil {
		return nil
	}
	switch f.Type {
	case "text":
	case "json_object":
		for _, m := range r.Messages {
			if strings.Contains(strings.ToLower(m.Content), "json") {
				return nil
			}
		}
		return bad("messages", "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.")
	case "json_schema":
		switch {
		case f.Schema == nil:
			return bad("response_format", "Missing required parameter: 'response_format.json_schema'.")
		case !schemaName().MatchString(f.Schema.Name):
			return bad("response_format", "Invalid 'response_format.json_schema.name': %q.", f.Schema.Name)
		}
		var schema any
		if json.Unmarshal(f.Schema.Schema, &schema) != nil {
			return bad("response_format", "Missing required parameter: 'response_format.json_schema.schema'.")
		}
		if m, ok := schema.(map[string]any); !ok || m["type"] != "object" {
			return bad("response_format", "Invalid schema for response_format '%s': schema must be a JSON Schema of 'type: \"object\"'.", f.Schema.Name)
		}
		if f.Schema.Strict {
			if msg := strictSchema(schema); msg != "" {
				return bad("response_format", "Invalid schema for response_format '%s': %s", f.Schema.Name, msg)
			}
		}
	default:
		return bad("response_format", "Invalid value: '%s'. Supported values are: 'text', 'json_object', and 'json_schema'.", f.Type)
	}
	return nil
}

// strictSchema says what a strict schema may not lack.
func strictSchema(v any) string {
	m, ok := v.(map[string]any)
	if !ok {
		return ""
	}
	if properties, ok := m["properties"].(map[string]any); ok || m["type"] == "object" {
		if m["additionalProperties"] != false {
			return "'additionalProperties' is required to be supplied and to be false."
		}
		required, _ := m["required"].([]any)
		for name, p := range properties {
			if !slices.Contains(required, any(name)) {
				return fmt.Sprintf("'required' is required to be supplied and to be an array including every key in properties. Missing '%s'.", name)
			}
			if msg := strictSchema(p); msg != "" {
				return msg
			}
		}
	}
	if msg := strictSchema(m["items"]); msg != "" {
		return msg
	}
	if any, ok := m["anyOf"].([]any); ok {
		for _, a := range any {
			if msg := strictSchema(a); msg != "" {
				return msg
			}
		}
	}
	return ""
}

// rejects refuses what this endpoint is told not to take, in OpenAI's words.
func (s *Server) rejects(r chatRequest) *problem {
	for _, what := range s.o.Rejects {
		switch {
		case what == "json_schema" && r.ResponseFormat != nil && r.ResponseFormat.Type == what,
			what == "json_object" && r.ResponseFormat != nil && r.ResponseFormat.Type == what:
			return bad("response_format", "Invalid parameter: 'response_format' of type '%s' is not supported with this model.", what)
		case what == "max_completion_tokens" && r.MaxCompletionTokens != nil:
			return bad(what, "Unsupported parameter: 'max_completion_tokens' is not supported with this model.")
		case what == "max_tokens" && r.MaxTokens != nil:
			return bad(what, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.")
		case what == "temperature" && r.Temperature != nil && *r.Temperature != 1:
			return bad(what, "Unsupported value: 'temperature' does not support %g with this model. Only the default (1) value is supported.", *r.Temperature)
		case what == "seed" && r.Seed != nil:
			return bad(what, "Unsupported parameter: 'seed' is not supported with this model.")
		case what == "system" && r.Messages[0].Role == "system":
			return bad("messages", "System role not supported")
		}
	}
	return nil
}

// task is the last user message: what sumtool asks for.
type task struct {
	Task     string   `json:"task"`
	From     string   `json:"from"`
	To       string   `json:"to"`
	Title    string   `json:"title"`
	Context  string   `json:"context"`
	Labels   []string `json:"labels"` // of a summary
	Glossary []struct {
		Source *string `json:"source"`
		Target *string `json:"target"`
	} `json:"glossary"`
	Items []item `json:"items"`
}

type item struct {
	ID       *string  `json:"id"`
	Text     *string  `json:"text"`
	Source   *string  `json:"source"` // of a judge's item
	Findings []string `json:"findings"`
	raw      map[string]any
}

var tasks = []string{"translate", "back-translate", "regenerate", "judge"}

// readTask checks that the conversation has the form of the contract.
func readTask(r chatRequest) (t task, _ *problem) {
	last := r.Messages[len(r.Messages)-1]
	if last.Role != "user" {
		return t, bad("messages", "the last message must be the user's")
	}
	var raw struct {
		Items []map[string]any `json:"items"`
	}
	if err := json.Unmarshal([]byte(last.Content), &t); err != nil {
		return t, bad("messages", "the last user message must be one JSON object: %v", err)
	}
	if err := json.Unmarshal([]byte(last.Content), &raw); err != nil {
		return t, bad("messages", "items must be a list of objects: %v", err)
	}
	switch {
	case !slices.Contains(tasks, t.Task):
		return t, bad("messages", "unknown task %q", t.Task)
	case t.Task == "translate" && (t.From == "" || t.To == "" || t.From == t.To):
		return t, bad("messages", "a translation needs from and to, two languages")
	case len(t.Items) == 0:
		return t, bad("messages", "a task needs items")
	}
	for _, g := range t.Glossary {
		if g.Source == nil || g.Target == nil {
			return t, bad("messages", "a glossary entry needs source and target")
		}
	}
	ids := map[string]bool{}
	for i := range t.Items {
		it := &t.Items[i]
		it.raw = raw.Items[i]
		switch {
		case it.ID == nil || *it.ID == "":
			return t, bad("messages", "item %d has no id", i)
		case ids[*it.ID]:
			return t, bad("messages", "two items have the id %q", *it.ID)
		case it.Text == nil:
			return t, bad("messages", "item %q has no text", *it.ID)
		case t.Task == "judge" && it.Source == nil:
			return t, bad("messages", "item %q of a judge has no source", *it.ID)
		}
		ids[*it.ID] = true
	}
	return t, checkRepair(r, t)
}

// checkRepair holds a repair turn against its form: after the model's answer, with
// some of the items asked for before, each with findings.
func checkRepair(r chatRequest, t task) *problem {
	var before []chatMessage
	for _, m := range r.Messages {
		if m.Role == "user" && strings.HasPrefix(strings.TrimSpace(m.Content), "{") {
			before = append(before, m)
		}
	}
	if len(before) < 2 {
		return nil
	}
	if r.Messages[len(r.Messages)-2].Role != "assistant" {
		return bad("messages", "a repair turn must follow the model's answer")
	}
	var first task
	if json.Unmarshal([]byte(before[0].Content), &first) != nil {
		return bad("messages", "the first user message must be a JSON object")
	}
	if t.Task == "regenerate" { // its items are the bullets of the answer
		for _, m := range r.Messages {
			var answer task
			if m.Role == "assistant" && json.Unmarshal([]byte(m.Content), &answer) == nil {
				first.Items = append(first.Items, answer.Items...)
			}
		}
	}
	for _, it := range t.Items {
		if len(it.Findings) == 0 {
			return bad("messages", "item %q of a repair turn has no findings", *it.ID)
		}
		if !slices.ContainsFunc(first.Items, func(f item) bool { return f.ID != nil && *f.ID == *it.ID }) {
			return bad("messages", "item %q was not asked for before", *it.ID)
		}
	}
	return nil
}
