package rules

import "github.com/sumtool/sumtool/lint"

// EditionNumber reports bullets by [edition.Number].
var EditionNumber = &lint.Rule{
	ID: "edition-number", Category: lint.Editions, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "a number of the source is missing, changed or new",
		Why:     "Values are compared, not digits: 8억 is 800 million, 1.2조 is 1.2 trillion, 두 배 is twice, 절반 is half. Sizes inside names are no numbers of the sentence. A change told backwards (from 47.3 to 41.8) and numbers that changed their units (8 days on 3 GPUs) are reported, too.",
		Source:  "- 8억 개의 매개변수로 정확도를 12% 높입니다.\n",
		Bad:     "- It raises accuracy by 12% with 8 billion parameters.\n",
		Good:    "- It raises accuracy by 12% with 800 million parameters.\n",
	},
	Check: func(p *lint.Pass) { compare(p).report(p) },
}
