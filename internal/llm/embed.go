package llm

import (
	"context"
	"fmt"
	"slices"

	openai "github.com/sashabaranov/go-openai"
)

// Embedder turns texts into vectors.
type Embedder interface {
	// Embed returns a vector for each text, in order, all of the same length. The
	// error is as [Client]'s.
	Embed(ctx context.Context, model string, texts []string) ([][]float32, Usage, error)
}

var _ Embedder = (*Endpoint)(nil)

// One request for embeddings has at most so many texts and so many estimated
// tokens: less than any known endpoint takes.
const (
	embedTexts  = 128
	embedTokens = 30_000
)

// Embed implements [Embedder], in several requests if need be.
func (e *Endpoint) Embed(ctx context.Context, model string, texts []string) ([][]float32, Usage, error) {
	var all [][]float32
	var used Usage
	for len(texts) > 0 {
		n, tokens := 0, 0
		for n < len(texts) && n < embedTexts {
			t := EstimateTokens(texts[n])
			if n > 0 && tokens+t > embedTokens {
				break
			}
			n, tokens = n+1, tokens+t
		}
		vectors, u, err := e.embed(ctx, model, texts[:n], tokens)
		used = used.Add(u)
		if err != nil {
			return nil, used, err
		}
		if len(all) > 0 && len(vectors[0]) != len(all[0]) {
			return nil, used, &Error{Kind: Malformed, Message: fmt.Sprintf("vectors of %d and of %d numbers", len(all[0]), len(vectors[0]))}
		}
		all, texts = append(all, vectors...), texts[n:]
	}
	return all, used, nil
}

func (e *Endpoint) embed(ctx context.Context, model string, texts []string, tokens int) ([][]float32, Usage, error) {
	var vectors [][]float32
	a := &attempt{model: model, prompt: tokens, optional: true}
	err := e.call(ctx, a, e.o.Timeout, false, func(ctx context.Context, x *exchange) error {
		// An endpoint refuses an empty text, and one refuses the whole request.
		in := slices.Clone(texts)
		for i, t := range in {
			if t == "" {
				in[i] = " "
			}
		}
		out, err := e.api.CreateEmbeddings(ctx, openai.EmbeddingRequestStrings{Input: in, Model: openai.EmbeddingModel(model)})
		if a.usage = usageOf(out.Usage); a.usage.Total() == 0 && err == nil {
			a.usage = Usage{Prompt: tokens, Estimated: true}
		}
		vectors = make([][]float32, len(in))
		for _, d := range out.Data {
			if d.Index >= 0 && d.Index < len(vectors) {
				vectors[d.Index] = d.Embedding
			}
		}
		return err
	})
	if err != nil {
		return nil, a.usage, err
	}
	for i, v := range vectors {
		if len(v) == 0 || len(v) != len(vectors[0]) {
			return nil, a.usage, &Error{Kind: Malformed, Message: fmt.Sprintf("text %d of %d has no vector, or one of another length", i+1, len(vectors))}
		}
	}
	return vectors, a.usage, nil
}
