package rules

import "github.com/sumtool/sumtool/lint"

// EditionLength reports bullets by [edition.Length].
var EditionLength = &lint.Rule{
	ID: "edition-length", Category: lint.Editions, Severity: lint.Warning,
	Doc: lint.Doc{
		Summary: "a bullet is much shorter or longer than its source lets one expect",
		Why:     "Most of a bullet may be gone, or something added, without a number or a name to show it. The expected length counts 2.3 characters for each Hangul syllable and one for any other character. Far out of the range it is an error, and so is a bullet of more than 8 kB, which is not compared.",
		Source:  "- 이 모델은 긴 문서를 여러 창으로 나누어 읽으면서도 앞 내용을 잊지 않고, 추가 학습 없이 문맥을 이어 갑니다.\n",
		Bad:     "- The model reads documents window by window.\n",
		Good:    "- The model splits long documents into windows without forgetting what it has read before, and continues the context with no further training.\n",
	},
	Check: func(p *lint.Pass) { compare(p).report(p) },
}
