// Package testendpoint is an OpenAI-compatible endpoint for tests and for trying
// sumtool without an account. It translates: pairs that it knows as they are, any
// other text by a plausible nonsense that keeps numbers, names, addresses, code
// and formulas. It refuses requests that OpenAI would refuse, and those that are
// not of the form that sumtool's requests have; and it misbehaves in all ways in
// which endpoints and models do, on demand or at random.
//
// It knows the protocol and the form of requests and answers. It must not know how
// the client works.
package testendpoint

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Model is the name of the only model, unless the options name others.
const Model = "sumtool-test"

// Options say how the endpoint behaves. The zero value behaves well.
type Options struct {
	Key     string        // the bearer token that requests must have; none is needed if ""
	Models  []string      // besides those whose names begin with "text-embedding"; [Model] if nil
	Context int           // tokens that fit into a model, as listed; 32768 if 0
	Latency time.Duration // of every answer
	Hang    time.Duration // how long a hanging request hangs; an hour if 0
	Seed    uint64        // of everything that is random
	Rates   Rates         // how often which fault happens
	Script  []Fault       // faults of the first requests, in order; None is none
	Rejects []string      // parameters that are refused with a 400: json_schema, json_object, max_completion_tokens, max_tokens, temperature, seed, system; embeddings refuses all requests for them
	Pairs   []Pair        // known translations; [Pairs] if nil
	System  string        // which of the pairs: "good" if "", or "poor"
	Observe func(Exchange)
}

// Exchange is one chat completion that the endpoint has dealt with.
type Exchange struct {
	Fault  Fault // of the request; None if it was answered
	Status int   // 0 if the connection was cut
	IDs    []string
}

// Server is the endpoint. Its methods are safe for concurrent use.
type Server struct {
	o     Options
	forth map[string]Pair // by the source's pattern
	back  map[string]Pair // by the target's
	mux   *http.ServeMux

	mu       sync.Mutex
	seen     map[uint64]uint32 // how often a request's body came
	requests int               // chat completions
	faults   map[Fault]int
	answered map[string]int // how often each text was answered, without a fault
	replies  map[string]string
	batch    batches
}

// New makes a server; it is an [http.Handler] for a base URL ending in /v1.
func New(o Options) *Server {
	if o.Models == nil {
		o.Models = []string{Model}
	}
	if o.Context == 0 {
		o.Context = 32768
	}
	if o.Hang == 0 {
		o.Hang = time.Hour
	}
	if o.System == "" {
		o.System = "good"
	}
	if o.Pairs == nil {
		o.Pairs = Pairs()
	}
	s := &Server{o: o, forth: map[string]Pair{}, back: map[string]Pair{}, seen: map[uint64]uint32{}, faults: map[Fault]int{},
		answered: map[string]int{}, replies: map[string]string{}}
	for _, p := range o.Pairs {
		if p.System == o.System {
			source, _ := pattern(p.Source)
			target, _ := pattern(p.Target)
			s.forth[source], s.back[target] = p, p
		}
	}
	s.batch.init()
	s.mux = http.NewServeMux()
	s.mux.HandleFunc("POST /v1/chat/completions", s.chat)
	s.mux.HandleFunc("POST /v1/embeddings", s.embeddings)
	s.mux.HandleFunc("GET /v1/models", s.models)
	s.routeBatches()
	return s
}

// ServeHTTP implements [http.Handler].
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.o.Key != "" && r.Header.Get("Authorization") != "Bearer "+s.o.Key {
		sent := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		if sent == "" {
			fail(w, 401, "invalid_request_error", "", "You didn't provide an API key.")
			return
		}
		// OpenAI echoes the key in part; others echo all of it.
		fail(w, 401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided: "+sent+".")
		return
	}
	if _, pattern := s.mux.Handler(r); pattern == "" {
		fail(w, 404, "invalid_request_error", "", fmt.Sprintf("Invalid URL (%s %s)", r.Method, r.URL.Path))
		return
	}
	s.mux.ServeHTTP(w, r)
}

// Stats count what a server has done.
type Stats struct {
	Requests int           // chat completions asked for, refused ones included
	Faults   map[Fault]int // of requests and of answers
	Answers  int           // texts answered without a fault
	Repeated int           // of them, those of a text that had been answered before
}

// Stats counts so far.
func (s *Server) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := Stats{Requests: s.requests, Faults: maps.Clone(s.faults)}
	for _, n := range s.answered {
		st.Answers += n
		st.Repeated += n - 1
	}
	return st
}

// fail sends an error of OpenAI's shape.
func fail(w http.ResponseWriter, status int, kind, code, message string) {
	failParam(w, status, kind, code, "", message)
}

func failParam(w http.ResponseWriter, status int, kind, code, param, message string) {
	body := map[string]any{"message": message, "type": kind, "param": nil, "code": nil}
	if code != "" {
		body["code"] = code
	}
	if param != "" {
		body["param"] = param
	}
	send(w, status, map[string]any{"error": body})
}

func send(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // the client may be gone
}

func (s *Server) models(w http.ResponseWriter, _ *http.Request) {
	list := []any{}
	for _, m := range s.o.Models {
		list = append(list, map[string]any{"id": m, "object": "model", "created": 1700000000, "owned_by": "sumtool", "max_model_len": s.o.Context})
	}
	send(w, 200, map[string]any{"object": "list", "data": list})
}
