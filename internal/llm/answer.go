package llm

import (
	"encoding/json"
	"strings"

	openai "github.com/sashabaranov/go-openai"
	"github.com/sumtool/sumtool/internal/lazyregexp"
)

// read turns the library's response into ours, or says what is wrong with it.
func (e *Endpoint) read(r Request, in openai.ChatCompletionResponse, x *exchange) (Response, *Error) {
	out := Response{Model: e.key.redact(in.Model), Usage: usageOf(in.Usage)}
	if out.Model == "" {
		out.Model = r.Model
	}
	if len(in.Choices) == 0 {
		return out, &Error{Kind: Empty, Message: "the answer has no choices"}
	}
	c := in.Choices[0]
	out.FinishReason = string(c.FinishReason)
	content := c.Message.Content
	for _, part := range c.Message.MultiContent {
		content += part.Text
	}
	out.Text = stripReasoning(e.key.redact(content))
	if r.Schema != nil {
		out.Text = unfence(out.Text)
	}
	if out.Usage.Prompt == 0 {
		out.Usage = Usage{Prompt: estimate(r), Completion: EstimateTokens(content + c.Message.ReasoningContent), Estimated: true}
	}
	whole := r.Schema != nil && json.Valid([]byte(out.Text))
	switch {
	case c.Message.Refusal != "":
		return out, &Error{Kind: Refusal, Message: "the model refused: " + e.key.redactMessage(clean(c.Message.Refusal))}
	case out.FinishReason == "content_filter":
		return out, &Error{Kind: ContentFilter, Message: "the endpoint's content filter kept the answer back"}
	case out.FinishReason == "error":
		msg := readError(x.body).message
		return out, &Error{Kind: Overloaded, Message: "the endpoint broke off: " + e.key.redactMessage(msg)}
	case out.FinishReason == "length" && !whole:
		// An endpoint may say length for an answer that just fits; JSON shows
		// whether it is whole.
		return out, &Error{Kind: Truncated, Message: "the answer was cut at its token limit"}
	case out.Text == "":
		return out, &Error{Kind: Empty, Message: "the answer is empty"}
	}
	return out, nil
}

func usageOf(u openai.Usage) Usage {
	out := Usage{Prompt: max(u.PromptTokens, 0), Completion: max(u.CompletionTokens, 0)}
	if d := u.PromptTokensDetails; d != nil {
		out.Cached = min(max(d.CachedTokens, 0), out.Prompt)
	}
	if d := u.CompletionTokensDetails; d != nil {
		out.Reasoning = max(d.ReasoningTokens, 0)
	}
	return out
}

var reasoning = lazyregexp.New(`(?is)^\s*<(think|thinking|reasoning|thought)>.*?</(think|thinking|reasoning|thought)>`)

// stripReasoning removes reasoning that a model wrote into its answer: a leading
// <think>…</think>, also one whose opening tag the chat template has swallowed.
// Reasoning that never ends leaves nothing: there is no answer after it.
func stripReasoning(s string) string {
	for {
		loc := reasoning().FindStringIndex(s)
		if loc == nil {
			break
		}
		s = s[loc[1]:]
	}
	lower := strings.ToLower(strings.TrimSpace(s))
	for _, tag := range []string{"think", "thinking", "reasoning", "thought"} {
		if strings.HasPrefix(lower, "<"+tag+">") {
			return ""
		}
	}
	if i := strings.Index(s, "</think>"); i >= 0 && !strings.Contains(s[:i], "<think>") && !strings.HasPrefix(lower, "{") {
		s = s[i+len("</think>"):]
	}
	return strings.TrimSpace(s)
}

// unfence takes an answer out of one code fence that encloses it whole. A fence
// inside an answer, or text around it, stays: whether that is tolerable is for
// the caller's checks.
func unfence(s string) string {
	s = strings.TrimSpace(s)
	fence := "```"
	if strings.HasPrefix(s, "~~~") {
		fence = "~~~"
	}
	body, ok := strings.CutPrefix(s, fence)
	if !ok {
		return s
	}
	body, ok = strings.CutSuffix(body, fence)
	if !ok {
		return s
	}
	info, rest, ok := strings.Cut(body, "\n")
	if !ok || strings.ContainsAny(strings.TrimSpace(info), " {[\"") {
		return s
	}
	return strings.TrimSpace(rest)
}
