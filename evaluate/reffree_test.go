package evaluate

import (
	"strings"
	"testing"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/rules"
)

// one scores a single hypothesis and returns its score and parts.
func one(t *testing.T, m Metric, seg Segment, hyp string) (float64, map[string]any) {
	t.Helper()
	s := m.NewScorer()
	if err := s.Prepare(seg); err != nil {
		t.Fatal(err)
	}
	stats := make([]float64, m.Width())
	s.Statistics(hyp, stats)
	parts := map[string]any{}
	for _, p := range m.Parts(stats) {
		parts[p.Name] = p.Value
	}
	return m.Score(stats, Exact), parts
}

func TestIntegrity(t *testing.T) {
	m := NewIntegrity(IntegrityOptions{})
	src := Segment{Source: "LanternNet은 8억 개의 매개변수로 128K 토큰을 읽으며, 코드는 https://example.org/lantern 에 있습니다."}
	for hyp, want := range map[string]struct {
		score float64
		part  string
	}{
		"LanternNet reads 128K tokens with 800 million parameters; its code is at https://example.org/lantern .": {100, ""},
		"LanternNet reads 128K tokens with 8 billion parameters; its code is at https://example.org/lantern .":   {0, "numbers"},
		"LanternNet reads 128K tokens with 800 million parameters; its code is public for all to read and use.":  {0, "urls"},
		"LanternNet은 8억 개의 매개변수로 128K 토큰을 읽으며, 코드는 https://example.org/lantern 에 있습니다.":                          {0, "untranslated"},
	} {
		got, parts := one(t, m, src, hyp)
		if got != want.score || want.part != "" && parts[want.part] == 0 || want.score == 0 && parts["refused"] != 1 {
			t.Errorf("%q: got %v, %v", hyp, got, parts)
		}
	}
	if got := FormatSignature(m, Conditions{References: "1"}, false); got != "from:ko|to:en|version:1|prog:sumtool" {
		t.Errorf("signature: %s", got)
	}
}

func TestLintMetric(t *testing.T) {
	engine := &lint.Engine{Rules: lint.Selection{}.Apply(rules.All()), Template: digest.DefaultTemplate(), Settings: lint.Settings{Language: "ko"}}
	m := NewLint(engine)
	clean, parts := one(t, m, Segment{}, "이 논문은 짧은 질문 3,150개를 모은 벤치마크를 제안합니다.")
	if clean != 0 || parts["errors"] != 0 || parts["chars"] != 28 {
		t.Errorf("clean text: got %v, %v", clean, parts)
	}
	broken := "이 논문은 짧은 질문을 \ufffd 모은 벤치마크를 제안합니다."
	got, parts := one(t, m, Segment{}, broken)
	if want := 1000 * float64(5*parts["errors"].(int)+parts["warnings"].(int)) / float64(parts["chars"].(int)); got != want || got == 0 {
		t.Errorf("broken text: got %v, want %v, %v", got, want, parts)
	}
	if !strings.Contains(FormatSignature(m, Conditions{}, false), "lang:ko") {
		t.Error("the language is not in the signature")
	}
	if v, _ := one(t, m, Segment{}, ""); v != 0 {
		t.Errorf("empty text: %v", v)
	}
}
