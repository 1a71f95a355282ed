package llm

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
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

// server answers the n-th request with what reply gives; bodies collects what was
// sent.
type server struct {
	*httptest.Server
	requests atomic.Int64
	bodies   chan map[string]any
}

func serve(t *testing.T, reply func(n int) answer) *server {
	t.Helper()
	s := &server{bodies: make(chan map[string]any, 1000)}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int(s.requests.Add(1))
		var body map[string]any
		raw, _ := io.ReadAll(r.Body)
		_ = json.Unmarshal(raw, &body)
		s.bodies <- body
		a := reply(n)
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

// in order, the last one for ever.
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
