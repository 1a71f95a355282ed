package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/evaluate/embedding"
	"github.com/sumtool/sumtool/evaluate/judge"
	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/internal/wording"
	"github.com/sumtool/sumtool/translate"
)

func judgeFlags() []cli.Flag {
	return []cli.Flag{
		batchFlag,
		&cli.IntFlag{Name: "judge-votes", Value: 1, Usage: "judges: answers for each segment; their mean counts, their spread is told"},
		&cli.Float64Flag{Name: "judge-temperature", Usage: "judges: sampling temperature; 0 gives the most likely answer", DefaultText: "0, or 0.7 with several votes"},
		&cli.IntFlag{Name: "judge-seed", Value: 1, Usage: "judges: seed of the first vote"},
		embeddingFlag,
	}
}

// checkAsking refuses values that make no sense, also of flags that nothing is
// asked for by: a typing error is no less one.
func checkAsking(c *cli.Context, cfg *config.Config) error {
	if n := c.Int("judge-votes"); n < 1 {
		return fmt.Errorf("--judge-votes is %d, expected a number from 1", n)
	}
	if t := c.Float64("judge-temperature"); !(t >= 0 && t <= 2) {
		return fmt.Errorf("--judge-temperature is %v, expected 0 to 2", t)
	}
	_, err := endpointLimits(c, cfg)
	return err
}

// asking makes the metrics that need an endpoint. It opens the endpoint and the
// memory when the first of them is made.
type asking struct {
	c        *cli.Context
	cfg      *config.Config
	sys      system
	from, to string

	endpoint *llm.Endpoint
	model    string
	client   llm.Client // of the judges: the endpoint, or its batches
	workers  int        // requests of theirs at once
	finish   func() error
	memory   memory.Memory
	done     func() error
}

func (a *asking) metric(key string) (evaluate.Metric, error) {
	if key == "embedding" {
		return a.similarity()
	}
	if err := a.open(openEndpoint); err != nil {
		return nil, err
	}
	if a.client == nil {
		var err error
		if a.client, a.workers, a.finish, err = clientOf(a.c, a.cfg, a.sys, a.endpoint); err != nil {
			return nil, err
		}
	}
	if key == "round-trip" {
		space, err := spaceOf(a.c, a.cfg, a.endpoint, a.memory)
		if err != nil {
			return nil, err
		}
		if space == nil {
			return evaluate.NewRoundTrip(a.back, a.model, nil, "")
		}
		return evaluate.NewRoundTrip(a.back, a.model, space.Beside, space.Model)
	}
	j := &judge.Judge{Client: a.client, Endpoint: a.endpoint.BaseURL(), Model: a.model, Memory: a.memory, From: a.from, To: a.to,
		Votes: a.c.Int("judge-votes"), Temperature: a.c.Float64("judge-temperature"), Seed: a.c.Int("judge-seed"), Concurrency: a.workers}
	if j.Votes > 1 && !a.c.IsSet("judge-temperature") {
		j.Temperature = 0.7
	}
	return j.Metric(judge.Scheme(key)), nil
}

// back translates texts back as `sumtool translate --back-translate` does.
func (a *asking) back(ctx context.Context, texts []string, progress func(done, total int)) (map[string]string, error) {
	t := &translate.Translator{Settings: translate.Settings{From: a.from, To: a.to, Model: a.model, BaseURL: a.endpoint.BaseURL(), Workers: a.workers},
		Client: a.client, Memory: a.memory, Spent: a.endpoint.Spent}
	return t.BackTexts(ctx, a.to, a.from, texts, func(n int) {
		if progress != nil {
			progress(n, len(texts))
		}
	})
}

func (a *asking) similarity() (evaluate.Metric, error) {
	if embeddingModel(a.c, a.cfg) == "" {
		return nil, errors.New("metric \"embedding\" needs a model; name one with --embedding-model or endpoint.embedding-model in the config")
	}
	if err := a.open(openAddress); err != nil {
		return nil, err
	}
	space, err := spaceOf(a.c, a.cfg, a.endpoint, a.memory)
	if err != nil {
		return nil, err
	}
	return &embedding.Similarity{Space: *space}, nil
}

func (a *asking) open(open func(*cli.Context, *config.Config, system) (*llm.Endpoint, string, error)) (err error) {
	if a.endpoint == nil {
		if a.endpoint, a.model, err = open(a.c, a.cfg, a.sys); err != nil {
			return err
		}
	}
	if a.memory == nil {
		a.memory, a.done, err = openMemory(a.c, a.cfg, a.sys, true)
	}
	return err
}

// openAddress is openEndpoint without a chat model.
func openAddress(c *cli.Context, cfg *config.Config, sys system) (*llm.Endpoint, string, error) {
	o, err := endpointOptions(c, cfg, sys)
	if err != nil {
		return nil, "", err
	}
	e, err := llm.Open(o)
	return e, "", err
}

// embeddingFlag names the model for vectors.
var embeddingFlag = &cli.StringFlag{Name: "embedding-model", Usage: "embedding and round trips: ask for the vectors of `MODEL`"}

func embeddingModel(c *cli.Context, cfg *config.Config) string {
	return firstOf(c.String("embedding-model"), cfg.Endpoint.EmbeddingModel)
}

// spaceOf is where to compare texts; nil if no model for it is named.
func spaceOf(c *cli.Context, cfg *config.Config, e *llm.Endpoint, m memory.Memory) (*embedding.Space, error) {
	model := embeddingModel(c, cfg)
	if model == "" {
		return nil, nil
	}
	return &embedding.Space{Embedder: e, Endpoint: e.BaseURL(), Model: model, Memory: m}, e.CheckBudget(model)
}

// close settles the memory after a run that ended with failed; spent says what was
// used, "" if nothing was asked.
func (a *asking) close(failed error) (spent string, err error) {
	if a.finish != nil && failed == nil {
		err = a.finish()
	}
	if a.done != nil {
		err = errors.Join(err, a.done())
	}
	if a.endpoint == nil {
		return "", err
	}
	t := a.endpoint.Spent()
	spent = fmt.Sprintf("%s asked, %d tokens", wording.Count(t.Requests, "request"), t.Usage.Total())
	if t.Cost > 0 {
		spent += fmt.Sprintf(", $%.4f", t.Cost)
	}
	return spent, err
}
