package report

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/wording"
)

func pageTitle(r *evaluate.Report) string {
	names := make([]string, len(r.Systems))
	for i, s := range r.Systems {
		names[i] = s.Name
	}
	if len(names) > 4 {
		return fmt.Sprintf("%d systems compared", len(names))
	}
	if len(names) == 1 {
		return names[0] + " evaluated"
	}
	return wording.Join(names) + " compared"
}

// lead says in a sentence which system scores best by which metrics.
func lead(r *evaluate.Report) string {
	if len(r.Systems) < 2 {
		return ""
	}
	by := make([][]string, len(r.Systems))
	counted := 0
	for k, m := range r.Metrics {
		if m.Neutral {
			continue
		}
		counted++
		winner, n := -1, 0
		for i, best := range bests(m, corpus(r, k)) {
			if best {
				winner = i
				n++
			}
		}
		if n == 1 {
			by[winner] = append(by[winner], m.Name)
		}
	}
	var parts []string
	for i, metrics := range by {
		switch {
		case len(metrics) == 0:
		case len(metrics) == counted && counted > 1:
			parts = append(parts, r.Systems[i].Name+" scores best by every metric")
		default:
			parts = append(parts, r.Systems[i].Name+" scores best by "+wording.Join(metrics))
		}
	}
	if len(parts) == 0 {
		return "No system scores best by any metric."
	}
	return strings.Join(parts, "; ") + "."
}
