package llm

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	openai "github.com/sashabaranov/go-openai"
)

// Endpoint is an OpenAI-compatible server and the state that its use builds up:
// what it takes, how fast it may be asked, what has been spent. It is safe for
// concurrent use.
type Endpoint struct {
	o      Options
	url    *url.URL
	key    secret
	api    *openai.Client
	doer   *doer
	ladder ladder
	budget budget
	send   send // one attempt through all layers but the retries
	wait   func(ctx context.Context, attempt int, e *Error) error
	streak streak

	cut cutPrompts
}

var _ Client = (*Endpoint)(nil)

// Open prepares an endpoint; it makes no request. Errors are about the options
// and say what to mend.
func Open(o Options) (*Endpoint, error) {
	o = o.withDefaults()
	u, err := checkURL(o.BaseURL)
	if err != nil {
		return nil, err
	}
	if err := checkKey(o.Key, o.KeyName); err != nil {
		return nil, err
	}
	if u.Scheme == "http" && !loopback(u.Hostname()) {
		o.Warn(fmt.Sprintf("%s is not encrypted: anybody on the way can read the texts and the key; use https://", u))
	}
	e := &Endpoint{o: o, url: u, key: secret{o.Key}, doer: newDoer(transportFor(o), secret{o.Key})}
	config := openai.DefaultConfig(o.Key)
	config.BaseURL = u.String()
	config.HTTPClient = e.doer
	e.api = openai.NewClientWithConfig(config)
	e.budget = budget{maxCost: o.MaxCost, maxTokens: o.MaxTokens, prices: o.Prices}
	e.budget.changed.L = &e.budget.mu
	do := func(ctx context.Context, a *attempt) error { return a.do(ctx) }
	e.send = newLimiter(o).layer(newBreaker(e.budget.layer(do)))
	e.wait = func(ctx context.Context, n int, err *Error) error { return backoff(ctx, o, n, err) }
	return e, nil
}

// BaseURL is the endpoint's address, normalized.
func (e *Endpoint) BaseURL() string { return e.url.String() }

// Concurrency is the most requests at once: more callers only wait.
func (e *Endpoint) Concurrency() int { return e.o.Concurrency }

// Form tells how a model's requests look by now.
func (e *Endpoint) Form(model string) Form { return e.ladder.form(model) }

// Spent tells what has been used so far.
func (e *Endpoint) Spent() Totals { return e.budget.totals() }

// CheckBudget says whether the limits can be held for a model: a limit on cost
// needs its price.
func (e *Endpoint) CheckBudget(model string) error {
	if _, ok := e.o.Prices[model]; !ok && e.o.MaxCost > 0 {
		return fmt.Errorf("no price for model %q; --max-cost needs endpoint.prices in the config, or use --max-tokens", model)
	}
	return nil
}

// Complete implements [Client].
func (e *Endpoint) Complete(ctx context.Context, r Request) (Response, error) {
	var out Response
	a := &attempt{model: r.Model, prompt: estimate(r), completion: r.MaxTokens}
	a.do = func(ctx context.Context) error {
		var err error
		out, err = e.chat(ctx, r)
		a.usage = out.Usage
		return err
	}
	err := e.retry(ctx, a)
	out.Retries = a.n - 1
	return out, err
}

// chat makes one request.
func (e *Endpoint) chat(ctx context.Context, r Request) (Response, error) {
	form := e.ladder.form(r.Model)
	body, extra := form.build(r)
	x := &exchange{extra: extra}
	timed, cancel := context.WithTimeout(x.with(ctx), e.o.Timeout)
	defer cancel()
	in, err := e.api.CreateChatCompletion(timed, body)
	if err := e.failure(ctx, x, err); err != nil {
		if what, ok := e.learn(r.Model, form, x, err); ok {
			return Response{}, &Error{Kind: Unsupported, Status: x.status, Message: fmt.Sprintf("%s does not take %s", r.Model, what)}
		}
		return Response{}, err
	}
	out, bad := e.read(r, in, x)
	if bad != nil {
		return out, bad
	}
	e.ladder.confirm(r.Model)
	e.checkPrompt(r, out.Usage)
	return out, nil
}

// learn takes a refused parameter off the model's form, and says so once.
func (e *Endpoint) learn(model string, sent Form, x *exchange, err error) (string, bool) {
	kind := KindOf(err)
	if x.status != 400 && x.status != 422 && kind != BadRequest || kind == TooLong || kind == NoModel || kind == ContentFilter {
		return "", false
	}
	what, ok := e.ladder.learn(model, sent, readError(x.body))
	if ok && what != "" {
		e.o.Warn(fmt.Sprintf("%s at %s does not take %s; asking without it from now on", model, e.url.Host, what))
	}
	return what, ok
}

// failure judges an exchange by its status and body, never by the library's
// error alone: that has lost the status in part of the cases, and may hold a body
// with the key in it.
func (e *Endpoint) failure(ctx context.Context, x *exchange, err error) error {
	switch {
	case x.status == 0:
		if err == nil {
			return nil
		}
		return e.transportError(ctx, err)
	case x.status >= 300:
		return e.statusError(x)
	case err == nil && !hasError(x.body):
		return nil
	case err == nil || hasError(x.body) || looksHTML(x.body):
		return e.statusError(x)
	case errors.Is(err, context.DeadlineExceeded), ctx.Err() != nil, !x.whole:
		return e.transportError(ctx, err)
	}
	return &Error{Kind: Malformed, Message: "the answer is not JSON: " + e.key.redactMessage(clean(string(x.body[:min(len(x.body), 120)])))}
}
