package llm

import (
	"context"
	"fmt"
	"sync"
)

// Totals is what an endpoint's use has come to.
type Totals struct {
	Requests int // attempts sent
	Retries  int // of them, repeated ones
	Answers  int // a model's, refusals included: 0 after a run says that the endpoint cannot be used
	Usage    Usage
	Cost     float64 // US dollars, by the configured prices
	Unpriced bool    // a model without a price was used: Cost is too low
}

// budget counts, and holds back what would pass a limit. A request is reserved
// at the most that it can use before it is sent, and settled by what it did use.
type budget struct {
	mu        sync.Mutex
	changed   sync.Cond
	maxCost   float64
	maxTokens int
	prices    map[string]Price
	sum       Totals

	reservedTokens int
	reservedCost   float64
	ratio          float64 // most that a prompt has had over its estimate
}

// margin is kept over the estimate of a prompt, until the endpoint's own counts
// have shown how its vocabulary differs, and over what they have shown.
const (
	firstMargin = 1.5
	margin      = 1.1
)

func (b *budget) totals() Totals {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.sum
}

func (b *budget) retried() {
	b.mu.Lock()
	b.sum.Retries++
	b.mu.Unlock()
}

func (b *budget) layer(next send) send {
	return func(ctx context.Context, a *attempt) error {
		tokens, cost, err := b.reserve(ctx, a)
		if err != nil {
			return err
		}
		a.usage = Usage{}
		a.n++
		err = next(ctx, a)
		b.settle(a, tokens, cost, answered(err))
		return err
	}
}

// answered reports whether a model had its say, whatever that was.
func answered(err error) bool {
	switch KindOf(err) {
	case Truncated, ContentFilter, Refusal:
		return true
	}
	return err == nil
}

// reserve waits while other requests' reservations stand in the way, and fails
// when the request would pass a limit even alone.
func (b *budget) reserve(ctx context.Context, a *attempt) (tokens int, cost float64, err error) {
	stop := context.AfterFunc(ctx, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.changed.Broadcast()
	})
	defer stop()
	b.mu.Lock()
	defer b.mu.Unlock()
	for {
		most := b.most(a)
		tokens, cost = most.Total(), b.prices[a.model].Cost(most)
		used := b.sum.Usage.Total()
		overTokens := b.maxTokens > 0 && used+tokens > b.maxTokens
		overCost := b.maxCost > 0 && b.sum.Cost+cost > b.maxCost
		switch {
		case overTokens:
			return 0, 0, &Error{Kind: Budget, Message: fmt.Sprintf("stopped before passing %d tokens; %d are used", b.maxTokens, used)}
		case overCost:
			return 0, 0, &Error{Kind: Budget, Message: fmt.Sprintf("stopped before passing $%g; $%.4f are spent", b.maxCost, b.sum.Cost)}
		case b.maxTokens > 0 && used+b.reservedTokens+tokens > b.maxTokens,
			b.maxCost > 0 && b.sum.Cost+b.reservedCost+cost > b.maxCost:
			if ctx.Err() != nil {
				return 0, 0, context.Cause(ctx)
			}
			b.changed.Wait()
			continue
		}
		b.reservedTokens += tokens
		b.reservedCost += cost
		b.sum.Requests++
		return tokens, cost, nil
	}
}

// most that an attempt can use, as far as can be told.
func (b *budget) most(a *attempt) Usage {
	ratio := firstMargin
	if b.ratio > 0 {
		ratio = b.ratio * margin
	}
	return Usage{Prompt: int(float64(a.prompt)*ratio) + 16, Completion: a.completion}
}

func (b *budget) settle(a *attempt, tokens int, cost float64, answered bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.reservedTokens -= tokens
	b.reservedCost -= cost
	price, priced := b.prices[a.model]
	b.sum.Usage = b.sum.Usage.Add(a.usage)
	b.sum.Cost += price.Cost(a.usage)
	if answered && a.model != "" { // an answer of a model, not a list or a file
		b.sum.Answers++
		b.sum.Unpriced = b.sum.Unpriced || !priced
	}
	if a.prompt > 0 && a.usage.Prompt > 0 && !a.usage.Estimated {
		b.ratio = max(b.ratio, float64(a.usage.Prompt)/float64(a.prompt))
	}
	b.changed.Broadcast()
}

// fits says whether a batch's requests fit into what is left.
func (b *budget) fits(requests []BatchRequest) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	tokens, cost := b.sum.Usage.Total()+b.reservedTokens, b.sum.Cost+b.reservedCost
	for i, r := range requests {
		most := b.most(&attempt{model: r.Model, prompt: estimate(r.Request), completion: r.MaxTokens})
		tokens += most.Total()
		cost += b.prices[r.Model].InBatch().Cost(most)
		if b.maxTokens > 0 && tokens > b.maxTokens || b.maxCost > 0 && cost > b.maxCost {
			return &Error{Kind: Budget, Stop: true, Message: fmt.Sprintf("the batch might pass the limit with request %d of %d", i+1, len(requests)),
				Hint: "raise --max-cost or --max-tokens, or hand in less"}
		}
	}
	return nil
}

// add counts what a batch's request has used.
func (b *budget) add(model string, u Usage, answered bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	price, priced := b.prices[model]
	b.sum.Requests++
	b.sum.Usage = b.sum.Usage.Add(u)
	b.sum.Cost += price.InBatch().Cost(u)
	if answered {
		b.sum.Answers++
		b.sum.Unpriced = b.sum.Unpriced || !priced
	}
}
