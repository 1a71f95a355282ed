package rules

import "github.com/sumtool/sumtool/lint"

// EditionStructure reports where an edition is not laid out as its source.
var EditionStructure = &lint.Rule{
	ID: "edition-structure", Category: lint.Editions, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "headings, links, images, votes, authors, labels, lists and markup are not those of the source",
		Why:     "Readers of an edition follow its links and compare its entries with the source. Only the prose of the bullets may differ: headings, images, votes, authors, labels and list marks are copies, in the same order, and code, formulas, tags and emphasis inside a bullet stay.",
		Source:  "- ***What's New***: 이 모델은 `lantern` 저장소에 있습니다.\n",
		Bad:     "- ***News***: The model is in the `lamp` repository.\n",
		Good:    "- ***What's New***: The model is in the `lantern` repository.\n",
	},
	Check: func(p *lint.Pass) {
		c := compare(p)
		for _, d := range c.layout {
			p.Report(d.At, d.Message)
		}
		c.report(p)
	},
}
