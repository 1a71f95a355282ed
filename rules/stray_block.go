package rules

import (
	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// StrayBlock reports summary text that stands outside the bullets.
var StrayBlock = &lint.Rule{
	ID: "stray-block", Category: lint.Fields, Severity: lint.Warning,
	Doc: lint.Doc{
		Summary: "summary text stands outside the paper's bullets",
		Why: "A line break inside a bullet makes Markdown end the list: what follows is a paragraph or a list of its own, " +
			"and programs that read the bullets lose it. A nested list is part of its bullet.",
		Bad:  "- 이 모델은 세 부분으로 이루어집니다.\n\n그 밖의 부분은 부록에서 설명합니다.\n",
		Good: "- 이 모델은 세 부분으로 이루어집니다.\n  - 부호기\n  - 복호기\n",
	},
	Check: func(p *lint.Pass) {
		for i := range p.Papers {
			paper := &p.Papers[i]
			for _, b := range paper.Stray {
				if b.Kind != digest.BlockComment && b.Kind != digest.BlockHeading {
					p.Reportf(b.Span, "this stands outside the bullets; make it part of one")
				}
			}
			strayList(p, paper)
		}
	},
}

// strayList reports the items of a list that interrupts a paper's own list with
// another kind of marker.
func strayList(p *lint.Pass, paper *digest.Paper) {
	plain := 0
	for j := range paper.Bullets {
		if b := &paper.Bullets[j]; b.Depth == 0 && !b.Ordered {
			plain++
		}
	}
	if plain == 0 {
		return // an ordered list is this paper's own form
	}
	for j := range paper.Bullets {
		if b := &paper.Bullets[j]; b.Depth == 0 && b.Ordered {
			p.Reportf(b.Marker, "a numbered list of its own stands between the bullets; indent it under its bullet")
		}
	}
}
