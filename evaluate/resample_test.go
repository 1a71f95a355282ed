package evaluate

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestResamplingDoesNotDependOnJobs goes through the goroutines of both tests, for
// the race detector too.
func TestResamplingDoesNotDependOnJobs(t *testing.T) {
	metrics, err := NewMetrics([]string{"bleu", "chrf", "ter", "rougeL"}, Options{
		BLEU: BLEUOptions{Tokenize: "13a", SmoothMethod: "exp", MaxNgramOrder: 4},
		CHRF: CHRFOptions{CharOrder: 6, Beta: 2}, ROUGE: ROUGEOptions{Tokenizer: RougeUnicode}, HasReferences: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	items := func(yield func(Item, error) bool) {
		for i := range 60 {
			ref := fmt.Sprintf("the model number %d reads %d long texts in one go", i, i*i)
			if !yield(Item{ID: fmt.Sprint(i + 1), Segment: Segment{References: []string{ref}},
				Hypotheses: []string{ref + " now", fmt.Sprintf("model %d reads texts", i)}}, nil) {
				return
			}
		}
	}
	stats, err := Collect(t.Context(), Collection{Metrics: metrics, Systems: 2, Keep: true, Jobs: 4}, items)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []TestKind{PairedBS, PairedAR} {
		o := TestOptions{Kind: kind, Samples: 200, Seed: 12345, Jobs: 1}
		one, err := Resample(t.Context(), o, metrics, stats)
		if err != nil {
			t.Fatal(err)
		}
		o.Jobs = 5
		five, err := Resample(t.Context(), o, metrics, stats)
		if d := cmp.Diff(one, five); d != "" || err != nil {
			t.Errorf("%s: %v %s", kind, err, d)
		}
	}
}

// TestNothingEverDiffers has two systems without a mistake, one of which says
// more: the reference program's count would call their equal scores different.
func TestNothingEverDiffers(t *testing.T) {
	m := NewNumbers()
	stats := [][]*Statistics{{NewStatistics(m.Width(), true)}, {NewStatistics(m.Width(), true)}}
	for range 40 {
		stats[0][0].Add([]float64{1, 1})
		stats[1][0].Add([]float64{2, 2})
	}
	for _, kind := range []TestKind{PairedBS, PairedAR} {
		out, err := Resample(t.Context(), TestOptions{Kind: kind, Samples: 100, Seed: 12345}, []Metric{m}, stats)
		if err != nil {
			t.Fatal(err)
		}
		if c := out.Comparisons[0]; c.P[0] != 1 || c.Identical[0] {
			t.Errorf("%s: P = %v, identical: %v", kind, c.P[0], c.Identical[0])
		}
	}
}
