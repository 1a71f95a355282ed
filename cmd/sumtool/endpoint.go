package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/internal/term"
)

// defaultBaseURL is asked when nothing names an endpoint, as all clients that
// read OPENAI_API_KEY do.
const defaultBaseURL = "https://api.openai.com/v1"

// addressFlags say which endpoint to ask for which model.
func addressFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "base-url", Usage: "ask the endpoint at `URL` (also OPENAI_BASE_URL)"},
		&cli.StringFlag{Name: "model", Usage: "ask for `MODEL` (also SUMTOOL_MODEL)"},
		&cli.DurationFlag{Name: "timeout", Usage: "give up on a request after `DURATION`, for example 90s"},
		&cli.IntFlag{Name: "retries", Usage: "repeat a failed request at most `N` times"},
	}
}

// endpointFlags are those of every command that asks a model.
func endpointFlags() []cli.Flag {
	return append(append(addressFlags(),
		&cli.IntFlag{Name: "concurrency", Usage: "at most `N` requests at once"},
		&cli.IntFlag{Name: "rpm", Usage: "at most `N` requests a minute"},
		&cli.IntFlag{Name: "tpm", Usage: "at most `N` tokens a minute"},
		&cli.Float64Flag{Name: "max-cost", Usage: "stop before more than `USD` are spent; needs endpoint.prices in the config"},
		&cli.IntFlag{Name: "max-tokens", Usage: "stop before more than `N` tokens are used"},
	), cacheFlags()...)
}

// cacheFlags say where the translation memory is.
func cacheFlags() []cli.Flag {
	return []cli.Flag{
		cacheFlag,
		&cli.BoolFlag{Name: "no-cache", Usage: "neither read nor keep a translation memory"},
	}
}

var cacheFlag = &cli.StringFlag{Name: "cache", Usage: "keep the translation memory in the folder `DIR`"}

// openEndpoint prepares the endpoint and names the model that flags, environment
// and config choose, in this order. It makes no request.
func openEndpoint(c *cli.Context, cfg *config.Config, sys system) (*llm.Endpoint, string, error) {
	o, err := endpointOptions(c, cfg, sys)
	if err != nil {
		return nil, "", err
	}
	model := modelName(c, cfg, sys)
	if model == "" {
		return nil, "", errors.New("no model; name one with --model, SUMTOOL_MODEL or endpoint.model in the config; `sumtool doctor` lists what the endpoint has")
	}
	e, err := llm.Open(o)
	if err != nil {
		return nil, "", err
	}
	return e, model, e.CheckBudget(model)
}

func baseURL(c *cli.Context, cfg *config.Config, sys system) string {
	return firstOf(c.String("base-url"), sys.getenv("OPENAI_BASE_URL"), cfg.Endpoint.BaseURL, defaultBaseURL)
}

func modelName(c *cli.Context, cfg *config.Config, sys system) string {
	return firstOf(c.String("model"), sys.getenv("SUMTOOL_MODEL"), cfg.Endpoint.Model)
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}

// prices are the config's, by model.
func prices(cfg *config.Config) map[string]llm.Price {
	out := map[string]llm.Price{}
	for model, p := range cfg.Endpoint.Prices {
		out[model] = llm.Price(p)
	}
	return out
}

// endpointOptions collects what flags, environment and config say.
func endpointOptions(c *cli.Context, cfg *config.Config, sys system) (llm.Options, error) {
	o, err := endpointLimits(c, cfg)
	if err != nil {
		return o, err
	}
	o.BaseURL = baseURL(c, cfg, sys)
	o.Key, o.KeyName = strings.TrimSpace(sys.getenv(cfg.Endpoint.KeyEnv)), cfg.Endpoint.KeyEnv
	o.Prices = prices(cfg)
	o.Warn = func(msg string) { fmt.Fprintf(sys.stderr, "sumtool: warning: %s\n", term.OneLine(msg)) }
	if o.Key == "" && strings.HasPrefix(o.BaseURL, "https://") && !llm.Loopback(o.BaseURL) {
		// A public service needs a key. One on this machine or, without TLS, in
		// the house may not: it says so itself if it does.
		return o, fmt.Errorf("no key for %s; set it in %s, or name another endpoint with --base-url", o.BaseURL, o.KeyName)
	}
	return o, nil
}

// endpointLimits are the numbers among them, checked.
func endpointLimits(c *cli.Context, cfg *config.Config) (llm.Options, error) {
	ep := cfg.Endpoint
	timeout, err := time.ParseDuration(ep.Timeout)
	if err != nil {
		return llm.Options{}, fmt.Errorf("config %s: endpoint.timeout: %w", cfg.Path, err)
	}
	o := llm.Options{
		Timeout:     timeout,
		Retries:     ep.Retries,
		Concurrency: ep.Concurrency,
		RPM:         ep.RPM,
		TPM:         ep.TPM,
		MaxCost:     c.Float64("max-cost"),
		MaxTokens:   c.Int("max-tokens"),
	}
	if c.IsSet("timeout") {
		o.Timeout = c.Duration("timeout")
	}
	for _, f := range []struct {
		name string
		into *int
	}{{"retries", &o.Retries}, {"concurrency", &o.Concurrency}, {"rpm", &o.RPM}, {"tpm", &o.TPM}} {
		if c.IsSet(f.name) {
			*f.into = c.Int(f.name)
		}
	}
	switch {
	case o.Timeout <= 0:
		return o, errors.New("--timeout must be more than 0")
	case o.Retries < 0 || o.RPM < 0 || o.TPM < 0 || !(o.MaxCost >= 0) || o.MaxTokens < 0:
		return o, errors.New("--retries, --rpm, --tpm, --max-cost and --max-tokens must not be negative")
	case o.Concurrency < 1:
		return o, errors.New("--concurrency must be at least 1")
	case c.IsSet("max-cost") && o.MaxCost == 0 || c.IsSet("max-tokens") && o.MaxTokens == 0:
		return o, errors.New("--max-cost and --max-tokens must be more than 0; --dry-run makes no request")
	}
	return o, nil
}

// openMemory opens the translation memory: --cache, the config's folder, or the
// user's cache folder. Where nobody chose a folder and there is none to write in,
// the run goes on without a memory and says so. make says whether to make a memory
// where there is none.
func openMemory(c *cli.Context, cfg *config.Config, sys system, make bool) (m memory.Memory, done func() error, err error) {
	if c.Bool("no-cache") {
		return &memory.Volatile{}, func() error { return nil }, nil
	}
	dir, chosen, err := cacheDir(c, cfg)
	if err == nil && !make && !memory.Exists(dir) {
		return &memory.Volatile{}, func() error { return nil }, nil
	}
	var store *memory.Store
	if err == nil {
		store, err = memory.Open(dir)
	}
	switch {
	case err == nil:
		return store, store.Close, nil
	case chosen:
		return nil, nil, err
	}
	fmt.Fprintf(sys.stderr, "sumtool: warning: no translation memory: %s; --cache DIR keeps one\n", term.OneLine(err.Error()))
	return &memory.Volatile{}, func() error { return nil }, nil
}

// cacheDir is the memory's folder, and whether the user chose it.
func cacheDir(c *cli.Context, cfg *config.Config) (dir string, chosen bool, err error) {
	if dir := c.String("cache"); dir != "" {
		return dir, true, nil
	}
	if dir := cfg.InDir(cfg.Translate.Cache); dir != "" {
		return dir, true, nil
	}
	base, err := os.UserCacheDir()
	if err != nil {
		return "", false, fmt.Errorf("find the user's cache folder: %w", err)
	}
	return filepath.Join(base, "sumtool"), false, nil
}
