package testendpoint

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"net/http"
	"time"
)

// maxRequest bounds a request's body.
const maxRequest = 16 << 20

// chat answers a chat completion.
func (s *Server) chat(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if err != nil {
		fail(w, 400, "invalid_request_error", "", "the request's body cannot be read")
		return
	}
	dice, fault := s.roll(body)
	if !sleep(r, s.o.Latency) {
		return
	}
	x := Exchange{Fault: fault}
	defer func() {
		if s.o.Observe != nil {
			s.o.Observe(x)
		}
	}()
	if answer := s.complete(body, fault, dice, &x); answer != nil {
		x.Status = answer.status
		answer.send(w, r, s.o.Hang)
		return
	}
	// A body that is not sent as announced, or not at all: the library ends the
	// connection.
	panic(http.ErrAbortHandler)
}

// roll counts a request and decides its fault: by the script, else at random by its
// body and how often that came, so that concurrency changes nothing.
func (s *Server) roll(body []byte) (*rand.Rand, Fault) {
	h := fnv.New64a()
	h.Write(body)
	key := h.Sum64()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests++
	dice := rand.New(rand.NewPCG(s.o.Seed^key, uint64(s.seen[key])))
	s.seen[key]++
	fault := s.o.Rates.pick(dice.Float64())
	if s.requests <= len(s.o.Script) {
		fault = s.o.Script[s.requests-1]
	}
	if fault != None {
		s.faults[fault]++
	}
	return dice, fault
}

// sleep waits, and reports false if the client goes away meanwhile.
func sleep(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

// reply is what goes over the wire. cut sends half of the body and closes.
type reply struct {
	status int
	header map[string]string
	body   []byte
	cut    bool
	hang   bool
}

func (a *reply) send(w http.ResponseWriter, r *http.Request, hang time.Duration) {
	if a.hang {
		sleep(r, hang)
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Content-Type", "application/json")
	for k, v := range a.header {
		w.Header().Set(k, v)
	}
	w.WriteHeader(a.status)
	if a.cut {
		_, _ = w.Write(a.body[:len(a.body)/2])
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write(a.body)
}

func jsonReply(status int, v any) *reply {
	b, _ := json.Marshal(v) // maps and strings: cannot fail
	return &reply{status: status, body: b}
}

func errorReply(p *problem) *reply {
	kind := "invalid_request_error"
	var param any
	if p.param != "" {
		param = p.param
	}
	return jsonReply(p.status, map[string]any{"error": map[string]any{"message": p.message, "type": kind, "param": param, "code": p.code}})
}

// complete works out the answer; nil closes the connection.
func (s *Server) complete(body []byte, fault Fault, dice *rand.Rand, x *Exchange) *reply {
	if early := requestFault(fault); early != nil {
		if early.status == 0 && !early.hang {
			return nil
		}
		return early
	}
	req, p := s.readChat(body)
	if p != nil {
		return errorReply(p)
	}
	t, p := readTask(req)
	if p != nil {
		return errorReply(p)
	}
	for _, it := range t.Items {
		x.IDs = append(x.IDs, *it.ID)
	}
	content := s.answer(t, fault, dice)
	completion := tokens(content)
	finish := "stop"
	most := 1 << 30
	if req.MaxTokens != nil {
		most = *req.MaxTokens
	}
	if req.MaxCompletionTokens != nil {
		most = *req.MaxCompletionTokens
	}
	switch {
	case fault == Truncated:
		content, finish = cutRunes(content, 2, 3), "length"
	case completion > most:
		content, finish, completion = cutRunes(content, most, completion), "length", most
	}
	message := map[string]any{"role": "assistant", "content": content}
	switch fault {
	case Empty:
		message["content"] = ""
	case Refusal:
		message["content"], message["refusal"] = nil, "I'm sorry, but I can't help with that."
	case ContentFilter:
		message["content"], finish = "", "content_filter"
	}
	prompt := 0
	for _, m := range req.Messages {
		prompt += tokens(m.Content) + 4
	}
	choices := []any{map[string]any{"index": 0, "message": message, "finish_reason": finish}}
	if fault == NoChoices {
		choices = []any{}
	}
	a := jsonReply(200, map[string]any{
		"id": fmt.Sprintf("chatcmpl-%x", dice.Uint64()), "object": "chat.completion", "created": 1700000000, "model": req.Model,
		"choices": choices,
		"usage":   map[string]any{"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion},
	})
	a.cut = fault == Cut
	if fault == None || fault == Think || fault == Fence {
		s.count(t)
	}
	return a
}

// cutRunes keeps n/of of a text.
func cutRunes(s string, n, of int) string {
	r := []rune(s)
	return string(r[:len(r)*n/of])
}

// tokens counts as o200k does, about.
func tokens(s string) int {
	wide, other := 0, 0
	for _, r := range s {
		if isHangul(r) {
			wide++
		} else {
			other++
		}
	}
	return (67*wide+29*other)/100 + 1
}

// count remembers what has been answered well.
func (s *Server) count(t task) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, it := range t.Items {
		if it.Text != nil {
			s.answered[t.Task+"\x00"+t.Title+"\x00"+*it.Text]++
		}
	}
}

// requestFault is the answer to a request that goes wrong whatever it asks for.
func requestFault(f Fault) *reply {
	limited := func(header map[string]string) *reply {
		a := jsonReply(429, map[string]any{"error": map[string]any{"message": "Rate limit reached for requests.", "type": "requests", "param": nil, "code": "rate_limit_exceeded"}})
		a.header = header
		return a
	}
	switch f {
	case RateLimit:
		return limited(nil)
	case RateLimitAfter:
		return limited(map[string]string{"Retry-After": "1"})
	case RateLimitMS:
		return limited(map[string]string{"Retry-After-Ms": "20"})
	case RateLimitDate:
		return limited(map[string]string{"Retry-After": time.Now().Add(time.Second).UTC().Format(http.TimeFormat)})
	case Quota:
		return jsonReply(429, map[string]any{"error": map[string]any{"message": "You exceeded your current quota, please check your plan and billing details.", "type": "insufficient_quota", "param": nil, "code": "insufficient_quota"}})
	case Error500:
		return jsonReply(500, map[string]any{"error": map[string]any{"message": "The server had an error while processing your request.", "type": "server_error", "param": nil, "code": nil}})
	case Error503:
		return &reply{status: 503, header: map[string]string{"Content-Type": "text/html"}, body: []byte("<html><head><title>503 Service Temporarily Unavailable</title></head><body></body></html>")}
	case Error200:
		return jsonReply(200, map[string]any{"error": map[string]any{"message": "Provider returned error", "code": 502}})
	case NotJSON:
		return &reply{status: 200, body: []byte("upstream connect error or disconnect/reset before headers")}
	case Hang:
		return &reply{hang: true}
	case Reset:
		return &reply{}
	}
	return nil
}
