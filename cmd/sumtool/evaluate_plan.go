package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/evaluate/align"
	"github.com/sumtool/sumtool/internal/config"
)

// planOf turns the flags into what to evaluate; the items come later.
func planOf(c *cli.Context, cfg *config.Config, request align.Request, set *align.Set, asking *asking) (*evaluate.Plan, error) {
	if n := c.Int("max-ngram-order"); n < 1 {
		return nil, fmt.Errorf("--max-ngram-order is %d, expected a number from 1", n)
	}
	if err := errors.Join(checkAsking(c, cfg), knownLanguages(c)); err != nil {
		return nil, err
	}
	options := metricOptions(c, request)
	if err := options.Check(); err != nil {
		return nil, err
	}
	options.Digests = set.Digests
	if err := addLanguages(c, cfg, request, set, &options); err != nil {
		return nil, err
	}
	asking.from, asking.to = options.Integrity.From, options.Integrity.To
	options.Ask = asking.metric
	metrics, err := evaluate.NewMetrics(c.StringSlice("metrics"), options)
	if err != nil {
		return nil, err
	}
	if len(metrics) == 0 {
		return nil, fmt.Errorf("nothing to compare with; give --ref or --src, or name a metric that needs neither with --metrics")
	}
	p := &evaluate.Plan{Metrics: metrics, Worst: c.Int("worst"), Holm: c.Bool("holm"), Jobs: c.Int("jobs")}
	if p.Worst < 0 {
		return nil, fmt.Errorf("--worst is %d, expected a number from 0", p.Worst)
	}
	for _, s := range request.Systems {
		p.Systems = append(p.Systems, evaluate.System{Name: s.Name, Path: s.Path})
	}
	switch c.String("format") {
	case "json":
		p.List, p.Buckets = true, true
	case "html":
		p.List, p.Buckets = true, true
		if !c.IsSet("worst") {
			p.Worst = 200
		}
	default:
		p.List, p.Buckets = c.Bool("sentence-level"), c.Bool("buckets")
	}
	p.Test, err = testOf(c, len(p.Systems))
	return p, err
}

func metricOptions(c *cli.Context, request align.Request) evaluate.Options {
	o := evaluate.Options{
		BLEU: evaluate.BLEUOptions{
			Tokenize: c.String("tokenize"), Lowercase: c.Bool("lowercase"), SmoothMethod: evaluate.Smoothing(c.String("smooth-method")),
			MaxNgramOrder: c.Int("max-ngram-order"), EffectiveOrder: c.Bool("effective-order"),
		},
		CHRF: evaluate.CHRFOptions{
			CharOrder: c.Int("chrf-char-order"), WordOrder: c.Int("chrf-word-order"), Beta: c.Int("chrf-beta"), Lowercase: c.Bool("lowercase"),
			Whitespace: c.Bool("chrf-whitespace"), EpsSmoothing: c.Bool("chrf-eps-smoothing"),
		},
		TER: evaluate.TEROptions{
			Normalized: c.Bool("ter-normalized"), NoPunct: c.Bool("ter-no-punct"),
			AsianSupport: c.Bool("ter-asian-support"), CaseSensitive: c.Bool("ter-case-sensitive"),
		},
		ROUGE:         evaluate.ROUGEOptions{Tokenizer: evaluate.RougeTokenizer(c.String("rouge-tokenize")), Stem: c.Bool("rouge-stem")},
		HasReferences: len(request.Refs) > 0,
		HasSource:     request.Source != "",
	}
	if c.IsSet("smooth-value") {
		v := c.Float64("smooth-value")
		o.BLEU.SmoothValue = &v
	}
	if c.Bool("sentence-level") && !c.IsSet("effective-order") {
		o.BLEU.EffectiveOrder = true // as sacreBLEU does
	}
	return o
}

// testOf says how to resample, nil for not at all.
func testOf(c *cli.Context, systems int) (*evaluate.TestOptions, error) {
	kind := evaluate.TestKind(c.String("paired-test"))
	if err := oneOf("paired-test", string(kind), []string{string(evaluate.PairedBS), string(evaluate.PairedAR)}); err != nil {
		return nil, err
	}
	intervals := *c.Generic("confidence").(*confidence)
	o := &evaluate.TestOptions{
		Kind: kind, Samples: c.Int("bootstrap"), Seed: c.Uint64("seed"), Confidence: intervals.level, AllPairs: c.Bool("all-pairs"),
	}
	if o.Samples < 0 || o.Samples > evaluate.MaxSamples {
		return nil, fmt.Errorf("--bootstrap is %d, expected a number from 0 to %d", o.Samples, evaluate.MaxSamples)
	}
	switch {
	case c.IsSet("bootstrap") && o.Samples == 0:
		return nil, nil
	case systems > 1:
		if kind == evaluate.PairedAR && intervals.on {
			o.Intervals = 1000
		}
		return o, nil
	case c.IsSet("bootstrap") || intervals.on:
		o.Kind = evaluate.NoTest
		return o, nil
	}
	return nil, nil
}
