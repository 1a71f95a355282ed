package rules

import (
	"fmt"
	"testing"

	"github.com/sumtool/sumtool/lint"
)

const brokenBullet = "- 작은 규몗에서 시작하여 점차 모델을 키웁니다.\n"

func TestAWordThatManyBulletsUseIsAWord(t *testing.T) {
	one := runFiles(t, []*lint.Rule{GarbledHangul}, map[string][]byte{"2024/05/01.md": wholeDigest(brokenBullet)})
	if len(one) != 1 || *one[0].Suggestion != "규모에서" || one[0].Confidence <= 2.5 {
		t.Fatalf("alone: %+v", one)
	}
	many := map[string][]byte{}
	for day := range 12 {
		many[fmt.Sprintf("2024/05/%02d.md", day+1)] = wholeDigest(brokenBullet)
	}
	if got := runFiles(t, []*lint.Rule{GarbledHangul}, many); len(got) != 0 {
		t.Errorf("%d findings in a run that uses the word everywhere", len(got))
	}
	// One odd file among others keeps its finding, wherever it stands.
	for _, odd := range []string{"2024/05/00.md", "2024/05/06.md", "2024/05/99.md"} {
		texts := map[string][]byte{}
		for day := range 12 {
			texts[fmt.Sprintf("2024/05/%02d.md", day+1)] = wholeDigest("- 작은 규모에서 시작하여 점차 모델을 키웁니다.\n")
		}
		texts[odd] = wholeDigest(brokenBullet)
		got := runFiles(t, []*lint.Rule{GarbledHangul}, texts)
		if len(got) != 1 || got[0].File != odd || got[0].Confidence != one[0].Confidence {
			t.Errorf("%s: %+v", odd, got)
		}
	}
}

func TestGarbledHangulOptions(t *testing.T) {
	for _, c := range []struct {
		opts GarbledHangulOptions
		want int
	}{
		{GarbledHangulOptions{Threshold: 3}, 1},
		{GarbledHangulOptions{Threshold: 100}, 0},
		{GarbledHangulOptions{Threshold: 3, Accept: []string{"규몗"}}, 0},
		{GarbledHangulOptions{Threshold: 3, Accept: []string{"규모", "몗"}}, 1},
	} {
		r := *GarbledHangul
		r.Options = &c.opts
		if got := run(t, &r, "2024/05/30.md", wholeDigest(brokenBullet)); len(got) != c.want {
			t.Errorf("%+v: %d findings, want %d", c.opts, len(got), c.want)
		}
	}
}

func TestEmphasisInsideAWordIsLeftOut(t *testing.T) {
	got := run(t, GarbledHangul, "2024/05/30.md", wholeDigest("- 데이터의 품질을 **분섃**합니다.\n"))
	if len(got) != 1 || got[0].Text != "분섃" || *got[0].Suggestion != "분석" {
		t.Errorf("%+v", got)
	}
}
