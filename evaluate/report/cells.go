package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/sumtool/sumtool/evaluate"
)

// number prints a score with a metric's decimals; a score that there is none of
// is a dash.
func number(m evaluate.MetricInfo, v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	return strconv.FormatFloat(v, 'f', m.Digits, 64)
}

// half prints half the width of an interval, or nothing.
func half(m evaluate.MetricInfo, i *evaluate.Interval) string {
	if i == nil {
		return ""
	}
	return number(m, (i.Hi-i.Lo)/2)
}

// chance prints a P value: as it is down to 0.001, below as a bound.
func chance(p float64) string {
	if p < 0.0005 {
		return "p < 0.001"
	}
	return "p " + strconv.FormatFloat(p, 'f', 3, 64)
}

// verdict is what a cell says of the difference to the first system: a mark
// that stands behind the score, and words for it.
func verdict(r *evaluate.Report, s evaluate.Score) (mark, words string) {
	switch {
	case s.Identical:
		return "", "identical"
	case s.P == nil:
		return "", ""
	case *s.P < r.Test.Level:
		return "*", chance(*s.P)
	}
	return "", chance(*s.P)
}

// pairsTitle is the heading of what [pairTable] returns.
const pairsTitle = "P values of every two systems"

// pairTable has a line for every two systems: the better one by each metric is
// not said, only how probable their difference is by chance.
func pairTable(r *evaluate.Report) (header []string, rows [][]string) {
	header = []string{"Systems"}
	for _, m := range r.Metrics {
		header = append(header, m.Name)
	}
	for _, c := range r.Pairs {
		row := []string{r.Systems[c.A].Name + " – " + r.Systems[c.B].Name}
		for k := range r.Metrics {
			mark, words := verdict(r, evaluate.Score{P: &c.P[k], Identical: c.Identical[k]})
			row = append(row, strings.TrimSpace(strings.TrimPrefix(words, "p ")+" "+mark))
		}
		rows = append(rows, row)
	}
	return header, rows
}

// arrow says which way a metric is better.
func arrow(m evaluate.MetricInfo) string {
	switch {
	case m.Neutral:
		return ""
	case m.LowerBetter:
		return "↓"
	}
	return "↑"
}

func title(m evaluate.MetricInfo) string { return strings.TrimSpace(m.Name + " " + arrow(m)) }

// bests reports for each of several scores of one metric whether none is
// better as printed. One score alone, or a metric without a better, has no best.
func bests(m evaluate.MetricInfo, scores []float64) []bool {
	out := make([]bool, len(scores))
	if len(scores) < 2 || m.Neutral {
		return out
	}
	rounded := func(v float64) float64 {
		r, err := strconv.ParseFloat(number(m, v), 64)
		if err != nil {
			return math.NaN()
		}
		if m.LowerBetter {
			return -r
		}
		return r
	}
	best := math.Inf(-1)
	for _, v := range scores {
		if r := rounded(v); r > best {
			best = r
		}
	}
	all := true
	for i, v := range scores {
		out[i] = rounded(v) == best
		all = all && out[i]
	}
	if all { // a tie of everyone is no news
		clear(out)
	}
	return out
}

// corpus returns every system's score of one metric.
func corpus(r *evaluate.Report, metric int) []float64 {
	out := make([]float64, len(r.Systems))
	for i, s := range r.Systems {
		out[i] = s.Scores[metric].Value
	}
	return out
}

// inGroup returns every system's score of one metric over a group.
func inGroup(g evaluate.Group, metric int) []float64 {
	out := make([]float64, len(g.Scores))
	for i := range g.Scores {
		out[i] = g.Scores[i][metric]
	}
	return out
}

// groupName is a paper's title with its id, or a bucket's name.
func groupName(g evaluate.Group) string {
	if g.Title == "" {
		return g.Key
	}
	return g.Title
}

// section is one table of groups.
type section struct {
	Title  string // of the table
	Column string // what the groups are
	Groups []evaluate.Group
}

// sections are the tables of groups that were asked for.
func sections(r *evaluate.Report, o Options) []section {
	var out []section
	if o.PerPaper && len(r.Papers) > 0 {
		out = append(out, section{"By paper", "Paper", r.Papers})
	}
	if o.Segments && r.Listing != nil {
		out = append(out, section{"By segment", "Segment", singly(r)})
	}
	if o.Buckets {
		for _, b := range r.Buckets {
			out = append(out, section{"By " + b.Name, upperFirst(b.Name), b.Groups})
		}
	}
	return out
}

// singly makes a group of every segment.
func singly(r *evaluate.Report) []evaluate.Group {
	out := make([]evaluate.Group, r.Listing.Len)
	for i := range out {
		out[i] = evaluate.Group{Key: r.Listing.ID(i), Segments: 1}
		for s := range r.Systems {
			var scores []float64
			for m := range r.Metrics {
				v, _ := r.Listing.Score(s, m, i)
				scores = append(scores, v)
			}
			out[i].Scores = append(out[i].Scores, scores)
		}
	}
	return out
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// worst returns at most n of the worst segments.
func worst(r *evaluate.Report, n int) []evaluate.SegmentRow {
	return r.Worst[:min(max(n, 0), len(r.Worst))]
}

// notes say how to read the marks of the comparison.
func notes(r *evaluate.Report) []string {
	var out []string
	resampled, tested, identical := false, false, false
	for _, s := range r.Systems {
		for _, sc := range s.Scores {
			resampled = resampled || sc.Interval != nil
			tested = tested || sc.P != nil && !sc.Identical
			identical = identical || sc.Identical
		}
	}
	if resampled {
		out = append(out, fmt.Sprintf("± is half of the %s%% confidence interval", percent(r.Test.Confidence)))
	}
	if tested {
		line := fmt.Sprintf("* differs from %s with p < %s (%s, %d samples, seed %d", r.Systems[0].Name,
			strconv.FormatFloat(r.Test.Level, 'g', -1, 64), r.Test.Name, r.Test.Samples, r.Test.Seed)
		if r.Test.Corrected != "" {
			line += ", corrected by " + r.Test.Corrected
		}
		out = append(out, line+")")
	}
	if identical {
		out = append(out, "identical: by this metric no segment differs from "+r.Systems[0].Name+"'s")
	}
	for k, m := range r.Metrics {
		for _, s := range r.Systems {
			if doubts := doubts(s.Scores[k]); doubts != "" {
				out = append(out, fmt.Sprintf("%s of %s: %s", m.Name, s.Name, doubts))
			}
		}
	}
	if r.Asked != "" {
		out = append(out, r.Asked)
	}
	return out
}

// doubts says how far a judge's score can be trusted, "" for other scores.
func doubts(sc evaluate.Score) string {
	var out []string
	for _, p := range sc.Parts {
		switch v := p.Value.(type) {
		case int:
			switch {
			case p.Name == "invalid_votes" && v > 0:
				out = append(out, fmt.Sprintf("%d votes could not be read and do not count", v))
			case p.Name == "dropped_spans" && v > 0:
				out = append(out, fmt.Sprintf("%d marked spans stand in neither text and do not count", v))
			}
		case float64:
			if p.Name == "spread" && v > 0 {
				out = append(out, fmt.Sprintf("the votes on a segment spread by %.2f", v))
			}
		}
	}
	return strings.Join(out, "; ")
}

func percent(v float64) string { return strconv.FormatFloat(math.Round(v*1000)/10, 'g', -1, 64) }
