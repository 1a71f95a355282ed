package translate

import (
	"github.com/sumtool/sumtool/internal/llm"
)

// Estimate is what making one edition would take.
type Estimate struct {
	File     File
	Err      error // why it cannot be made
	Outcome  Outcome
	Bullets  int
	Cached   int // in the memory, or current
	Failed   int // known to fail; --force asks again
	Ask      int
	Requests int
	Usage    llm.Usage
}

// Fixed sizes of a request, in tokens: a message's frame, and what an item's id
// and punctuation take in the answer. An English translation has some four fifths
// of the tokens of its Korean source.
const (
	frameTokens   = 4
	itemTokens    = 14
	targetPercent = 80
)

// Estimate plans the editions and makes no request.
func (t *Translator) Estimate(list []File) []Estimate {
	t.dirs = map[string]error{}
	out := make([]Estimate, len(list))
	for i, f := range list {
		e := Estimate{File: f}
		j, err := t.plan(f)
		if err != nil {
			e.Err = err
			out[i] = e
			continue
		}
		e.Outcome, e.Bullets = j.report.Outcome, j.report.Bullets
		if j.done {
			e.Cached, e.Failed = j.report.Cached, len(j.report.Failures)
		}
		for _, s := range j.segments {
			switch s.state {
			case "":
				e.Ask++
			case Failed:
				e.Failed++
			default:
				e.Cached++
			}
		}
		for _, c := range j.calls {
			e.Requests++
			e.Usage = e.Usage.Add(t.usage(c))
		}
		out[i] = e
	}
	return out
}

// usage estimates one request that succeeds at once.
func (t *Translator) usage(c *call) llm.Usage {
	r, _ := t.request(t.converse(c, t.Model, 0), c.segments, false)
	u := llm.Usage{Prompt: 3 + llm.EstimateTokens(string(r.Schema.JSON)), Completion: itemTokens, Estimated: true}
	for _, m := range r.Messages {
		u.Prompt += llm.EstimateTokens(m.Content) + frameTokens
	}
	for _, s := range c.segments {
		u.Completion += llm.EstimateTokens(s.text)*targetPercent/100 + itemTokens
	}
	return u
}
