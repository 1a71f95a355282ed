package llm

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// answer is what a server of the tests sends for the n-th request, from 1.
type answer struct {
	status int
	header map[string]string
	body   string
}

func good(content string) answer {
	b, _ := json.Marshal(content)
	return answer{body: `{"id":"1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":` +
		string(b) + `},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}`}
}

// server counts and collects what is sent to it.
type server struct {
	*httptest.Server
	requests atomic.Int64
	bodies   chan map[string]any
}

// serve answers the n-th request with what reply gives.
func serve(t *testing.T, reply func(n int) answer) *server {
	t.Helper()
	return serveAll(t, func(n int, _ map[string]any) answer { return reply(n) })
}

// serveBody answers by what is sent.
func serveBody(t *testing.T, reply func(body map[string]any) answer) *server {
	t.Helper()
	return serveAll(t, func(_ int, body map[string]any) answer { return reply(body) })
}

func serveAll(t *testing.T, reply func(n int, body map[string]any) answer) *server {
	t.Helper()
	s := &server{bodies: make(chan map[string]any, 1000)}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int(s.requests.Add(1))
		var body map[string]any
		raw, _ := io.ReadAll(r.Body)
		_ = json.Unmarshal(raw, &body)
		s.bodies <- body
		a := reply(n, body)
		for k, v := range a.header {
			w.Header().Set(k, v)
		}
		if a.status != 0 {
			w.WriteHeader(a.status)
		}
		_, _ = io.WriteString(w, a.body)
	}))
	t.Cleanup(s.Close)
	return s
}

// sequence gives answers in order, the last one for ever.
func sequence(answers ...answer) func(int) answer {
	return func(n int) answer { return answers[min(n, len(answers))-1] }
}

func dial(t *testing.T, s *server, change func(*Options)) *Endpoint {
	t.Helper()
	o := Options{BaseURL: s.URL + "/v1", Key: "sk-very-secret-0123456789", Retries: 3, Concurrency: 4, Timeout: 5 * time.Second, Backoff: time.Millisecond}
	if change != nil {
		change(&o)
	}
	e, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// at finds a value by a dotted path.
func at(v any, path string) (any, bool) {
	for _, key := range strings.Split(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			if v = x[key]; v == nil {
				return nil, false
			}
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i >= len(x) {
				return nil, false
			}
			v = x[i]
		default:
			return nil, false
		}
	}
	return v, true
}

var hello = Request{Model: "m", Messages: []Message{{System, "You translate."}, {User, "안녕하세요"}},
	Schema: &Schema{Name: "answer", JSON: json.RawMessage(`{"type":"object"}`)}, MaxTokens: 100}

func TestCompleteAnswers(t *testing.T) {
	s := serve(t, sequence(good(`{"items":[]}`)))
	zero, seed := 0.0, 7
	r := hello
	r.Temperature, r.Seed = &zero, &seed
	got, err := dial(t, s, nil).Complete(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	want := Response{Text: `{"items":[]}`, Model: "m", FinishReason: "stop", Usage: Usage{Prompt: 10, Completion: 5}}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	body := <-s.bodies
	if v, ok := body["temperature"]; !ok || v != 0.0 {
		t.Errorf("temperature 0 was not sent: %v", body)
	}
	if body["max_completion_tokens"] != 100.0 || body["seed"] != 7.0 {
		t.Errorf("sent %v", body)
	}
}
