package main

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/evaluate/align"
	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/internal/suggest"
	"github.com/sumtool/sumtool/rules/edition"
)

// repeated is a flag that may be given several times. Its values may hold
// commas, which the library's own would split at.
type repeated struct{ values []string }

func (r *repeated) Set(value string) error {
	r.values = append(r.values, value)
	return nil
}

func (r *repeated) String() string { return strings.Join(r.values, " ") }

// confidence is the flag --confidence[=LEVEL].
type confidence struct {
	on    bool
	level float64
}

func (v *confidence) IsBoolFlag() bool { return true }

func (v *confidence) String() string { return "" }

func (v *confidence) Set(value string) error {
	if on, err := strconv.ParseBool(value); err == nil {
		v.on, v.level = on, 0
		return nil
	}
	level, err := strconv.ParseFloat(value, 64)
	if err != nil || !(level > 0 && level < 1) {
		return fmt.Errorf("expected a level between 0 and 1, such as 0.95")
	}
	v.on, v.level = true, level
	return nil
}

// takes reports whether the command's only argument is the level of a --confidence
// written without "=".
func (v *confidence) takes(args []string) bool {
	return len(args) == 1 && v.on && v.level == 0 && v.Set(args[0]) == nil
}

// systemsOf reads NAME=PATH. A path without a name is named after its file, or
// whole where two files have the same name.
func systemsOf(values []string) ([]align.System, error) {
	if len(values) == 0 {
		return nil, fmt.Errorf("nothing to evaluate; name a system's output with --hyp NAME=PATH")
	}
	var systems []align.System
	var derived []bool
	for _, v := range values {
		name, path, ok := strings.Cut(v, "=")
		if !ok || strings.ContainsAny(name, `/\`) {
			name, path, ok = baseName(v), v, false
		}
		if name == "" || path == "" {
			return nil, fmt.Errorf("--hyp %q: expected NAME=PATH or PATH", v)
		}
		systems = append(systems, align.System{Name: name, Path: path})
		derived = append(derived, !ok)
	}
	given := slices.Clone(systems)
	for i, s := range given {
		for j, other := range given {
			if i != j && s.Name == other.Name && derived[i] {
				systems[i].Name = s.Path
			}
		}
	}
	for i, s := range systems {
		if slices.ContainsFunc(systems[:i], func(t align.System) bool { return t.Name == s.Name }) {
			return nil, fmt.Errorf("two systems are called %q; give them names with --hyp NAME=PATH", s.Name)
		}
	}
	return systems, nil
}

// baseName is a file's name without what says what is in it.
func baseName(path string) string {
	if path == "-" {
		return "<stdin>"
	}
	name := filepath.Base(path)
	for _, ext := range []string{".gz", ".md", ".markdown", ".txt", ".tsv", ".jsonl", ".ndjson"} {
		if cut := strings.TrimSuffix(name, ext); cut != "" {
			name = cut
		}
	}
	return name
}

// planOf turns the flags into what to evaluate; the items come later.
func planOf(c *cli.Context, cfg *config.Config, request align.Request, set *align.Set, asking *asking) (*evaluate.Plan, error) {
	if n := c.Int("max-ngram-order"); n < 1 {
		return nil, fmt.Errorf("--max-ngram-order is %d, expected a number from 1", n)
	}
	options := metricOptions(c, request)
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

// peeked is how many segments are looked at to tell a language.
const peeked = 50

// addLanguages finds out which languages the texts are in, and what the metrics
// need that depends on them.
func addLanguages(c *cli.Context, cfg *config.Config, request align.Request, set *align.Set, o *evaluate.Options) error {
	first, err := set.Peek(peeked)
	if err != nil {
		return err
	}
	o.Integrity.From = languageOfSegments(c.String("from"), request.Source, first, func(i evaluate.Item) string { return i.Source })
	o.Integrity.To = languageOfSegments(c.String("to"), request.Systems[0].Path, first, func(i evaluate.Item) string { return i.Hypotheses[0] })
	rules, err := allRules(cfg)
	if err != nil {
		return err
	}
	if o.Linter, err = engineOf(c, cfg, rules); err != nil {
		return err
	}
	o.Linter.Settings.Language = o.Integrity.To
	if o.Linter.Settings.Glossary != nil {
		for _, t := range o.Linter.Settings.Glossary.Terms() {
			if t.Target != "" {
				o.Integrity.Glossary = append(o.Integrity.Glossary, edition.Term{Source: t.Source, Target: t.Target})
			}
		}
	}
	return nil
}

// languageOfSegments is a language by the user's word, by a file's name, or by what most
// segments are in.
func languageOfSegments(given, path string, items []evaluate.Item, text func(evaluate.Item) string) string {
	if given != "" {
		return given
	}
	if code := langid.FromFileName(path); code != "" {
		return code
	}
	var found []string
	for _, item := range items {
		if code, _ := langid.Detect(text(item)); code != langid.Und {
			found = append(found, code)
		}
	}
	if len(found) == 0 {
		return ""
	}
	return langid.Majority(found)
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
	if o.Samples < 0 {
		return nil, fmt.Errorf("--bootstrap is %d, expected a number from 0", o.Samples)
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

// bound is what a metric's scores must not be worse than.
type bound struct {
	metric int
	x      float64
}

type bounds []bound

// boundsOf reads METRIC=X.
func boundsOf(values []string, metrics []evaluate.Metric) (bounds, error) {
	var keys []string
	for _, m := range metrics {
		keys = append(keys, m.Info().Key)
	}
	var out bounds
	for _, v := range values {
		key, number, ok := strings.Cut(v, "=")
		if !ok {
			return nil, fmt.Errorf("--fail-under %q: expected METRIC=X", v)
		}
		at := slices.Index(keys, key)
		if at < 0 {
			return nil, fmt.Errorf("--fail-under %q: no metric %q is computed%s", v, key, suggest.HintOrList(key, keys))
		}
		x, err := strconv.ParseFloat(number, 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, fmt.Errorf("--fail-under %q: %q is no number to compare a score with", v, number)
		}
		if end := metrics[at].Info().Max; end > 0 && x > end {
			return nil, fmt.Errorf("--fail-under %q: %s ends at %v", v, metrics[at].Info().Name, end)
		}
		out = append(out, bound{at, x})
	}
	return out, nil
}

// check fails if a system's score is worse than a bound, or none.
func (b bounds) check(rep *evaluate.Report) error {
	var worse []string
	for _, one := range b {
		m := rep.Metrics[one.metric]
		for _, s := range rep.Systems {
			v := s.Scores[one.metric].Value
			passes := v >= one.x
			relation := "under"
			if m.LowerBetter {
				passes, relation = v <= one.x, "over"
			}
			if !passes {
				worse = append(worse, fmt.Sprintf("%s of %s is %s, %s %v", m.Name, s.Name, strconv.FormatFloat(v, 'f', max(m.Digits, 2), 64), relation, one.x))
			}
		}
	}
	if len(worse) > 0 {
		return gateError{strings.Join(worse, "; ")}
	}
	return nil
}
