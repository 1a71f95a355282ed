package rules

import (
	"fmt"

	"github.com/sumtool/sumtool/lint"
)

// LabelEmphasis reports labels that are emphasised otherwise than the file's others.
var LabelEmphasis = &lint.Rule{
	ID: "label-emphasis", Category: lint.Fields, Severity: lint.Warning, Fix: lint.Safe,
	Doc: lint.Doc{
		Summary: "a section label is emphasised otherwise than the file's other labels",
		Why:     "A file writes its labels in `***` or in `**`; the odd one out looks wrong on the page and escapes programs that look for the others.",
		Bad:     "- ***What's New***: 새로운 방법을 제안합니다.\n- ***Technical Details***: 두 단계로 이루어집니다.\n- **Performance Highlights**: 정확도가 높아졌습니다.\n",
		Good:    "- ***What's New***: 새로운 방법을 제안합니다.\n- ***Technical Details***: 두 단계로 이루어집니다.\n- ***Performance Highlights***: 정확도가 높아졌습니다.\n",
	},
	Check: func(p *lint.Pass) {
		census := takeLabelCensus(p.Document)
		if len(census.emphasis) < 2 {
			return
		}
		want := majority(census.emphasis)
		for i := range p.Papers {
			for j := range p.Papers[i].Bullets {
				b := &p.Papers[i].Bullets[j]
				if !isLabelled(b) || b.Label.Emphasis == want {
					continue
				}
				l := b.Label
				opts := []lint.Option{lint.Suggest(want, lint.NoFix)}
				if !l.Close.Empty() && p.Text(l.Close) == l.Emphasis {
					opts = append(opts, lint.WithFix(lint.Safe, lint.Edit{Span: l.Open, New: want}, lint.Edit{Span: l.Close, New: want}))
				}
				p.Report(l.Open, fmt.Sprintf("the label is emphasised with %s, the file's other labels with %s", l.Emphasis, want), opts...)
			}
		}
	},
}
