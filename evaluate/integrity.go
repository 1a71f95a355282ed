package evaluate

import (
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/rules/edition"
)

// IntegrityOptions say what is translated into what.
type IntegrityOptions struct {
	From, To string         // ISO 639-1; "" means ko and en
	Glossary []edition.Term // terms that the user fixed
}

// NewIntegrity returns how much of a translation keeps what its source says, as
// far as that can be decided without a model and without a reference: numbers by
// value, names, addresses, structure, no source language left over, no talk of
// the model. The checks are those that an edition has to pass (package edition).
//
// A segment counts 1 if nothing is wrong, 0 if a check refuses it, and a quarter
// less for every warning. The score is the mean in percent.
func NewIntegrity(o IntegrityOptions) Metric { return integrity{o} }

type integrity struct{ o IntegrityOptions }

// warningCost is what a warning takes off a segment.
const warningCost = 0.25

// integrityRules are the checks that are counted, with their names in JSON.
var integrityRules = []struct{ rule, name string }{
	{edition.Number, "numbers"},
	{edition.Name, "names"},
	{edition.URL, "urls"},
	{edition.Structure, "structure"},
	{edition.Untranslated, "untranslated"},
	{edition.Length, "length"},
	{edition.Chatter, "chatter"},
}

// The statistics of a segment; the counts of violations by rule follow.
const (
	integrityValue    = iota // from 0 to 1
	integrityRefused         // 1 if a check refuses it
	integritySegments        // 1
	integrityCounts
)

func (m integrity) Info() MetricInfo {
	return MetricInfo{Key: "integrity", Name: "integrity", Digits: 1, Max: 100}
}

func (m integrity) Signature() []Field {
	from, to := m.languages()
	fields := []Field{{"from", "from", from}, {"to", "to", to}}
	if len(m.o.Glossary) > 0 {
		fields = append(fields, Field{"glossary", "g", "yes"})
	}
	return append(fields, Field{"version", "v", "1"})
}

func (m integrity) languages() (from, to string) {
	from, to = m.o.From, m.o.To
	if from == "" {
		from = "ko"
	}
	if to == "" {
		to = "en"
	}
	return from, to
}

func (m integrity) Width() int { return integrityCounts + len(integrityRules) }

func (m integrity) NewScorer() Scorer { return &integrityScorer{metric: m} }

func (m integrity) Score(sum []float64, _ Arithmetic) float64 {
	if sum[integritySegments] == 0 {
		return 0
	}
	return 100 * sum[integrityValue] / sum[integritySegments]
}

func (m integrity) Parts(sum []float64) []Part {
	parts := []Part{{"refused", int(sum[integrityRefused])}}
	for i, r := range integrityRules {
		parts = append(parts, Part{r.name, int(sum[integrityCounts+i])})
	}
	return parts
}

type integrityScorer struct {
	metric integrity
	pair   edition.Pair
}

func (s *integrityScorer) Prepare(seg Segment) error {
	from, to := s.metric.languages()
	s.pair = edition.Pair{Source: seg.Source, From: from, To: to, Context: seg.Context, Glossary: s.metric.o.Glossary}
	return nil
}

func (s *integrityScorer) Statistics(hypothesis string, stats []float64) {
	clear(stats)
	s.pair.Target = hypothesis
	value := 1.0
	for _, v := range edition.Check(s.pair) {
		switch v.Severity {
		case lint.Error:
			value = 0
			stats[integrityRefused] = 1
		case lint.Warning:
			value -= warningCost
		default:
			continue // it may well be right
		}
		for i, r := range integrityRules {
			if r.rule == v.Rule {
				stats[integrityCounts+i]++
			}
		}
	}
	stats[integrityValue], stats[integritySegments] = max(value, 0), 1
}
