package rules

import "github.com/sumtool/sumtool/lint"

// EditionChatter reports bullets by [edition.Chatter].
var EditionChatter = &lint.Rule{
	ID: "edition-chatter", Category: lint.Editions, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "what the model says beside the translation stands in it",
		Why:     "\"Here is the translation:\", apologies, translator's notes, code fences, the prompt, reasoning, words in a loop, an answer to an instruction that stands in the source.",
		Source:  "- 이 모델은 긴 문서를 읽습니다.\n",
		Bad:     "- Here is the translation: The model reads long documents.\n",
		Good:    "- The model reads long documents.\n",
	},
	Check: func(p *lint.Pass) { compare(p).report(p) },
}
