package llm

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// Options describe an endpoint and how to use it. The zero value of each field
// but BaseURL has a meaning.
type Options struct {
	BaseURL string // for example https://api.openai.com/v1
	Key     string // sent as a bearer token; none is sent if empty
	KeyName string // the environment variable that Key came from, for messages

	Timeout     time.Duration // of one attempt; 2 minutes if 0
	Retries     int           // attempts after the first; 0 is none
	Concurrency int           // most requests at once; 1 if 0
	RPM, TPM    int           // most requests and tokens a minute; 0 is unlimited

	Prices    map[string]Price // by model
	MaxCost   float64          // US dollars; 0 is unlimited
	MaxTokens int              // sent and received; 0 is unlimited

	Warn func(string) // called for what a user should know, at most once a reason; may be nil

	Backoff   time.Duration     // the first retry waits up to it, the next up to twice as long, …; 500 ms if 0
	MaxWait   time.Duration     // most that a retry waits, also when the endpoint asks for more; 5 minutes if 0
	Transport http.RoundTripper // http.DefaultTransport's settings if nil
}

// Price is a model's price in US dollars per million tokens.
type Price struct {
	Prompt     float64
	Completion float64
	Cached     float64 // for cached prompt tokens; Prompt if 0
	Batch      float64 // what a batch costs as a share of these prices; 1 if 0
}

// Cost of a usage in US dollars.
func (p Price) Cost(u Usage) float64 {
	cached := p.Cached
	if cached == 0 {
		cached = p.Prompt
	}
	return (float64(u.Prompt-u.Cached)*p.Prompt + float64(u.Cached)*cached + float64(u.Completion)*p.Completion) / 1e6
}

// InBatch is the price of what is asked by the Batch API.
func (p Price) InBatch() Price {
	if p.Batch == 0 {
		return p
	}
	return Price{Prompt: p.Prompt * p.Batch, Completion: p.Completion * p.Batch, Cached: p.Cached * p.Batch}
}

func (o Options) withDefaults() Options {
	if o.Timeout <= 0 {
		o.Timeout = 2 * time.Minute
	}
	if o.Concurrency <= 0 {
		o.Concurrency = 1
	}
	if o.Backoff <= 0 {
		o.Backoff = 500 * time.Millisecond
	}
	if o.MaxWait <= 0 {
		o.MaxWait = 5 * time.Minute
	}
	if o.KeyName == "" {
		o.KeyName = "OPENAI_API_KEY"
	}
	if o.Warn == nil {
		o.Warn = func(string) {}
	}
	return o
}

// checkURL normalizes a base URL and refuses what cannot work or would leak.
func checkURL(raw string) (*url.URL, error) {
	if raw == "" {
		return nil, errors.New("no endpoint; set base-url in the config, OPENAI_BASE_URL or --base-url")
	}
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return nil, fmt.Errorf("base URL is no URL: %w", err.(*url.Error).Err)
	}
	switch {
	case u.User != nil:
		return nil, errors.New("base URL holds a user or password; put the key into the environment instead")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("base URL %q must begin with http:// or https://", raw)
	case u.Host == "":
		return nil, fmt.Errorf("base URL %q names no host", raw)
	case u.RawQuery != "" || u.Fragment != "":
		return nil, errors.New("base URL must not have a query or fragment")
	}
	u.Path = strings.TrimRight(u.Path, "/")
	if cut, ok := strings.CutSuffix(u.Path, "/chat/completions"); ok {
		u.Path = cut
	}
	return u, nil
}

// Loopback reports whether a base URL leads to this machine.
func Loopback(baseURL string) bool {
	u, err := url.Parse(baseURL)
	return err == nil && loopback(u.Hostname())
}

func loopback(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && (addr.IsLoopback() || addr.Unmap().IsLoopback())
}

// checkKey refuses keys that no header can carry: the HTTP library's own error
// would print them.
func checkKey(key, name string) error {
	for _, r := range key {
		if r <= ' ' || r > '~' {
			return fmt.Errorf("%s holds a space, a line break or a character outside ASCII; no key has one", name)
		}
	}
	return nil
}

func transportFor(o Options) http.RoundTripper {
	if o.Transport != nil {
		return o.Transport
	}
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConns = o.Concurrency + 4
	t.MaxIdleConnsPerHost = o.Concurrency + 4
	t.DialContext = (&net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}).DialContext
	return t
}
