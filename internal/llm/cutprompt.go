package llm

import (
	"fmt"
	"sync"
)

// cutPrompts looks for a server that drops the beginning of a prompt, instructions
// first, without a word, as local ones with a short context do. It gives itself away
// by counting about the same, namely its context, for prompts of different lengths.
// A low count alone says nothing: some endpoints count the last message only, others
// words.
type cutPrompts struct {
	mu      sync.Mutex
	counted int // of a prompt that may have been cut; 0 if none was
	sent    int // its estimate
	warned  bool
}

const (
	longPrompt   = 1000 // the estimate from which on a prompt's count is worth comparing
	leastContext = 500  // no server has a shorter one: a lower count is not of tokens
)

// see reports whether an answer's count is the first proof of a cut.
func (c *cutPrompts) see(counted, sent int) bool {
	if sent < longPrompt || counted < leastContext || counted > sent/2 {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counted == 0 {
		c.counted, c.sent = counted, sent
		return false
	}
	near := func(a, b, percent int) bool { return 100*max(a-b, b-a) <= percent*max(a, b) }
	if c.warned || !near(counted, c.counted, 1) || near(sent, c.sent, 10) {
		return false
	}
	c.warned = true
	return true
}

// checkPrompt warns once of a server that cuts prompts.
func (e *Endpoint) checkPrompt(r Request, u Usage) {
	if sent := estimate(r); !u.Estimated && e.cut.see(u.Prompt, sent) {
		e.o.Warn(fmt.Sprintf("%s counts %d tokens of prompts of about %d and more: its context is too short, and the beginning is lost; give it a longer one",
			r.Model, u.Prompt, min(sent, e.cut.sent)))
	}
}
