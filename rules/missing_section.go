package rules

import (
	"fmt"
	"strings"

	"github.com/sumtool/sumtool/lint"
)

// MissingSection reports papers without a section that the file's others have.
var MissingSection = &lint.Rule{
	ID: "missing-section", Category: lint.Fields, Severity: lint.Warning,
	Doc: lint.Doc{
		Summary: "a paper lacks a section that the file's other papers have",
		Why:     "Where most papers of a file have What's New, Technical Details and Performance Highlights, a paper without one was cut short. It is reported once a paper.",
		Bad: "### [A Paper](https://arxiv.org/abs/2405.00001)\n\n- ***What's New***: 새 방법입니다.\n- ***Technical Details***: 두 단계입니다.\n\n" +
			"### [B Paper](https://arxiv.org/abs/2405.00002)\n\n- ***What's New***: 새 방법입니다.\n- ***Technical Details***: 세 단계입니다.\n\n" +
			"### [C Paper](https://arxiv.org/abs/2405.00003)\n\n- ***What's New***: 새 방법입니다.\n",
		Good: "### [A Paper](https://arxiv.org/abs/2405.00001)\n\n- ***What's New***: 새 방법입니다.\n- ***Technical Details***: 두 단계입니다.\n\n" +
			"### [B Paper](https://arxiv.org/abs/2405.00002)\n\n- ***What's New***: 새 방법입니다.\n- ***Technical Details***: 세 단계입니다.\n",
	},
	Check: func(p *lint.Pass) {
		census := takeLabelCensus(p.Document)
		if census.papers < 2 {
			return
		}
		for i := range p.Papers {
			paper := &p.Papers[i]
			if len(paper.Bullets) == 0 { // missing-field's business
				continue
			}
			has := labelsOf(p.Document, paper)
			var missing []string
			for _, label := range p.Template.Labels {
				// A section belongs to the file's shape if more than half of
				// its labelled papers have it.
				if !has[label] && 2*census.have[label] > census.papers {
					missing = append(missing, label)
				}
			}
			if len(missing) > 0 {
				p.Report(paper.Heading.Span, fmt.Sprintf("the paper lacks %s, which the file's other papers have", strings.Join(missing, " and ")))
			}
		}
	},
}
