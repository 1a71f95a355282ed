package rules

import "github.com/sumtool/sumtool/lint"

// EditionUntranslated reports bullets by [edition.Untranslated].
var EditionUntranslated = &lint.Rule{
	ID: "edition-untranslated", Category: lint.Editions, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "text of the source's language is left",
		Why:     "A translating model leaves words, sentences or whole bullets as they were, most often in long answers. A bullet that `sumtool translate` could not get right keeps its source text too, with a comment that says why. Words in quotation marks that the source quotes as well are only infos.",
		Source:  "- 이 모델은 긴 문서를 읽습니다.\n",
		Bad:     "- The model reads 긴 문서.\n",
		Good:    "- The model reads long documents.\n",
	},
	Check: func(p *lint.Pass) { compare(p).report(p) },
}
