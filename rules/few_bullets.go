package rules

import (
	"fmt"

	"github.com/sumtool/sumtool/lint"
)

// FewBulletsOptions are the options of [FewBullets].
type FewBulletsOptions struct {
	Min int `yaml:"min" doc:"least number of bullets of a summary"`
}

// FewBullets reports summaries of too few bullets.
var FewBullets = &lint.Rule{
	ID: "few-bullets", Category: lint.Fields, Severity: lint.Warning,
	Options: &FewBulletsOptions{Min: 2},
	Doc: lint.Doc{
		Summary: "a summary has too few bullets",
		Why:     "A single bullet where the others have several is what is left when the answer of the language model was cut off.",
		Bad:     "- 새로운 방법을 제안합니다.\n",
		Good:    "- 새로운 방법을 제안합니다.\n- 정확도가 높아졌습니다.\n",
	},
	Check: func(p *lint.Pass) {
		least := p.Options.(*FewBulletsOptions).Min
		for i := range p.Papers {
			paper := &p.Papers[i]
			n := 0
			for j := range paper.Bullets {
				if paper.Bullets[j].Depth == 0 {
					n++
				}
			}
			if n > 0 && n < least {
				p.Report(paper.Heading.Span, fmt.Sprintf("the summary has %d of at least %d bullets", n, least))
			}
		}
	},
}
