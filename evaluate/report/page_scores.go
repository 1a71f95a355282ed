package report

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/sumtool/sumtool/evaluate"
)

func pageCells(r *evaluate.Report, system int) []pageCell {
	var out []pageCell
	for k, m := range r.Metrics {
		sc := r.Systems[system].Scores[k]
		mark, words := verdict(r, sc)
		out = append(out, pageCell{
			Text: number(m, sc.Value), Half: half(m, sc.Interval), Sort: sortKey(sc.Value),
			Verdict: strings.TrimSpace(words + " " + mark),
			Best:    bests(m, corpus(r, k))[system],
			Bar:     scoreBar(r, k, sc),
		})
	}
	return out
}

func sortKey(v float64) string {
	if finite(v) == nil {
		return ""
	}
	return exact(v)
}

// scoreBar places a score between 0 and the end of the metric's scale or, if
// that has none, the highest score of any system. More is no merit of a neutral
// metric, so that it has no bar.
func scoreBar(r *evaluate.Report, metric int, s evaluate.Score) *pageBar {
	end := r.Metrics[metric].Max
	if r.Metrics[metric].Neutral {
		return nil
	}
	if end == 0 {
		for _, other := range r.Systems {
			sc := other.Scores[metric]
			end = max(end, sc.Value)
			if sc.Interval != nil {
				end = max(end, sc.Interval.Hi)
			}
		}
	}
	if end <= 0 || finite(end) == nil || finite(s.Value) == nil {
		return nil
	}
	at := func(v float64) string { return fixed(100 * min(max(v/end, 0), 1)) }
	b := &pageBar{Width: at(s.Value)}
	if s.Interval != nil {
		b.Lo, b.Hi, b.Interval = at(s.Interval.Lo), at(s.Interval.Hi), true
	}
	return b
}

func groupSection(r *evaluate.Report, s section, n int) pageSection {
	out := pageSection{ID: fmt.Sprintf("groups-%d", n), Title: s.Title, Column: s.Column}
	for _, g := range s.Groups {
		row := pageGroup{Name: groupName(g), Segments: g.Segments}
		if g.Title != "" {
			row.ID = g.Key
		}
		for k, m := range r.Metrics {
			scores := inGroup(g, k)
			best := bests(m, scores)
			sum := 0.0
			var cell pageGroupCell
			for i, v := range scores {
				sum += v
				cell.Values = append(cell.Values, pageValue{r.Systems[i].Name, number(m, v), i % pageColors, best[i]})
			}
			cell.Sort = sortKey(sum / float64(len(scores)))
			row.Cells = append(row.Cells, cell)
		}
		out.Groups = append(out.Groups, row)
	}
	return out
}
