package testendpoint

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"hash/fnv"
	"io"
	"math"
	"net/http"
	"slices"
	"strings"
	"unicode"
)

// EmbeddingModel is the name of the model for embeddings.
const EmbeddingModel = "text-embedding-test"

const dimensions = 64

// embeddings answers with vectors of hashed character trigrams: equal texts have
// equal vectors, and similar ones similar ones.
func (s *Server) embeddings(w http.ResponseWriter, r *http.Request) {
	if slices.Contains(s.o.Rejects, "embeddings") {
		fail(w, 404, "invalid_request_error", "", "Invalid URL (POST "+r.URL.Path+")")
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if err != nil {
		fail(w, 400, "invalid_request_error", "", "the request's body cannot be read")
		return
	}
	_, fault := s.roll(body)
	if a := requestFault(fault); a != nil {
		if a.status == 0 && !a.hang {
			panic(http.ErrAbortHandler)
		}
		a.send(w, r, s.o.Hang)
		return
	}
	if !sleep(r, s.o.Latency) {
		return
	}
	var in struct {
		Model          string          `json:"model"`
		Input          json.RawMessage `json:"input"`
		EncodingFormat string          `json:"encoding_format"`
	}
	var texts []string
	if json.Unmarshal(body, &in) == nil && json.Unmarshal(in.Input, &texts) != nil {
		texts = make([]string, 1)
		if json.Unmarshal(in.Input, &texts[0]) != nil {
			texts = nil
		}
	}
	switch {
	case !strings.HasPrefix(in.Model, "text-embedding") && !slices.Contains(s.o.Models, in.Model):
		failParam(w, 404, "invalid_request_error", "model_not_found", "model", "The model `"+in.Model+"` does not exist or you do not have access to it.")
		return
	case len(texts) == 0 || len(texts) > 2048:
		failParam(w, 400, "invalid_request_error", "", "input", "'$.input' is invalid.")
		return
	case slices.Contains(texts, ""):
		failParam(w, 400, "invalid_request_error", "", "input", "'$.input' is invalid: input cannot be an empty string.")
		return
	}
	data, used := []any{}, 0
	for i, text := range texts {
		used += tokens(text)
		var v any = embed(text)
		if in.EncodingFormat == "base64" {
			raw := make([]byte, 0, 4*dimensions)
			for _, f := range embed(text) {
				raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(f))
			}
			v = base64.StdEncoding.EncodeToString(raw)
		}
		data = append(data, map[string]any{"object": "embedding", "index": i, "embedding": v})
	}
	send(w, 200, map[string]any{"object": "list", "data": data, "model": in.Model,
		"usage": map[string]any{"prompt_tokens": used, "total_tokens": used}})
}

// embed makes a vector of length one.
func embed(text string) []float32 {
	v := make([]float32, dimensions)
	runes := []rune(" " + strings.Map(unicode.ToLower, text) + " ")
	for i := 0; i+3 <= len(runes); i++ {
		h := fnv.New32a()
		h.Write([]byte(string(runes[i : i+3])))
		n := h.Sum32()
		v[n%dimensions] += 1 - 2*float32(n>>31)
	}
	var norm float64
	for _, f := range v {
		norm += float64(f) * float64(f)
	}
	if norm == 0 {
		v[0], norm = 1, 1
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(norm))
	}
	return v
}
