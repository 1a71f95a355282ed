package evaluate

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestGeneratorLikeNumpy(t *testing.T) {
	for _, c := range oracleCases(t, func(c oracleCase) bool { return c.Level == "rng" }) {
		var all []struct {
			Seed       uint64
			State      []string `json:"seedsequence_state_u64"`
			Raw        []string `json:"raw_u64"`
			Choice     map[string][][]uint32
			First      map[string][]uint32 `json:"choice_big_first20"`
			Bools      [][]uint16          `json:"bools_2x40"`
			AfterBools [][]uint32          `json:"choice_after_bools_3x33"`
		}
		if err := json.Unmarshal(c.Expected, &all); err != nil {
			t.Fatal(err)
		}
		for _, want := range all {
			state := seedState(want.Seed)
			for i, w := range want.State {
				if got := strconv.FormatUint(state[i], 10); got != w {
					t.Errorf("seed %d: state %d: got %s, want %s", want.Seed, i, got, w)
				}
			}
			g := newGenerator(want.Seed)
			for i, w := range want.Raw {
				if got := strconv.FormatUint(g.next64(), 10); got != w {
					t.Errorf("seed %d: number %d: got %s, want %s", want.Seed, i, got, w)
				}
			}
			// The reference drew rows as wide as they are listed.
			choose := func(g *generator, n string, rows [][]uint32) {
				limit, err := strconv.ParseUint(n, 10, 32)
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range rows {
					for i, w := range row {
						if got := g.below(uint32(limit)); got != w {
							t.Fatalf("seed %d: choice %d of %s: got %d, want %d", want.Seed, i, n, got, w)
						}
					}
				}
			}
			for n, rows := range want.Choice {
				choose(newGenerator(want.Seed), n, rows)
			}
			for n, row := range want.First {
				choose(newGenerator(want.Seed), n, [][]uint32{row})
			}
			g = newGenerator(want.Seed)
			var c coins
			for _, row := range want.Bools {
				got := make([]uint16, len(row))
				if c.flip(g, got); !slices.Equal(got, row) {
					t.Errorf("seed %d: coins: got %v, want %v", want.Seed, got, row)
				}
			}
			// Then, anew, three rows of 33 coins before as many choices.
			g, c = newGenerator(want.Seed), coins{}
			c.flip(g, make([]uint16, 3*33))
			choose(g, "33", want.AfterBools)
		}
	}
}

type oracleResult struct {
	System string
	Score  float64
	P      *float64 `json:"p_value"`
	Mean   *float64
	CI     *float64
}

// closeTo compares with numpy 1's arithmetic, which ours is. Numpy 2 stays in
// single precision throughout, and so differs in the sixth digit; P does not.
func (c oracleCase) closeTo(got float64, want *float64) bool {
	if want == nil {
		return true
	}
	if c.Numpy == "numpy2" {
		return max(got-*want, *want-got) <= 2e-5*max(1, *want)
	}
	return near(got, *want)
}

func TestResampleLikeReference(t *testing.T) {
	for _, c := range oracleCases(t, func(c oracleCase) bool { return strings.HasPrefix(c.Level, "paired_") }) {
		t.Run(c.ID, func(t *testing.T) {
			var want struct {
				Signatures map[string]string
				Results    map[string][]oracleResult
			}
			if err := json.Unmarshal(c.Expected, &want); err != nil {
				t.Fatal(err)
			}
			var metrics []Metric
			for _, kind := range []string{"bleu", "chrf", "chrf++", "ter"} {
				if options, ok := c.Metrics[kind]; ok {
					metrics = append(metrics, oracleMetric(t, kind, options))
				}
			}
			stats := make([][]*Statistics, len(c.Systems))
			refs := ""
			for s, hyp := range c.Systems {
				segments := oracleSegments(t, oracleCase{Hyp: hyp, Refs: c.Refs, Segments: c.Segments})
				for _, m := range metrics {
					var st *Statistics
					st, refs = oracleStatistics(t, m, segments)
					stats[s] = append(stats[s], st)
				}
			}
			o := TestOptions{Kind: PairedBS, Samples: c.N, Intervals: c.ARConfidenceN, Seed: c.Seed}
			cond := Conditions{References: refs, Bootstrap: c.N, Seed: c.Seed}
			if c.Level == "paired_ar" {
				o.Kind = PairedAR
				cond.Bootstrap, cond.Trials = c.ARConfidenceN, c.N
			}
			out, err := Resample(t.Context(), o, metrics, stats)
			if err != nil {
				t.Fatal(err)
			}
			for m, metric := range metrics {
				name := metric.Info().Name
				results := want.Results[name]
				if len(results) != len(c.Systems) {
					t.Fatalf("no results of %s", name)
				}
				if w := want.Signatures[name]; w != "" {
					oracleSignature(t, metric, cond, w, "")
				}
				for s, w := range results {
					if got := metric.Score(stats[s][m].Sum(), Exact); !near(got, w.Score) {
						t.Errorf("%s of %s: got %v, want %v", name, w.System, got, w.Score)
					}
					if out.Intervals != nil {
						i := out.Intervals[s][m]
						if !c.closeTo(i.Mean, w.Mean) || !c.closeTo((i.Hi-i.Lo)/2, w.CI) {
							t.Errorf("%s of %s: got %v ± %v, want %v ± %v", name, w.System, i.Mean, (i.Hi-i.Lo)/2, *w.Mean, *w.CI)
						}
					} else if w.Mean != nil {
						t.Errorf("%s of %s: no interval", name, w.System)
					}
					if s == 0 {
						continue
					}
					got := out.Comparisons[s-1]
					if identical := strings.HasPrefix(c.ID, "identical_systems"); identical != got.Identical[m] || identical && got.P[m] != 1 {
						t.Errorf("%s of %s: identical %v, P %v", name, w.System, got.Identical[m], got.P[m])
					} else if !identical && got.P[m] != *w.P {
						t.Errorf("%s of %s: P is %v, want %v", name, w.System, got.P[m], *w.P)
					}
				}
			}
		})
	}
}

func TestIntervalsLikeReference(t *testing.T) {
	for _, c := range oracleCases(t, func(c oracleCase) bool { return c.Level == "ci" }) {
		t.Run(c.ID, func(t *testing.T) {
			var want struct {
				Score, Mean, CI float64
				Signature       string
				SignatureShort  string `json:"signature_short"`
			}
			if err := json.Unmarshal(c.Expected, &want); err != nil {
				t.Fatal(err)
			}
			m := oracleMetric(t, c.Metric, c.Options)
			st, refs := oracleStatistics(t, m, oracleSegments(t, c))
			oracleSignature(t, m, Conditions{References: refs, Bootstrap: c.N, Seed: c.Seed}, want.Signature, want.SignatureShort)
			out, err := Resample(t.Context(), TestOptions{Samples: c.N, Seed: c.Seed}, []Metric{m}, [][]*Statistics{{st}})
			if err != nil {
				t.Fatal(err)
			}
			i := out.Intervals[0][0]
			if !near(m.Score(st.Sum(), Exact), want.Score) || !c.closeTo(i.Mean, &want.Mean) || !c.closeTo((i.Hi-i.Lo)/2, &want.CI) {
				t.Errorf("got %v ± %v, want %v ± %v", i.Mean, (i.Hi-i.Lo)/2, want.Mean, want.CI)
			}
		})
	}
}
