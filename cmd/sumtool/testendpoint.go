package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/llm/testendpoint"
)

// testEndpointCommand starts an endpoint that needs no account. It is hidden: it is
// for tests and for a first look.
func testEndpointCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:      "test-endpoint",
		Hidden:    true,
		Usage:     "serve an OpenAI-compatible endpoint that translates without a model",
		ArgsUsage: "[-- COMMAND ...]",
		Description: "Prints its base URL and serves until it is interrupted. With a command of\n" +
			"sumtool after `--`, runs that against itself instead and ends with its status.\n" +
			"The shipped digests have real translations; other texts become nonsense that\n" +
			"keeps numbers, names, links, code and formulas.\n\n" +
			"Examples:\n" +
			"  sumtool test-endpoint --addr 127.0.0.1:8321\n" +
			"  sumtool test-endpoint -- translate --to en testdata/ok\n" +
			"  sumtool test-endpoint --faults 0.2 --seed 7 -- translate --to en digests\n" +
			"  sumtool test-endpoint --faults rate-limit=0.1,number=0.05 --latency 200ms",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "addr", Value: "127.0.0.1:0", Usage: "listen at `HOST:PORT`; port 0 takes a free one"},
			&cli.StringFlag{Name: "faults", Usage: "how often which fault happens: `RATE` or NAME=RATE,…"},
			&cli.DurationFlag{Name: "latency", Usage: "of every answer"},
			&cli.Uint64Flag{Name: "seed", Usage: "of the faults"},
			&cli.StringFlag{Name: "key-env", Usage: "refuse requests without the key that the environment variable `NAME` holds"},
			&cli.StringFlag{Name: "system", Value: "good", Usage: "whose translations of the shipped digests: good or poor"},
			&cli.StringFlag{Name: "pairs", Usage: "translate by `FILE.jsonl` with objects of source and target"},
			&cli.StringSliceFlag{Name: "reject", Usage: "refuse a parameter: json_schema, json_object, max_completion_tokens, max_tokens, temperature, seed, system; or all requests for embeddings"},
		},
		Action: func(c *cli.Context) error { return testEndpointAction(c, sys) },
	})
}

func testEndpointAction(c *cli.Context, sys system) error {
	handler, err := testEndpoint(c, sys)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", c.String("addr"))
	if err != nil {
		return fmt.Errorf("listen at %s: %w", c.String("addr"), err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	url := "http://" + l.Addr().String() + "/v1"
	if c.NArg() > 0 {
		inner := sys
		inner.getenv = func(name string) string {
			switch name {
			case "OPENAI_BASE_URL":
				return url
			case "SUMTOOL_MODEL":
				return testendpoint.Model
			}
			return sys.getenv(name)
		}
		code := run(c.Context, append([]string{"sumtool"}, c.Args().Slice()...), inner)
		return errors.Join(server.Close(), saidStatus(code))
	}
	if _, err := fmt.Fprintln(sys.stdout, url); err != nil {
		return err
	}
	select {
	case err := <-done:
		return fmt.Errorf("serve %s: %w", url, err)
	case <-c.Context.Done():
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = server.Shutdown(ctx) // what hangs is cut off
		return context.Cause(c.Context)
	}
}

func testEndpoint(c *cli.Context, sys system) (http.Handler, error) {
	o := testendpoint.Options{Latency: c.Duration("latency"), Seed: c.Uint64("seed"), System: c.String("system"), Rejects: c.StringSlice("reject")}
	if err := oneOf("system", o.System, []string{"good", "poor"}); err != nil {
		return nil, err
	}
	var err error
	if o.Rates, err = testendpoint.ParseRates(c.String("faults")); err != nil {
		return nil, fmt.Errorf("--faults: %w", err)
	}
	if name := c.String("key-env"); name != "" {
		if o.Key = sys.getenv(name); o.Key == "" {
			return nil, fmt.Errorf("--key-env: %s is not set", name)
		}
	}
	if path := c.String("pairs"); path != "" {
		text, err := files.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read known translations: %w", err)
		}
		if o.Pairs, err = testendpoint.ParsePairs(string(text)); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return testendpoint.New(o), nil
}
