package rules

import "github.com/sumtool/sumtool/lint"

// EditionURL reports bullets by [edition.URL].
var EditionURL = &lint.Rule{
	ID: "edition-url", Category: lint.Editions, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "addresses are not those of the source",
		Why:     "Models shorten, mend and invent addresses. Link targets and bare addresses must be the same ones, as often, in any order.",
		Source:  "- 코드는 https://example.org/lantern 에 있습니다.\n",
		Bad:     "- The code is at https://example.org/lamp.\n",
		Good:    "- The code is at https://example.org/lantern.\n",
	},
	Check: func(p *lint.Pass) { compare(p).report(p) },
}
