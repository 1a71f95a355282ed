package edition

import (
	"strings"
	"testing"

	"github.com/sumtool/sumtool/internal/digest"
)

const layoutSource = `## Daily Papers (2024-06-03)

### [First: A Paper](https://arxiv.org/abs/2406.00001)

![](https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2406.00001.png)

Vote: 12

Authors: A. Kim, B. Lee

- ***What's New***: 첫째 항목입니다.
- ***Technical Details***: 둘째 항목입니다.

### [Second: A Paper](https://arxiv.org/abs/2406.00002)

Vote: 3

Authors: C. Park

- 셋째 항목입니다.
  - 안쪽 항목입니다.
`

func TestLayout(t *testing.T) {
	translated := strings.NewReplacer("첫째 항목입니다.", "The first item.", "둘째 항목입니다.", "The second item.",
		"셋째 항목입니다.", "The third item.", "안쪽 항목입니다.", "The inner item.").Replace(layoutSource)
	for _, c := range []struct{ name, old, new, want string }{
		{"the same", "", "", ""},
		{"day", "2024-06-03", "2024-06-04", "the heading is not the source's"},
		{"title", "[First: A Paper]", "[First: The Paper]", "the title is not the source's"},
		{"link", "arxiv.org/abs/2406.00001", "arxiv.org/pdf/2406.00001", "the title is not the source's"},
		{"image", "papers/2406.00001.png", "papers/2406.00001.jpg", "the image or video is not the source's"},
		{"votes", "Vote: 12", "Vote: 13", "the vote line is not the source's"},
		{"authors lost", "Authors: C. Park\n\n", "", "the authors line is missing"},
		{"label", "***What's New***", "***News***", "the label is not the source's"},
		{"label lost", "***What's New***: ", "", "the label \"What's New\" is missing"},
		{"bullet lost", "- ***Technical Details***: The second item.\n", "", "the paper has 1 bullets"},
		{"bullet added", "- The third item.", "- The third item.\n- Another.", "the paper has 3 bullets"},
		{"depth", "  - The inner", "- The inner", "depth 0"},
		{"marker", "- The third", "* The third", "the list marker"},
		{"paper lost", "2406.00002", "2406.00003", "is missing"},
		{"block added", "Vote: 3\n", "Vote: 3\n\n> A quotation.\n", "blocks"},
	} {
		edited := strings.Replace(translated, c.old, c.new, 1)
		if c.old != "" && edited == translated {
			t.Fatalf("%s: nothing edited", c.name)
		}
		src := digest.Parse("a.md", []byte(layoutSource), digest.DefaultTemplate())
		dst := digest.Parse("a.en.md", []byte(edited), digest.DefaultTemplate())
		_, diffs := Layout(src, dst)
		found := c.want == "" && len(diffs) == 0
		for _, d := range diffs {
			found = found || c.want != "" && strings.Contains(d.Message, c.want)
			if d.At.Start < 0 || d.At.End > len(edited) {
				t.Errorf("%s: %v outside of the file", c.name, d.At)
			}
		}
		if !found {
			t.Errorf("%s: found %v, want %q", c.name, diffs, c.want)
		}
	}
}
