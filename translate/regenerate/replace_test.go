package regenerate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sumtool/sumtool/internal/digest"
)

const labelled = `## Daily Papers (2024-06-03)

### [Lantern: Reading Long Texts](https://arxiv.org/abs/2406.00001)

![](https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2406.00001.png)

Vote: 3

Authors: Haneul Kim, Marta Ruiz

- ***What's New***: 등불은 긴 글을 읽는 모델입니다.
- ***Technical Details***: 창을 나누어 읽습니다.

### [Quilt: Patching Networks](https://arxiv.org/abs/2406.00002)

Vote: 2

Authors: Jonas Weber

- 누비는 신경망을
고치는 방법입니다.
  - 안쪽 항목입니다.

1. 번호가 붙은 문단입니다.

### [Pebble: Asking Small Questions](https://arxiv.org/abs/2406.00003)

Vote: 1

Authors: Yuna Park
`

func parsed(src string) *digest.Document {
	return digest.Parse("2024/06/03.md", []byte(src), digest.DefaultTemplate())
}

func TestStyleIsTheOneOfMostPapers(t *testing.T) {
	want := Style{Marker: "- ", Labels: []Label{{"What's New", "***What's New***: "}, {"Technical Details", "***Technical Details***: "}}}
	if d := cmp.Diff(want, styleOf(parsed(labelled))); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(Style{Marker: "- "}, styleOf(parsed("### [A](https://arxiv.org/abs/2406.00001)\n"))); d != "" {
		t.Error(d)
	}
}

var fresh = []Bullet{{Label: "what's new", Text: "새 요약입니다."}, {Label: "Technical Details", Text: "둘째 줄입니다."}}

func TestReplaceChangesTheSummaryAlone(t *testing.T) {
	for i, old := range []string{
		"- ***What's New***: 등불은 긴 글을 읽는 모델입니다.\n- ***Technical Details***: 창을 나누어 읽습니다.",
		"- 누비는 신경망을\n고치는 방법입니다.\n  - 안쪽 항목입니다.\n\n1. 번호가 붙은 문단입니다.",
		"Authors: Yuna Park",
	} {
		for _, newline := range []string{"\n", "\r\n"} {
			src := strings.ReplaceAll(labelled, "\n", newline)
			d := parsed(src)
			got := string(replace(d, styleOf(d), Summary{&d.Papers[i], fresh}))
			summary := "- ***What's New***: 새 요약입니다.\n- ***Technical Details***: 둘째 줄입니다."
			if i == 2 {
				summary = old + "\n\n" + summary
			}
			want := strings.Replace(src, strings.ReplaceAll(old, "\n", newline), strings.ReplaceAll(summary, "\n", newline), 1)
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("paper %d: %s", i, d)
			}
			again := parsed(got)
			if len(again.Papers) != len(d.Papers) || len(again.Papers[i].Bullets) != len(fresh) {
				t.Errorf("paper %d: the new text has %d papers, %d bullets", i, len(again.Papers), len(again.Papers[i].Bullets))
			}
		}
	}
}
