package evaluate

import (
	"fmt"
	"slices"

	"github.com/sumtool/sumtool/internal/suggest"
	"github.com/sumtool/sumtool/lint"
)

// Options are the options of all metrics.
type Options struct {
	BLEU          BLEUOptions
	CHRF          CHRFOptions // of chrf; chrf++ has them too, but with words
	TER           TEROptions
	ROUGE         ROUGEOptions
	Integrity     IntegrityOptions
	Linter        *lint.Engine // with the language of the hypotheses
	HasReferences bool         // the segments have references
	HasSource     bool         // the segments have a source
	Digests       bool         // the segments are from digests: what is about Markdown is computed unasked

	// Ask makes a metric that asks an endpoint, by its key.
	Ask func(key string) (Metric, error)
}

// Check refuses options that no metric can have, whether it is asked for or not.
func (o Options) Check() error {
	if _, err := NewBLEU(o.BLEU); err != nil {
		return err
	}
	if o.CHRF.WordOrder == 0 {
		o.CHRF.WordOrder = 2 // chrf++ counts words where chrf has nothing to count
	}
	if _, err := newCHRF("chrf++", o.CHRF); err != nil {
		return err
	}
	_, err := NewROUGE(Rouge1, o.ROUGE)
	return err
}

// kind is a metric that can be asked for by name.
type kind struct {
	key       string
	reference bool // needs references
	source    bool // needs a source
	markdown  bool // is about Markdown
	asked     bool // is computed only when it is asked for by name
	make      func(Options) (Metric, error)
}

// kinds are the metrics that can be asked for, in the order of tables.
var kinds = []kind{
	{key: "bleu", reference: true, make: func(o Options) (Metric, error) { return NewBLEU(o.BLEU) }},
	{key: "chrf", reference: true, make: func(o Options) (Metric, error) { return newCHRF("chrf", o.CHRF) }},
	{key: "chrf++", reference: true, make: func(o Options) (Metric, error) {
		o.CHRF.WordOrder = 2
		return newCHRF("chrf++", o.CHRF)
	}},
	{key: "ter", reference: true, make: func(o Options) (Metric, error) { return NewTER(o.TER), nil }},
	rougeOf(Rouge1), rougeOf(Rouge2), rougeOf(RougeL), rougeOf(RougeLsum),
	{key: "length", make: func(o Options) (Metric, error) { return NewLength(!o.HasReferences), nil }},
	{key: "integrity", source: true, make: func(o Options) (Metric, error) { return NewIntegrity(o.Integrity), nil }},
	{key: "lint", markdown: true, make: func(o Options) (Metric, error) { return NewLint(o.Linter), nil }},
	{key: "numbers", source: true, asked: true, make: func(Options) (Metric, error) { return NewNumbers(), nil }},
	{key: "names", source: true, asked: true, make: func(Options) (Metric, error) { return NewNames(), nil }},
	endpointOf("round-trip"), endpointOf("embedding"), endpointOf("judge-da"), endpointOf("judge-mqm"), endpointOf("judge-faithful"),
}

func rougeOf(k RougeKind) kind {
	return kind{key: string(k), reference: true, make: func(o Options) (Metric, error) { return NewROUGE(k, o.ROUGE) }}
}

// endpointOf is a metric that an endpoint's answers are needed for.
func endpointOf(key string) kind {
	return kind{key: key, source: true, asked: true, make: func(o Options) (Metric, error) { return o.Ask(key) }}
}

// fits reports whether the metric can be computed of what there is.
func (k kind) fits(o Options) error {
	switch {
	case k.reference && !o.HasReferences:
		return fmt.Errorf("metric %q needs a reference; give --ref", k.key)
	case k.source && !o.HasSource:
		return fmt.Errorf("metric %q needs a source; give --src", k.key)
	case !o.HasReferences && !o.HasSource && k.key == "length":
		return fmt.Errorf("metric %q needs something to compare with; give --ref or --src", k.key)
	}
	return nil
}

// MetricNames lists the metrics that can be asked for.
func MetricNames() []string {
	var names []string
	for _, k := range kinds {
		names = append(names, k.key)
	}
	return names
}

// NewMetrics returns metrics by name or, without names, all that can be computed
// of what there is. A name twice counts once.
func NewMetrics(names []string, o Options) ([]Metric, error) {
	var out []Metric
	add := func(k kind) error {
		m, err := k.make(o)
		if err == nil {
			out = append(out, m)
		}
		return err
	}
	if len(names) == 0 {
		for _, k := range kinds {
			if k.fits(o) == nil && !k.asked && (o.Digests || !k.markdown) {
				if err := add(k); err != nil {
					return nil, err
				}
			}
		}
		return out, nil
	}
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			continue
		}
		at := slices.IndexFunc(kinds, func(k kind) bool { return k.key == name })
		if at < 0 {
			return nil, fmt.Errorf("unknown metric %q%s", name, suggest.HintOrList(name, MetricNames()))
		}
		if err := kinds[at].fits(o); err != nil {
			return nil, err
		}
		if err := add(kinds[at]); err != nil {
			return nil, err
		}
	}
	return out, nil
}
