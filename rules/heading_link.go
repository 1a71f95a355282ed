package rules

import "github.com/sumtool/sumtool/lint"

// HeadingLink reports a paper heading that is no single link.
var HeadingLink = &lint.Rule{
	ID: "heading-link", Category: lint.Fields, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "a paper's heading is not one link",
		Why:     "A paper is found by the link around its title. Text beside the link, or a link whose brackets do not close, leaves the paper without it.",
		Bad:     "### A Paper https://arxiv.org/abs/2405.00001\n\n- 새로운 방법을 제안합니다.\n",
		Good:    "### [A Paper](https://arxiv.org/abs/2405.00001)\n\n- 새로운 방법을 제안합니다.\n",
	},
	Check: func(p *lint.Pass) {
		for i := range p.Papers {
			if h := p.Papers[i].Heading; h.Link.Empty() {
				p.Reportf(h.Span, "the heading is not one link; expected ### [title](https://arxiv.org/abs/ID)")
			}
		}
	},
}
