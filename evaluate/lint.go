package evaluate

import (
	"github.com/sumtool/sumtool/lint"
)

// NewLint returns how much the linter finds in a text, without a source or a
// reference: findings per 1,000 characters, white space not counted, an error
// counting 5 and a warning 1; what is but an info does not count. Less is
// better, and 0 is clean. The weights are those of major and minor errors in
// the shared tasks of WMT (Freitag et al., "Experts, Errors, and Context", 2021).
//
// A segment is linted as the only bullet of a digest, so that only what is wrong
// in the text itself counts. The engine must have a language, since a single
// text has no majority to follow.
func NewLint(engine *lint.Engine) Metric { return lintMetric{engine} }

type lintMetric struct{ engine *lint.Engine }

// The statistics of a segment.
const (
	lintChars = iota // code points that are not white space
	lintErrors
	lintWarnings
	lintWidth
)

const lintErrorWeight = 5

func (m lintMetric) Info() MetricInfo {
	return MetricInfo{Key: "lint", Name: "lint", LowerBetter: true, Digits: 2}
}

func (m lintMetric) Signature() []Field {
	language := m.engine.Settings.Language
	if language == "" {
		language = "any"
	}
	return []Field{{"lang", "l", language}, {"per", "per", "1000"}, {"version", "v", "1"}}
}

func (m lintMetric) Width() int { return lintWidth }

func (m lintMetric) NewScorer() Scorer { return &lintScorer{engine: m.engine} }

func (m lintMetric) Score(sum []float64, _ Arithmetic) float64 {
	if sum[lintChars] == 0 {
		return 0
	}
	return 1000 * (lintErrorWeight*sum[lintErrors] + sum[lintWarnings]) / sum[lintChars]
}

func (m lintMetric) Parts(sum []float64) []Part {
	return []Part{{"errors", int(sum[lintErrors])}, {"warnings", int(sum[lintWarnings])}, {"chars", int(sum[lintChars])}}
}

// lintFrame is what a segment is linted in.
const lintFrame = "### x\n\n- "

type lintScorer struct {
	engine *lint.Engine
	source []byte
}

func (s *lintScorer) Prepare(Segment) error { return nil }

func (s *lintScorer) Statistics(hypothesis string, stats []float64) {
	clear(stats)
	stats[lintChars] = float64(characters(hypothesis))
	s.source = append(append(append([]byte(nil), lintFrame...), hypothesis...), '\n')
	for _, f := range s.engine.LintSource("", s.source).Findings {
		switch {
		case f.Field != "bullet":
		case f.Severity == lint.Error:
			stats[lintErrors]++
		case f.Severity == lint.Warning:
			stats[lintWarnings]++
		}
	}
}
