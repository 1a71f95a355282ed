// Package llm asks an OpenAI-compatible endpoint. It knows the protocol, what
// real endpoints make of it, how to be polite and persistent, what an answer
// costs, and how to keep a key secret. It must not know digests, prompts,
// translations or what makes an answer right.
//
// [Open] gives an [Endpoint]; its layers are, from the outside in: retries, rate
// and concurrency limits, a circuit breaker, the budget, and the request itself,
// whose form the ladder of capabilities decides. Every layer sees every attempt.
package llm

import (
	"context"
	"encoding/json"
)

// Client completes chats. Implementations are safe for concurrent use.
type Client interface {
	// Complete sends one chat and returns its answer. The error is an [*Error],
	// or the context's. Together with an error the response may still hold the
	// usage that was billed and, for [Truncated], the text so far.
	Complete(ctx context.Context, r Request) (Response, error)
}

// Role says who speaks a message.
type Role string

// The roles.
const (
	System    Role = "system"
	User      Role = "user"
	Assistant Role = "assistant"
)

// Message is one turn of a chat.
type Message struct {
	Role    Role
	Content string
}

// Request is a chat to complete.
type Request struct {
	Model    string
	Messages []Message

	// Schema describes the JSON object that the answer must be. Where the
	// endpoint cannot take it, it is said in words. Nil asks for free text.
	Schema *Schema

	MaxTokens   int      // most tokens of the answer; 0 leaves it to the endpoint
	Temperature *float64 // nil leaves it to the endpoint; 0 is sent as 0
	Seed        *int     // nil sends none
}

// Schema is a named JSON Schema.
type Schema struct {
	Name string          // letters, digits, _ and -, at most 64
	JSON json.RawMessage // must be strict: all properties required, no additional ones
}

// Response is a complete answer.
type Response struct {
	Text         string // without reasoning; with a schema also without an outer code fence
	Model        string // as the endpoint names it; the request's model if it does not
	FinishReason string // as the endpoint says it: "stop", "length", …, or ""
	Usage        Usage
	Retries      int // attempts before the one that answered
}

// Usage counts tokens.
type Usage struct {
	Prompt     int  // sent, cached ones included
	Completion int  // received, reasoning included
	Cached     int  // the part of Prompt that the endpoint had cached
	Reasoning  int  // the part of Completion that was reasoning
	Estimated  bool // the endpoint did not tell; the counts are [EstimateTokens]
}

// Total is the number of tokens that were sent and received.
func (u Usage) Total() int { return u.Prompt + u.Completion }

// Add returns the sum of two usages.
func (u Usage) Add(v Usage) Usage {
	return Usage{u.Prompt + v.Prompt, u.Completion + v.Completion, u.Cached + v.Cached,
		u.Reasoning + v.Reasoning, u.Estimated || v.Estimated}
}
