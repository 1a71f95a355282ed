package llm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// message is an answer with one choice whose message and finish_reason are given
// as JSON.
func message(msg, finish string) answer {
	return answer{body: `{"model":"m","choices":[{"index":0,"message":` + msg + `,"finish_reason":` + finish +
		`}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}`}
}

func saying(text string) answer {
	b, _ := json.Marshal(text)
	return message(`{"role":"assistant","content":`+string(b)+`}`, `"stop"`)
}

// TestAnswers: what models and endpoints make of a 200. One attempt each.
func TestAnswers(t *testing.T) {
	const whole, cut = `{"items":[{"id":"a","text":"b"}]}`, `{"items":[{"id":"a","te`
	quoted := func(s string) string { b, _ := json.Marshal(s); return string(b) }
	for name, c := range map[string]struct {
		in   answer
		text string
		kind Kind // Unknown: no error
	}{
		"plain":                     {saying(whole), whole, Unknown},
		"finish null":               {message(`{"content":`+quoted(whole)+`}`, `null`), whole, Unknown},
		"finish unknown":            {message(`{"content":`+quoted(whole)+`}`, `"eos"`), whole, Unknown},
		"length but whole":          {message(`{"content":`+quoted(whole)+`}`, `"length"`), whole, Unknown},
		"length and cut":            {message(`{"content":`+quoted(cut)+`}`, `"length"`), cut, Truncated},
		"length and empty":          {message(`{"content":""}`, `"length"`), "", Truncated},
		"content filter":            {message(`{"content":""}`, `"content_filter"`), "", ContentFilter},
		"refusal":                   {message(`{"content":null,"refusal":"I cannot."}`, `"stop"`), "", Refusal},
		"content null":              {message(`{"content":null}`, `"stop"`), "", Empty},
		"no choices":                {answer{body: `{"model":"m","choices":[]}`}, "", Empty},
		"choices null":              {answer{body: `{"model":"m","choices":null}`}, "", Empty},
		"finish error":              {message(`{"content":"half"}`, `"error"`), "half", Overloaded},
		"error in a 200":            {answer{body: `{"error":{"message":"Provider returned error","code":502}}`}, "", Overloaded},
		"rate limit in a 200":       {answer{body: `{"error":{"message":"slow down","code":429}}`}, "", RateLimit},
		"credits in a 200":          {answer{body: `{"error":{"message":"Insufficient credits","code":402}}`}, "", Quota},
		"string error in a 200":     {answer{body: `{"error":"model is loading"}`}, "", Overloaded},
		"error null in a 200":       {answer{body: strings.Replace(saying(whole).body, `{"model"`, `{"error":null,"model"`, 1)}, whole, Unknown},
		"no JSON":                   {answer{body: "upstream connect error"}, "", Malformed},
		"empty body":                {answer{body: ""}, "", Malformed},
		"HTML":                      {answer{body: "<!DOCTYPE html><html><head><title>Welcome</title></head></html>"}, "", NotFound},
		"think":                     {saying("<think>\nlet me {see}\n</think>\n\n" + whole), whole, Unknown},
		"think twice":               {saying("<think>a</think><think>b</think>" + whole), whole, Unknown},
		"think without its opening": {saying("let me see\n</think>\n" + whole), whole, Unknown},
		"think without an end":      {saying("<think>let me see " + whole), "", Empty},
		"only reasoning":            {message(`{"content":"","reasoning_content":"hmm"}`, `"stop"`), "", Empty},
		"reasoning beside":          {message(`{"content":`+quoted(whole)+`,"reasoning":"hmm","reasoning_content":"hmm"}`, `"stop"`), whole, Unknown},
		"fence":                     {saying("```json\n" + whole + "\n```"), whole, Unknown},
		"fence without a word":      {saying("```\n" + whole + "\n```\n"), whole, Unknown},
		"text around stays":         {saying("Sure:\n```json\n" + whole + "\n```"), "Sure:\n```json\n" + whole + "\n```", Unknown},
		"think inside stays":        {saying(`{"items":[{"id":"a","text":"a </think> token"}]}`), `{"items":[{"id":"a","text":"a </think> token"}]}`, Unknown},
		"parts":                     {message(`{"content":[{"type":"text","text":`+quoted(whole)+`}]}`, `"stop"`), whole, Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, sequence(c.in))
			e := dial(t, s, func(o *Options) { o.Retries = 0 })
			got, err := e.Complete(context.Background(), hello)
			if (err != nil) != (c.kind != Unknown) || KindOf(err) != c.kind || got.Text != c.text {
				t.Errorf("got %q, %v (%s), want %q, %s", got.Text, err, KindOf(err), c.text, c.kind)
			}
		})
	}
}

// TestUnfenceOnlyWithSchema: a free text may be a code block.
func TestUnfenceOnlyWithSchema(t *testing.T) {
	r := hello
	r.Schema = nil
	text := "```go\nx := 1\n```"
	got, err := dial(t, serve(t, sequence(saying(text))), nil).Complete(context.Background(), r)
	if err != nil || got.Text != text {
		t.Errorf("got %q, %v", got.Text, err)
	}
}

// TestErrorBodies: every shape in which endpoints say what is wrong.
func TestErrorBodies(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string
		kind   Kind
		says   string
	}{
		{"OpenAI", 401, `{"error":{"message":"Incorrect API key provided.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}`, Auth, "Incorrect API key provided (HTTP 401); check the key in OPENAI_API_KEY"},
		{"string", 500, `{"error":"llama runner process has terminated"}`, Overloaded, "llama runner process has terminated"},
		{"no message", 500, `{"error":{"type":"server_error","code":"internal_failure"}}`, Overloaded, "internal failure server error"},
		{"list param", 400, `{"error":{"message":"bad input","type":"invalid_request_error","param":["messages",0],"code":400}}`, BadRequest, "bad input"},
		{"message list", 400, `{"error":{"message":["one","two"]}}`, BadRequest, "one, two"},
		{"code number", 429, `{"error":{"message":"Too many requests","code":429}}`, RateLimit, "Too many requests"},
		{"old vLLM", 404, `{"object":"error","message":"The model ` + "`x`" + ` does not exist.","type":"NotFoundError","param":null,"code":404}`, NoModel, "does not exist"},
		{"FastAPI string", 404, `{"detail":"Not Found"}`, NotFound, "Not Found (HTTP 404); is the base URL"},
		{"FastAPI list", 422, `{"detail":[{"loc":["body","messages",0,"role"],"msg":"field required","type":"value_error"}]}`, BadRequest, "body.messages.0.role: field required"},
		{"Gemini array", 400, `[{"error":{"code":400,"message":"API key not valid","status":"INVALID_ARGUMENT"}}]`, Auth, "API key not valid"},
		{"errors", 503, `{"errors":[{"message":"no capacity"}]}`, Overloaded, "no capacity"},
		{"HTML", 502, "<html>\n<head><title>502 Bad Gateway</title></head></html>", Overloaded, `an HTML page titled "502 Bad Gateway"`},
		{"text", 503, "Service\nUnavailable", Overloaded, "Service Unavailable (HTTP 503)"},
		{"nothing", 500, "", Overloaded, "internal server error (HTTP 500)"},
		{"null error", 500, `{"error":null,"message":"oops"}`, Overloaded, "oops"},
		{"quota", 429, `{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}`, Quota, "billing"},
		{"payment", 402, `{"error":{"message":"Insufficient Balance"}}`, Quota, "Insufficient Balance"},
		{"no model", 404, `{"error":{"message":"The model 'x' does not exist or you do not have access to it.","code":"model_not_found"}}`, NoModel, "sumtool doctor"},
		{"Ollama no model", 404, `{"error":{"message":"model \"x\" not found, try pulling it first","type":"api_error"}}`, NoModel, "try pulling it"},
		{"unknown URL", 404, `{"error":{"message":"Invalid URL (POST /chat/completions)"}}`, NotFound, "/v1"},
		{"method", 405, "", NotFound, "method not allowed"},
		{"context", 400, `{"error":{"message":"This model's maximum context length is 4096 tokens, however you requested 5000 tokens (4000 in your prompt; 1000 for the completion).","code":"context_length_exceeded"}}`, TooLong, "context"},
		{"llama.cpp context", 400, `{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}}`, TooLong, "context"},
		{"azure filter", 400, `{"error":{"code":"content_filter","message":"The response was filtered","innererror":{"code":"ResponsibleAIPolicyViolation"}}}`, ContentFilter, "filtered"},
		{"forbidden", 403, `{"error":{"message":"Country not supported"}}`, Auth, "Country not supported"},
		{"router", 502, `{"error":{"message":"Provider returned error","code":502,"metadata":{"raw":"upstream timed out","provider_name":"x"}}}`, Overloaded, "upstream timed out"},
		{"gateway time-out", 504, "", Timeout, "gateway timeout"},
		{"conflict", 409, `{}`, Overloaded, "conflict"},
		{"not implemented", 501, `{}`, BadRequest, "not implemented"},
		{"long", 400, `{"error":{"message":"` + strings.Repeat("가나다 ", 400) + `"}}`, BadRequest, "…"},
		{"escapes", 400, `{"error":{"message":"a\u001b[31mb\nc\u200bd"}}`, BadRequest, "a[31mb cd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, sequence(answer{status: c.status, body: c.body}))
			e := dial(t, s, func(o *Options) { o.Retries = 0 })
			_, err := e.Complete(context.Background(), hello)
			var problem *Error
			if !errors.As(err, &problem) {
				t.Fatalf("got %v", err)
			}
			if problem.Kind != c.kind || problem.Status != c.status || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %s, %d: %v\nwant %s: …%s…", problem.Kind, problem.Status, err, c.kind, c.says)
			}
			if strings.ContainsAny(err.Error(), "\n\x1b") || len(err.Error()) > 600 {
				t.Errorf("not one short line: %q", err.Error())
			}
		})
	}
}

func FuzzReadError(f *testing.F) {
	for _, s := range []string{`{"error":{"message":"a"}}`, `[{"error":"x"}]`, `{"detail":[1,"a",{"loc":[0],"msg":"m"}]}`, "<html>", "\xff\x00", `{"error":[]}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		s := readError(body)
		hasError(body)
		if strings.ContainsAny(s.message, "\n\r\x1b") || len(s.message) > maxMessage+3 {
			t.Errorf("message %q", s.message)
		}
	})
}

func FuzzStripReasoning(f *testing.F) {
	for _, s := range []string{"<think>a</think>b", "a</think>b", "```json\n{}\n```", "<THINK>x", "```"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := unfence(stripReasoning(s))
		if len(got) > len(s) {
			t.Errorf("%q grew to %q", s, got)
		}
		if again := stripReasoning(got); json.Valid([]byte(got)) && again != got {
			t.Errorf("%q, then %q", got, again)
		}
	})
}

func ExampleError() {
	fmt.Println(&Error{Kind: Auth, Status: 401, Message: "Incorrect API key provided", Hint: "check the key in OPENAI_API_KEY"})
	// Output: Incorrect API key provided (HTTP 401); check the key in OPENAI_API_KEY
}
