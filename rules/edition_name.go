package rules

import "github.com/sumtool/sumtool/lint"

// EditionName reports bullets by [edition.Name].
var EditionName = &lint.Rule{
	ID: "edition-name", Category: lint.Editions, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "a name of the source is lost, or one is new",
		Why:     "Acronyms, CamelCase names and names with digits must come through, in whatever case or plural; spelled out is fine (large language model for LLM). Of other Latin words a loss is a warning, and so is a name that the source does not have. Terms of the glossary count as names.",
		Source:  "- LanternNet은 GPT-4o보다 정확합니다.\n",
		Bad:     "- LampNet is more accurate than GPT-4.\n",
		Good:    "- LanternNet is more accurate than GPT-4o.\n",
	},
	Check: func(p *lint.Pass) { compare(p).report(p) },
}
