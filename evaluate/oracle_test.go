package evaluate

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// oracleMetric is a metric with the options of a case, in the reference
// program's names.
func oracleMetric(t *testing.T, kind string, options json.RawMessage) Metric {
	t.Helper()
	var o struct {
		Tokenize       string
		Lowercase      bool
		SmoothMethod   Smoothing `json:"smooth_method"`
		SmoothValue    *float64  `json:"smooth_value"`
		MaxNgramOrder  int       `json:"max_ngram_order"`
		EffectiveOrder bool      `json:"effective_order"`
		CharOrder      int       `json:"char_order"`
		WordOrder      int       `json:"word_order"`
		Beta           int
		Whitespace     bool
		EpsSmoothing   bool `json:"eps_smoothing"`
		Normalized     bool
		NoPunct        bool `json:"no_punct"`
		AsianSupport   bool `json:"asian_support"`
		CaseSensitive  bool `json:"case_sensitive"`
	}
	o.CharOrder, o.Beta = DefaultCHRF.CharOrder, DefaultCHRF.Beta
	if err := json.Unmarshal(options, &o); err != nil {
		t.Fatal(err)
	}
	var m Metric
	var err error
	switch kind {
	case "bleu":
		m, err = NewBLEU(BLEUOptions{o.Tokenize, o.Lowercase, o.SmoothMethod, o.SmoothValue, o.MaxNgramOrder, o.EffectiveOrder})
	case "chrf", "chrf++":
		m, err = NewCHRF(CHRFOptions{o.CharOrder, o.WordOrder, o.Beta, o.Lowercase, o.Whitespace, o.EpsSmoothing})
	case "ter":
		m = NewTER(TEROptions{o.Normalized, o.NoPunct, o.AsianSupport, o.CaseSensitive})
	default:
		t.Fatalf("unknown metric %q", kind)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// oracleStatistics scores every segment of a case.
func oracleStatistics(t *testing.T, m Metric, segments []oracleSegment) (*Statistics, string) {
	t.Helper()
	st := NewStatistics(m.Width(), true)
	scorer := m.NewScorer()
	row := make([]float64, m.Width())
	refs := strconv.Itoa(len(segments[0].refs))
	for _, seg := range segments {
		if strconv.Itoa(len(seg.refs)) != refs {
			refs = "var"
		}
		if err := scorer.Prepare(Segment{References: seg.refs}); err != nil {
			t.Fatal(err)
		}
		scorer.Statistics(seg.hyp, row)
		st.Add(row)
	}
	return st, refs
}

func oracleSignature(t *testing.T, m Metric, c Conditions, long, short string) {
	t.Helper()
	if got := FormatSignature(m, c, false); got != long+"|prog:sumtool" {
		t.Errorf("signature: got %q, want %q", got, long)
	}
	if got := FormatSignature(m, c, true); short != "" && got != short+"|p:sumtool" {
		t.Errorf("short signature: got %q, want %q", got, short)
	}
}

func TestNgramMetricsLikeReference(t *testing.T) {
	for _, c := range oracleCases(t, func(c oracleCase) bool {
		return (c.Metric == "bleu" || c.Metric == "chrf") && slices.Contains([]string{"corpus", "sentence", "api"}, c.Level) &&
			!strings.Contains(string(c.Options), "ko-mecab") && !strings.Contains(string(c.Expected), "exception")
	}) {
		t.Run(c.ID, func(t *testing.T) {
			var want struct {
				Score          float64
				Name           string
				Stats          []float64
				Counts, Totals []float64
				Precisions     []float64
				BP             *float64
				SysLen         int `json:"sys_len"`
				RefLen         int `json:"ref_len"`
				Signature      string
				SignatureShort string `json:"signature_short"`
				Scores         []float64
			}
			if err := json.Unmarshal(c.Expected, &want); err != nil {
				t.Fatal(err)
			}
			m := oracleMetric(t, c.Metric, c.Options)
			st, refs := oracleStatistics(t, m, oracleSegments(t, c))
			oracleSignature(t, m, Conditions{References: refs}, want.Signature, want.SignatureShort)
			if c.Level == "sentence" {
				row := make([]float64, m.Width())
				for i, w := range want.Scores {
					st.Segment(i, row)
					if got := m.Score(row, Exact); !near(got, w) {
						t.Errorf("segment %d: got %v, want %v", i, got, w)
					}
				}
				if len(want.Scores) != st.Segments() {
					t.Errorf("%d segments, want %d", st.Segments(), len(want.Scores))
				}
				return
			}
			if got := m.Score(st.Sum(), Exact); !near(got, want.Score) {
				t.Errorf("score: got %v, want %v", got, want.Score)
			}
			if want.Name != "" && m.Info().Name != want.Name {
				t.Errorf("name: got %q, want %q", m.Info().Name, want.Name)
			}
			parts := map[string]any{}
			for _, p := range m.Parts(st.Sum()) {
				parts[p.Name] = p.Value
			}
			lists := map[string][]float64{"stats": want.Stats, "counts": want.Counts, "totals": want.Totals, "precisions": want.Precisions}
			for name, w := range lists {
				if got, _ := parts[name].([]float64); w != nil && !slices.EqualFunc(got, w, near) {
					t.Errorf("%s: got %v, want %v", name, got, w)
				}
			}
			if c.Metric == "bleu" && (parts["sys_len"] != want.SysLen || parts["ref_len"] != want.RefLen) {
				t.Errorf("lengths: got %v and %v, want %v and %v", parts["sys_len"], parts["ref_len"], want.SysLen, want.RefLen)
			}
			if want.BP != nil && !near(parts["bp"].(float64), *want.BP) {
				t.Errorf("brevity penalty: got %v, want %v", parts["bp"], *want.BP)
			}
		})
	}
}
