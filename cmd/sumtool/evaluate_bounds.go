package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/suggest"
)

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
