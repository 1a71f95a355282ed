package report

import (
	"bytes"
	"encoding/json"
	"io"
	"math"

	"github.com/sumtool/sumtool/evaluate"
)

// object is a JSON object whose keys keep their order.
type object []field

type field struct {
	key   string
	value any
}

// MarshalJSON writes the fields in order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, f := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := e.Encode(f.key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := e.Encode(f.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// finite is a number with full precision; JSON has no other than finite ones.
func finite(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return v
}

// writeJSON prints everything there is, whatever the options say but Worst.
func writeJSON(w io.Writer, r *evaluate.Report, o Options) error {
	out := object{{"version", 1}, {"segments", r.Segments}, {"references", r.References}}
	if r.Test.Samples > 0 {
		test := object{
			{"name", r.Test.Name}, {"samples", r.Test.Samples}, {"seed", r.Test.Seed},
			{"confidence", r.Test.Confidence}, {"level", r.Test.Level},
		}
		if r.Test.Corrected != "" {
			test = append(test, field{"corrected", r.Test.Corrected})
		}
		out = append(out, field{"test", test})
	}
	systems := make([]object, len(r.Systems))
	for i, s := range r.Systems {
		systems[i] = jsonSystem(r, i, s)
	}
	out = append(out, field{"systems", systems})
	if len(r.Papers) > 0 {
		out = append(out, field{"papers", jsonGroups(r, r.Papers)})
	}
	if len(r.Buckets) > 0 {
		var buckets []object
		for _, b := range r.Buckets {
			buckets = append(buckets, object{{"name", b.Name}, {"groups", jsonGroups(r, b.Groups)}})
		}
		out = append(out, field{"buckets", buckets})
	}
	if o.Worst > 0 {
		out = append(out, field{"worst", jsonWorst(r, worst(r, o.Worst))})
	}
	out = append(out, field{"unaligned", list(r.Unaligned)}, field{"warnings", list(r.Warnings)})
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(out)
}

// list makes an empty list an empty array, not null.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func jsonSystem(r *evaluate.Report, i int, s evaluate.System) object {
	metrics := object{}
	for k, m := range r.Metrics {
		sc := s.Scores[k]
		o := object{{"score", finite(sc.Value)}}
		if c := sc.Interval; c != nil {
			o = append(o, field{"ci", []any{finite(c.Lo), finite(c.Hi)}}, field{"mean", finite(c.Mean)})
		}
		if sc.P != nil {
			o = append(o, field{"p_value", *sc.P})
		}
		if sc.Identical {
			o = append(o, field{"identical", true})
		}
		if sc.Rank > 0 {
			o = append(o, field{"rank", sc.Rank})
		}
		o = append(o, field{"signature", m.Signature})
		for _, p := range sc.Parts {
			o = append(o, field{p.Name, p.Value})
		}
		metrics = append(metrics, field{m.Key, o})
	}
	segments := make([]object, len(r.Segment))
	for j, row := range r.Segment {
		segments[j] = object{{"id", row.ID}, {"metrics", jsonScores(r, row.Hyps[i].Scores)}}
	}
	out := object{{"name", s.Name}}
	if s.Path != "" {
		out = append(out, field{"path", s.Path})
	}
	return append(out, field{"metrics", metrics}, field{"segments", segments})
}

func jsonScores(r *evaluate.Report, scores []float64) object {
	out := object{}
	for k, m := range r.Metrics {
		out = append(out, field{m.Key, finite(scores[k])})
	}
	return out
}

func jsonGroups(r *evaluate.Report, groups []evaluate.Group) []object {
	out := make([]object, len(groups))
	for j, g := range groups {
		o := object{{"key", g.Key}}
		if g.Title != "" {
			o = append(o, field{"title", g.Title})
		}
		systems := object{}
		for i, s := range r.Systems {
			systems = append(systems, field{s.Name, jsonScores(r, g.Scores[i])})
		}
		out[j] = append(o, field{"segments", g.Segments}, field{"systems", systems})
	}
	return out
}

func jsonWorst(r *evaluate.Report, rows []evaluate.SegmentRow) []object {
	out := make([]object, len(rows))
	for j, row := range rows {
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
		out[j] = append(o, field{"references", list(row.Refs)}, field{"systems", systems})
	}
	return out
}
