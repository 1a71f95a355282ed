package report

import (
	"bufio"
	"io"

	"github.com/sumtool/sumtool/evaluate"
)

// writeJSON prints everything there is, whatever the options say but Worst: an
// object whose lists have an element a line.
func writeJSON(w io.Writer, r *evaluate.Report, o Options) error {
	p := &jsonPrinter{w: bufio.NewWriter(w)}
	out := object{{"version", 1}, {"segments", r.Segments}, {"references", r.References}}
	if r.Test.Samples > 0 {
		out = append(out, field{"test", jsonTest(r.Test)})
	}
	out = append(out, field{"systems", func() {
		p.array(len(r.Systems), func(i int) { p.object(jsonSystem(p, r, i)) })
	}})
	if len(r.Pairs) > 0 {
		out = append(out, field{"pairs", func() {
			p.array(len(r.Pairs), func(i int) { p.value(jsonPair(r, r.Pairs[i])) })
		}})
	}
	if len(r.Papers) > 0 {
		out = append(out, field{"papers", func() { jsonGroups(p, r, r.Papers) }})
	}
	if len(r.Buckets) > 0 {
		out = append(out, field{"buckets", func() {
			p.array(len(r.Buckets), func(i int) {
				b := r.Buckets[i]
				p.object(object{{"name", b.Name}, {"groups", func() { jsonGroups(p, r, b.Groups) }}})
			})
		}})
	}
	if o.Worst > 0 {
		rows := worst(r, o.Worst)
		out = append(out, field{"worst", func() {
			p.array(len(rows), func(i int) { p.value(jsonWorst(r, rows[i])) })
		}})
	}
	if r.Asked != "" {
		out = append(out, field{"asked", r.Asked})
	}
	p.object(append(out, field{"unaligned", r.Unaligned}, field{"warnings", r.Warnings}))
	p.newline()
	return p.w.Flush()
}

func jsonPair(r *evaluate.Report, c evaluate.Comparison) object {
	p := object{}
	for k, m := range r.Metrics {
		p = append(p, field{m.Key, c.P[k]})
	}
	return object{{"a", r.Systems[c.A].Name}, {"b", r.Systems[c.B].Name}, {"p_value", p}}
}

func jsonTest(t evaluate.Test) object {
	out := object{}
	if t.Name != "" {
		out = append(out, field{"name", t.Name}, field{"level", t.Level})
	}
	out = append(out, field{"samples", t.Samples}, field{"seed", t.Seed}, field{"confidence", t.Confidence})
	if t.Corrected != "" {
		out = append(out, field{"corrected", t.Corrected})
	}
	return out
}

func jsonSystem(p *jsonPrinter, r *evaluate.Report, i int) object {
	s := r.Systems[i]
	out := object{{"name", s.Name}}
	if s.Path != "" {
		out = append(out, field{"path", s.Path})
	}
	metrics := object{}
	for k, m := range r.Metrics {
		metrics = append(metrics, field{m.Key, jsonScore(r.Test, m, s.Scores[k])})
	}
	out = append(out, field{"metrics", func() { p.object(metrics) }})
	if r.Listing == nil {
		return out
	}
	return append(out, field{"segments", func() {
		p.array(r.Listing.Len, func(seg int) { p.value(jsonSegment(r, i, seg)) })
	}})
}

func jsonScore(t evaluate.Test, m evaluate.MetricInfo, sc evaluate.Score) object {
	o := object{{"name", m.Name}, {"score", sc.Value}}
	if c := sc.Interval; c != nil {
		o = append(o, field{"ci", []float64{c.Lo, c.Hi}}, field{"mean", c.Mean})
	}
	switch {
	case sc.P != nil:
		o = append(o, field{"p_value", *sc.P})
	case t.Name != "":
		o = append(o, field{"p_value", nil})
	}
	if sc.Identical {
		o = append(o, field{"identical", true})
	}
	if sc.Rank > 0 {
		o = append(o, field{"rank", sc.Rank})
	}
	o = append(o, field{"signature", m.Signature})
	if m.Short != "" {
		o = append(o, field{"signature_short", m.Short})
	}
	for _, part := range sc.Parts {
		o = append(o, field{part.Name, part.Value})
	}
	return o
}

// jsonSegment is a segment's scores with the numbers behind them, but without
// the words that say the same.
func jsonSegment(r *evaluate.Report, system, segment int) object {
	metrics := make(object, 0, len(r.Metrics))
	for k, m := range r.Metrics {
		score, parts := r.Listing.Score(system, k, segment)
		o := object{{"score", score}}
		for _, part := range parts {
			if _, words := part.Value.(string); !words {
				o = append(o, field{part.Name, part.Value})
			}
		}
		metrics = append(metrics, field{m.Key, o})
	}
	return object{{"id", r.Listing.ID(segment)}, {"metrics", metrics}}
}

func jsonScores(r *evaluate.Report, scores []float64) object {
	out := object{}
	for k, m := range r.Metrics {
		out = append(out, field{m.Key, scores[k]})
	}
	return out
}

func jsonGroups(p *jsonPrinter, r *evaluate.Report, groups []evaluate.Group) {
	p.array(len(groups), func(j int) {
		g := groups[j]
		o := object{{"key", g.Key}}
		if g.Title != "" {
			o = append(o, field{"title", g.Title})
		}
		systems := object{}
		for i, s := range r.Systems {
			systems = append(systems, field{s.Name, jsonScores(r, g.Scores[i])})
		}
		p.value(append(o, field{"segments", g.Segments}, field{"systems", systems}))
	})
}

func jsonWorst(r *evaluate.Report, row evaluate.SegmentRow) object {
	o := object{{"id", row.ID}}
	if row.Paper != "" {
		o = append(o, field{"paper", row.Paper})
	}
	if row.Source != "" {
		o = append(o, field{"source", row.Source})
	}
	systems := object{}
	for i, h := range row.Hyps {
		systems = append(systems, field{r.Systems[i].Name, object{{"text", h.Text}, {"metrics", jsonScores(r, h.Scores)}}})
	}
	return append(o, field{"references", row.Refs}, field{"systems", systems})
}
