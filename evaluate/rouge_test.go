package evaluate

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// The expected values are counted by hand.
func TestROUGE(t *testing.T) {
	third := 1.0 / 3
	for _, c := range []struct {
		name string
		kind RougeKind
		o    ROUGEOptions
		hyp  string
		refs []string
		want []float64 // precision, recall, F1
	}{
		{"words", Rouge1, ROUGEOptions{}, "the cat sat", []string{"The cat slept."}, []float64{2 * third, 2 * third, 2 * third}},
		{"counted as often as in both", Rouge1, ROUGEOptions{}, "a a a", []string{"a a b b"}, []float64{2 * third, 0.5, 4.0 / 7}},
		{"pairs", Rouge2, ROUGEOptions{}, "the cat sat", []string{"the cat slept"}, []float64{0.5, 0.5, 0.5}},
		{"no pair in one word", Rouge2, ROUGEOptions{}, "cat", []string{"cat"}, []float64{0, 0, 0}},
		{"order counts", RougeL, ROUGEOptions{}, "b a c", []string{"a b c"}, []float64{2 * third, 2 * third, 2 * third}},
		{"sentences may change places", RougeLsum, ROUGEOptions{}, "c d\na b", []string{"a b\nc d"}, []float64{1, 1, 1}},
		{"not so without sentences", RougeL, ROUGEOptions{}, "c d\na b", []string{"a b\nc d"}, []float64{0.5, 0.5, 0.5}},
		{"a token is spent once", RougeLsum, ROUGEOptions{}, "a", []string{"a\na"}, []float64{1, 0.5, 2 * third}},
		{"Korean", Rouge1, ROUGEOptions{}, "모델을 제안합니다", []string{"모델을 소개합니다"}, []float64{0.5, 0.5, 0.5}},
		{"Korean disappears", Rouge1, ROUGEOptions{Tokenizer: RougeScore}, "모델을 제안합니다", []string{"모델을 제안합니다"}, []float64{0, 0, 0}},
		{"Korean by characters", Rouge1, ROUGEOptions{Tokenizer: RougeChar}, "모델 A", []string{"모형 a"}, []float64{2 * third, 2 * third, 2 * third}},
		{"by white space", Rouge1, ROUGEOptions{Tokenizer: RougeWhitespace}, "cat.", []string{"cat"}, []float64{0, 0, 0}},
		{"stems", Rouge1, ROUGEOptions{Stem: true}, "models running", []string{"model runs"}, []float64{1, 1, 1}},
		{"short words are not stemmed", Rouge1, ROUGEOptions{Stem: true}, "was", []string{"wa"}, []float64{0, 0, 0}},
		{"the best reference", Rouge1, ROUGEOptions{}, "a b", []string{"x", "a b", "a b c"}, []float64{1, 1, 1}},
		{"nothing", RougeLsum, ROUGEOptions{}, "", []string{""}, []float64{0, 0, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := NewROUGE(c.kind, c.o)
			if err != nil {
				t.Fatal(err)
			}
			sum, _ := scoreAll(t, m, []oracleSegment{{c.hyp, c.refs}})
			if d := cmp.Diff(c.want, sum[:rougeSegments], cmpopts.EquateApprox(1e-12, 0)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestROUGERefuses(t *testing.T) {
	if _, err := NewROUGE("rouge9", ROUGEOptions{}); err == nil {
		t.Error("unknown kind accepted")
	}
	if _, err := NewROUGE(Rouge1, ROUGEOptions{Tokenizer: "mecab"}); err == nil {
		t.Error("unknown tokenizer accepted")
	}
	for _, m := range []Metric{NewTER(TEROptions{}), NewLength(false), must(NewROUGE(RougeL, ROUGEOptions{}))} {
		if err := m.NewScorer().Prepare(Segment{}); err != ErrNoReference {
			t.Errorf("%s without a reference: %v", m.Info().Key, err)
		}
	}
}

func must(m Metric, err error) Metric {
	if err != nil {
		panic(err)
	}
	return m
}

func TestPorterStem(t *testing.T) {
	for word, want := range map[string]string{
		"models": "model", "flies": "fli", "dies": "die", "died": "die", "tried": "tri", "happy": "happi", "sky": "sky",
		"skies": "sky", "news": "news", "proceed": "proceed", "agreed": "agre", "feed": "feed", "hopping": "hop",
		"falling": "fall", "filing": "file", "relational": "relat", "rationally": "ration", "geology": "geolog",
		"hopefully": "hope", "adoption": "adopt", "controlling": "control", "say": "say", "enjoy": "enjoy",
		"가나다라": "가나다라", "is": "is", "": "",
	} {
		if got := porterStem(word); got != want {
			t.Errorf("stem of %q: got %q, want %q", word, got, want)
		}
	}
}

func TestLength(t *testing.T) {
	for _, c := range []struct {
		name, hyp string
		seg       Segment
		ofSource  bool
		want      float64
	}{
		{"as long", "a b", Segment{References: []string{"xy"}}, false, 1},
		{"code points, not bytes", "가나", Segment{References: []string{"가나다라"}}, false, 0.5},
		{"mean of references", "abc", Segment{References: []string{"a", "abc"}}, false, 1.5},
		{"of the source", "abcd", Segment{Source: "가나"}, true, 2},
		{"nothing of nothing", "", Segment{References: []string{" "}}, false, 1},
	} {
		m := NewLength(c.ofSource)
		s := m.NewScorer()
		if err := s.Prepare(c.seg); err != nil {
			t.Fatal(err)
		}
		stats := make([]float64, m.Width())
		s.Statistics(c.hyp, stats)
		if got := m.Score(stats, Exact); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}
