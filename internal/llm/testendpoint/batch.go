package testendpoint

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// The faults of a line of a batch.
const (
	BatchFailed  Fault = "batch-failed"  // the line's request fails with a 500
	BatchExpired Fault = "batch-expired" // the line was not reached in time
)

func batchFaults() []Fault { return []Fault{BatchFailed, BatchExpired} }

// batches holds files and batches. A batch is worked on when its status is asked
// for: validating, in progress, finalizing, completed. Its results come in random
// order, failed and expired lines in the error file.
type batches struct {
	mu    sync.Mutex
	n     int
	files map[string]*file
	list  map[string]*batch
	order []string
}

type file struct {
	id, name, purpose string
	content           []byte
}

type batch struct {
	ID               string         `json:"id"`
	Object           string         `json:"object"`
	Endpoint         string         `json:"endpoint"`
	InputFileID      string         `json:"input_file_id"`
	CompletionWindow string         `json:"completion_window"`
	Status           string         `json:"status"`
	OutputFileID     *string        `json:"output_file_id"`
	ErrorFileID      *string        `json:"error_file_id"`
	CreatedAt        int            `json:"created_at"`
	Counts           batchCounts    `json:"request_counts"`
	Errors           *batchErrors   `json:"errors"`
	Metadata         map[string]any `json:"metadata"`
}

type batchCounts struct {
	Total     int `json:"total"`
	Completed int `json:"completed"`
	Failed    int `json:"failed"`
}

type batchErrors struct {
	Object string       `json:"object"`
	Data   []batchError `json:"data"`
}

type batchError struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Line    int    `json:"line"`
}

// batchLine is a line of the input.
type batchLine struct {
	CustomID string          `json:"custom_id"`
	Method   string          `json:"method"`
	URL      string          `json:"url"`
	Body     json.RawMessage `json:"body"`
}

// resultLine is a line of the output or error file.
type resultLine struct {
	ID       string          `json:"id"`
	CustomID string          `json:"custom_id"`
	Response *resultResponse `json:"response"`
	Error    *resultError    `json:"error"`
}

type resultResponse struct {
	StatusCode int             `json:"status_code"`
	RequestID  string          `json:"request_id"`
	Body       json.RawMessage `json:"body"`
}

type resultError struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// maxBatchLines and maxBatchBytes are OpenAI's limits of an input file.
const (
	maxBatchLines = 50_000
	maxBatchBytes = 200 << 20
)

func (b *batches) init() { b.files, b.list = map[string]*file{}, map[string]*batch{} }

func (b *batches) id(kind string) string {
	b.n++
	return fmt.Sprintf("%s-%06d", kind, b.n)
}

func (s *Server) routeBatches() {
	s.mux.HandleFunc("POST /v1/files", s.upload)
	s.mux.HandleFunc("GET /v1/files/{id}", s.file)
	s.mux.HandleFunc("GET /v1/files/{id}/content", s.fileContent)
	s.mux.HandleFunc("DELETE /v1/files/{id}", s.deleteFile)
	s.mux.HandleFunc("POST /v1/batches", s.createBatch)
	s.mux.HandleFunc("GET /v1/batches", s.listBatches)
	s.mux.HandleFunc("GET /v1/batches/{id}", s.getBatch)
	s.mux.HandleFunc("POST /v1/batches/{id}/cancel", s.cancelBatch)
}

func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBatchBytes+1<<20)
	part, header, err := r.FormFile("file")
	if err != nil {
		failParam(w, 400, "invalid_request_error", "", "file", "'file' is a required property")
		return
	}
	content, err := io.ReadAll(part)
	if err != nil || len(content) > maxBatchBytes {
		fail(w, 400, "invalid_request_error", "", "the file is too large")
		return
	}
	if p := r.FormValue("purpose"); p != "batch" {
		failParam(w, 400, "invalid_request_error", "", "purpose", fmt.Sprintf("'%s' is not one of ['batch']", p))
		return
	}
	s.batch.mu.Lock()
	defer s.batch.mu.Unlock()
	f := &file{s.batch.id("file"), header.Filename, "batch", content}
	s.batch.files[f.id] = f
	send(w, 200, f.view())
}

func (f *file) view() map[string]any {
	return map[string]any{"id": f.id, "object": "file", "bytes": len(f.content), "created_at": 1700000000, "filename": f.name, "purpose": f.purpose, "status": "processed"}
}

// stored finds a file, or says that there is none.
func (s *Server) stored(w http.ResponseWriter, r *http.Request) *file {
	s.batch.mu.Lock()
	defer s.batch.mu.Unlock()
	f := s.batch.files[r.PathValue("id")]
	if f == nil {
		fail(w, 404, "invalid_request_error", "", "No such File object: "+r.PathValue("id"))
	}
	return f
}

func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	if f := s.stored(w, r); f != nil {
		send(w, 200, f.view())
	}
}

func (s *Server) fileContent(w http.ResponseWriter, r *http.Request) {
	if f := s.stored(w, r); f != nil {
		w.Header().Set("Content-Type", "application/octet-stream")
		_, _ = w.Write(f.content)
	}
}

func (s *Server) deleteFile(w http.ResponseWriter, r *http.Request) {
	if f := s.stored(w, r); f != nil {
		s.batch.mu.Lock()
		defer s.batch.mu.Unlock()
		delete(s.batch.files, f.id)
		send(w, 200, map[string]any{"id": f.id, "object": "file", "deleted": true})
	}
}

func (s *Server) createBatch(w http.ResponseWriter, r *http.Request) {
	var in struct {
		InputFileID      string         `json:"input_file_id"`
		Endpoint         string         `json:"endpoint"`
		CompletionWindow string         `json:"completion_window"`
		Metadata         map[string]any `json:"metadata"`
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if err != nil || json.Unmarshal(body, &in) != nil {
		fail(w, 400, "invalid_request_error", "", "We could not parse the JSON body of your request.")
		return
	}
	s.batch.mu.Lock()
	defer s.batch.mu.Unlock()
	switch {
	case in.Endpoint != "/v1/chat/completions":
		failParam(w, 400, "invalid_request_error", "invalid_value", "endpoint", fmt.Sprintf("Invalid value: '%s'.", in.Endpoint))
		return
	case in.CompletionWindow != "24h":
		failParam(w, 400, "invalid_request_error", "invalid_value", "completion_window", fmt.Sprintf("Invalid value: '%s'. Supported values are: '24h'.", in.CompletionWindow))
		return
	case s.batch.files[in.InputFileID] == nil:
		failParam(w, 400, "invalid_request_error", "", "input_file_id", "No such File object: "+in.InputFileID)
		return
	}
	b := &batch{ID: s.batch.id("batch"), Object: "batch", Endpoint: in.Endpoint, InputFileID: in.InputFileID,
		CompletionWindow: in.CompletionWindow, Status: "validating", CreatedAt: 1700000000, Metadata: in.Metadata}
	s.batch.list[b.ID] = b
	s.batch.order = append(s.batch.order, b.ID)
	send(w, 200, b)
}

func (s *Server) listBatches(w http.ResponseWriter, _ *http.Request) {
	s.batch.mu.Lock()
	defer s.batch.mu.Unlock()
	list := []*batch{}
	for _, id := range slices.Backward(s.batch.order) {
		list = append(list, s.batch.list[id])
	}
	send(w, 200, map[string]any{"object": "list", "data": list, "has_more": false})
}

// batchOf is the batch that a request names; nil if there is none, which is answered.
func (s *Server) batchOf(w http.ResponseWriter, r *http.Request) *batch {
	b := s.batch.list[r.PathValue("id")]
	if b == nil {
		fail(w, 404, "invalid_request_error", "", "No such Batch object: "+r.PathValue("id"))
	}
	return b
}

func (s *Server) getBatch(w http.ResponseWriter, r *http.Request) {
	s.batch.mu.Lock()
	defer s.batch.mu.Unlock()
	b := s.batchOf(w, r)
	if b == nil {
		return
	}
	switch b.Status {
	case "validating":
		if b.Status = "in_progress"; !s.validate(b) {
			b.Status = "failed"
		}
	case "in_progress":
		s.work(b)
		b.Status = "finalizing"
	case "finalizing":
		if b.Status = "completed"; b.Counts.Completed+b.Counts.Failed < b.Counts.Total {
			b.Status = "expired"
		}
	case "cancelling":
		b.Status = "cancelled"
	}
	send(w, 200, b)
}

func (s *Server) cancelBatch(w http.ResponseWriter, r *http.Request) {
	s.batch.mu.Lock()
	defer s.batch.mu.Unlock()
	b := s.batchOf(w, r)
	if b == nil {
		return
	}
	if b.Status == "validating" || b.Status == "in_progress" {
		b.Status = "cancelling"
	}
	send(w, 200, b)
}

func (b *batches) lines(id string) [][]byte {
	return bytes.Split(bytes.TrimRight(b.files[id].content, "\n"), []byte("\n"))
}

// validate checks the input's lines, as the endpoint does before it begins.
func (s *Server) validate(b *batch) bool {
	lines := s.batch.lines(b.InputFileID)
	b.Counts.Total = len(lines)
	complain := func(n int, code, format string, args ...any) {
		if b.Errors == nil {
			b.Errors = &batchErrors{Object: "list"}
		}
		b.Errors.Data = append(b.Errors.Data, batchError{code, fmt.Sprintf(format, args...), n})
	}
	if len(lines) > maxBatchLines {
		complain(0, "too_many_requests", "the file has more than %d lines", maxBatchLines)
		return false
	}
	seen := map[string]bool{}
	for i, raw := range lines {
		var l batchLine
		switch err := json.Unmarshal(raw, &l); {
		case err != nil:
			complain(i+1, "invalid_json_line", "This line is not parseable as valid JSON.")
		case l.CustomID == "" || l.Method != "POST" || l.URL != b.Endpoint || len(l.Body) == 0:
			complain(i+1, "invalid_request", "custom_id, method POST, url %s and body are required.", b.Endpoint)
		case seen[l.CustomID]:
			complain(i+1, "duplicate_custom_id", "The custom_id '%s' is used twice.", l.CustomID)
		}
		seen[l.CustomID] = true
	}
	return b.Errors == nil
}

// work answers all lines.
func (s *Server) work(b *batch) {
	var out, errs []resultLine
	for i, raw := range s.batch.lines(b.InputFileID) {
		var l batchLine
		_ = json.Unmarshal(raw, &l) // validated
		dice, fault := s.roll(l.Body)
		res := resultLine{ID: fmt.Sprintf("batch_req_%d", i), CustomID: l.CustomID}
		if fault == BatchExpired {
			res.Error = &resultError{"batch_expired", "This request could not be executed before the completion window expired."}
			errs = append(errs, res)
			continue
		}
		if fault == BatchFailed {
			fault = Error500
		}
		var x Exchange
		a := s.complete(l.Body, fault, dice, &x)
		if a == nil || a.hang || !json.Valid(a.body) {
			a = requestFault(Error500)
		}
		res.Response = &resultResponse{a.status, fmt.Sprintf("req_%d", i), a.body}
		if a.status == 200 {
			out = append(out, res)
			b.Counts.Completed++
		} else {
			errs = append(errs, res)
			b.Counts.Failed++
		}
	}
	shuffle := rand.New(rand.NewPCG(s.o.Seed, uint64(len(out))))
	b.OutputFileID = s.batch.results(out, "output", shuffle)
	b.ErrorFileID = s.batch.results(errs, "error", shuffle)
}

// results stores lines in random order; none are no file.
func (b *batches) results(lines []resultLine, name string, dice *rand.Rand) *string {
	if len(lines) == 0 {
		return nil
	}
	dice.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	var text strings.Builder
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	for _, l := range lines {
		_ = e.Encode(l) // strings and raw JSON: cannot fail
	}
	f := &file{b.id("file"), name + ".jsonl", "batch_output", []byte(text.String())}
	b.files[f.id] = f
	return &f.id
}
