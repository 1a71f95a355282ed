package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/term"
)

var batchFlag = &cli.BoolFlag{Name: "batch", Usage: "ask by the endpoint's Batch API: cheaper, within a day; an interrupted run is taken up again by the same command"}

// batchWorkers ask at once with --batch: a batch holds what is asked at the same time.
const batchWorkers = 10_000

// clientOf is who to ask, and how many requests at once: the endpoint itself, or with
// --batch its Batch API. finish is to be called when all answers are kept.
func clientOf(c *cli.Context, cfg *config.Config, sys system, e *llm.Endpoint) (client llm.Client, workers int, finish func() error, err error) {
	if !c.Bool("batch") {
		return e, e.Concurrency(), func() error { return nil }, nil
	}
	if c.Bool("no-cache") {
		return nil, 0, nil, errors.New("--batch keeps its batches beside the translation memory; leave out --no-cache")
	}
	dir, _, err := cacheDir(c, cfg)
	if err != nil {
		return nil, 0, nil, err
	}
	address := sha256.Sum256([]byte(e.BaseURL()))
	b, err := e.Batcher(c.Context, llm.BatchOptions{
		State: filepath.Join(dir, fmt.Sprintf("batches-%x.jsonl", address[:4])),
		Say: func(msg string) {
			if !c.Bool("quiet") {
				fmt.Fprintf(sys.stderr, "sumtool: %s\n", term.OneLine(msg))
			}
		},
	})
	if err != nil {
		return nil, 0, nil, err
	}
	return b, batchWorkers, b.Close, nil
}

// finished reports whether a run has come to its end, whatever its outcome: its
// batches are not needed any more.
func finished(err error) bool {
	var gate gateError
	return err == nil || errors.As(err, &gate)
}
