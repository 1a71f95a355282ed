package embedding

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
)

// plane puts texts into the plane by hand, and keeps what it was asked for.
type plane struct {
	at    map[string][]float32
	asked []string
}

func (p *plane) Embed(_ context.Context, _ string, texts []string) (out [][]float32, _ llm.Usage, _ error) {
	p.asked = append(p.asked, texts...)
	for _, t := range texts {
		out = append(out, p.at[t])
	}
	return out, llm.Usage{}, nil
}

// refusing gives no vectors.
type refusing struct{ error }

func (r refusing) Embed(context.Context, string, []string) ([][]float32, llm.Usage, error) {
	return nil, llm.Usage{}, r.error
}

func TestSimilarity(t *testing.T) {
	p := &plane{at: map[string][]float32{"원문": {1, 0}, "same way": {3, 0}, "half way": {1, 1}, "other way": {0, 2}, "nowhere": {0, 0}}}
	m := &Similarity{Space: Space{Embedder: p, Memory: &memory.Volatile{}}}
	var items []evaluate.Item
	for _, h := range []string{"same way", "half way", "other way", "nowhere", "same way"} {
		items = append(items, evaluate.Item{ID: h, Segment: evaluate.Segment{Source: "원문"}, Hypotheses: []string{h}})
	}
	if err := m.Ask(context.Background(), items, nil); err != nil {
		t.Fatal(err)
	}
	if want := []string{"원문", "same way", "half way", "other way", "nowhere"}; !slices.Equal(p.asked, want) {
		t.Errorf("asked for %q, want every text once", p.asked)
	}
	s := m.NewScorer()
	stats := make([]float64, m.Width())
	for h, want := range map[string]float64{"same way": 100, "half way": 100 / math.Sqrt2, "other way": 0, "nowhere": 0} {
		if err := s.Prepare(evaluate.Segment{Source: "원문"}); err != nil {
			t.Fatal(err)
		}
		if s.Statistics(h, stats); math.Abs(m.Score(stats, evaluate.Exact)-want) > 1e-6 {
			t.Errorf("%s: got %v, want %v", h, m.Score(stats, evaluate.Exact), want)
		}
	}
	if s.Statistics("never asked about", stats); !math.IsNaN(m.Score(stats, evaluate.Exact)) {
		t.Error("a text without a vector has a score")
	}

	if _, missing, err := (Space{Embedder: refusing{&llm.Error{Kind: llm.NotFound, Message: "no such page"}}, Memory: &memory.Volatile{}}).Beside(context.Background(), [][2]string{{"a", "b"}}, nil); missing != "no such page" || err != nil {
		t.Errorf("an endpoint without embeddings: %q, %v", missing, err)
	}
	if _, missing, err := (Space{Embedder: refusing{&llm.Error{Kind: llm.Quota, Message: "no credit", Stop: true}}, Memory: &memory.Volatile{}}).Beside(context.Background(), [][2]string{{"a", "b"}}, nil); missing != "" || err == nil {
		t.Errorf("an account without credit: %q, %v", missing, err)
	}

	p.asked = nil
	if err := m.Ask(context.Background(), items, nil); err != nil || len(p.asked) > 0 {
		t.Errorf("asked again for %q, %v", p.asked, err)
	}
	if err := m.Ask(context.Background(), []evaluate.Item{{ID: "x", Hypotheses: []string{"y"}}}, nil); err == nil {
		t.Error("a segment without a source was taken")
	}
}
