package report

import (
	"cmp"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sumtool/sumtool/evaluate"
)

func ptr[T any](v T) *T { return &v }

// sample is a report over the shipped editions, whose scores are made up: this
// package computes none.
func sample(t testing.TB) *evaluate.Report {
	t.Helper()
	read := func(name string) []string {
		raw, err := os.ReadFile("../../testdata/metrics/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")
	}
	src, ref, good, poor := read("reference.ko.txt"), read("reference.en.txt"), read("good.en.txt"), read("poor.en.txt")
	r := &evaluate.Report{
		Segments: len(ref), References: "1",
		Metrics: []evaluate.MetricInfo{
			{Key: "bleu", Name: "BLEU", Digits: 1, Max: 100, Signature: "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:sumtool-1.0"},
			{Key: "chrf++", Name: "chrF2++", Digits: 1, Max: 100, Signature: "nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|version:sumtool-1.0"},
			{Key: "ter", Name: "TER", LowerBetter: true, Digits: 1, Signature: "nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:sumtool-1.0"},
			{Key: "rougeL", Name: "ROUGE-L", Digits: 3, Max: 1, Signature: "tok:unicode|stem:no|version:sumtool-1.0"},
			{Key: "length", Name: "length ratio", Neutral: true, Digits: 2},
		},
		Test: evaluate.Test{Name: "paired bootstrap", Samples: 1000, Seed: 12345, Confidence: 0.95, Level: 0.05},
		Systems: []evaluate.System{
			{Name: "good", Path: "good/2024-06-03.en.md", Scores: []evaluate.Score{
				{Value: 48.642665793419546, Interval: &evaluate.Interval{Lo: 43.1, Hi: 54.2, Mean: 48.5}, Parts: []evaluate.Part{{Name: "bp", Value: 1.0}, {Name: "counts", Value: []int{388, 250}}}},
				{Value: 73.0, Interval: &evaluate.Interval{Lo: 69.9, Hi: 76.1, Mean: 72.9}},
				{Value: 38.104838709677416, Interval: &evaluate.Interval{Lo: 33.4, Hi: 42.6, Mean: 38.2}},
				{Value: 0.7421, Interval: &evaluate.Interval{Lo: 0.70, Hi: 0.78, Mean: 0.741}},
				{Value: 1.0342},
			}},
			{Name: "poor", Path: "poor/2024-06-03.en.md", Scores: []evaluate.Score{
				{Value: 7.873724016002943, Interval: &evaluate.Interval{Lo: 5.1, Hi: 10.6, Mean: 7.9}, P: ptr(0.000999000999000999)},
				{Value: 37.9, Interval: &evaluate.Interval{Lo: 34.2, Hi: 41.4, Mean: 37.8}, P: ptr(0.000999000999000999)},
				{Value: 76.81451612903226, Interval: &evaluate.Interval{Lo: 71.1, Hi: 82.9, Mean: 76.9}, P: ptr(0.000999000999000999)},
				{Value: 0.4333, Interval: &evaluate.Interval{Lo: 0.37, Hi: 0.49, Mean: 0.432}, P: ptr(0.062)},
				{Value: 0.8123},
			}},
		},
		Papers: []evaluate.Group{
			{Key: "2406.90011", Title: "LanternNet: Lighting the Long Context One Window at a Time", Segments: 3, Scores: [][]float64{{51.2, 75.1, 36.6, 0.78, 1.01}, {6.4, 36.0, 79.3, 0.41, 0.79}}},
			{Key: "2406.90024", Title: "Borrowed Voices: Speech Synthesis from Ten Seconds of Old Radio", Segments: 3, Scores: [][]float64{{50.9, 77.8, 35.9, 0.74, 1.03}, {9.0, 38.8, 75.6, 0.44, 0.83}}},
			{Key: "2406.90038", Title: "PebbleQA: Small Questions that Large Models Still Get Wrong", Segments: 4, Scores: [][]float64{{44.0, 70.4, 41.0, 0.71, 1.07}, {12.3, 44.4, 70.1, 0.52, 0.86}}},
		},
		Buckets: []evaluate.Bucketing{
			{Name: "length of the reference", Groups: []evaluate.Group{
				{Key: "1–15 words", Segments: 5, Scores: [][]float64{{42.5, 70.9, 42.2, 0.70, 1.05}, {9.9, 41.0, 73.0, 0.47, 0.85}}},
				{Key: "16–30 words", Segments: 15, Scores: [][]float64{{50.0, 74.0, 37.0, 0.76, 1.03}, {7.1, 36.9, 78.3, 0.41, 0.80}}},
			}},
			{Name: "numbers in the reference", Groups: []evaluate.Group{
				{Key: "with numbers", Segments: 12, Scores: [][]float64{{50.4, 74.2, 36.9, 0.75, 1.02}, {8.2, 38.3, 76.2, 0.44, 0.82}}},
				{Key: "without numbers", Segments: 8, Scores: [][]float64{{45.9, 71.1, 40.0, 0.73, 1.05}, {7.2, 37.2, 77.9, 0.43, 0.80}}},
			}},
		},
		Unaligned: []string{"poor: 2406.90099 “A | paper <b>without</b> a reference” has no reference"},
		Warnings:  []string{"20 segments: fewer than 30, so that intervals and P values are rough"},
	}
	var rows []evaluate.SegmentRow
	for i := range ref {
		x := float64(i*37%20) / 20
		rows = append(rows, evaluate.SegmentRow{
			Index: i, ID: "2406.90011/b" + string(rune('a'+i)), Paper: r.Papers[i*3/len(ref)].Title, Source: src[i], Refs: []string{ref[i]},
			Hyps: []evaluate.Hypothesis{
				{Text: good[i], Scores: []float64{30 + 50*x, 60 + 30*x, 60 - 40*x, 0.5 + 0.4*x, 0.95 + x/5}},
				{Text: poor[i], Scores: []float64{2 + 20*x, 30 + 20*x, 95 - 30*x, 0.3 + 0.2*x, 0.7 + x/5}},
			},
		})
	}
	r.Listing = &evaluate.Listing{
		Len:   len(rows),
		ID:    func(i int) string { return rows[i].ID },
		Score: func(s, m, i int) (float64, []evaluate.Part) { return rows[i].Hyps[s].Scores[m], nil },
	}
	r.Worst = slices.SortedStableFunc(slices.Values(rows), func(a, b evaluate.SegmentRow) int {
		return cmp.Compare(a.Hyps[1].Scores[0], b.Hyps[1].Scores[0])
	})
	return r
}
