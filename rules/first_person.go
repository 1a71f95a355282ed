package rules

import (
	"fmt"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// FirstPerson reports summaries that speak as the paper's authors.
var FirstPerson = &lint.Rule{
	ID: "first-person", Category: lint.Text, Severity: lint.Info,
	Doc: lint.Doc{
		Summary: "the summary says we, as if the authors wrote it",
		Why:     "An abstract's \"we\" that was translated as it stood makes the digest claim the work as its own. 이 논문은, 연구진은 or the name of the method says who did it.",
		Bad:     "- 우리는 새로운 라우터를 제안합니다.\n",
		Good:    "- 연구진은 새로운 라우터를 제안합니다. 우리말과 \"우리는 안다\"라는 문장을 다룹니다.\n",
	},
	Check: func(p *lint.Pass) {
		found := authorsWe.find(p)
		for b := range bullets(p.Document) {
			for at := range b.Prose() {
				text := p.Bytes(at)
				for k, offset := range found.in(at) {
					word, i := authorsWe.list[k], offset-at.Start
					if before, _ := utf8.DecodeLastRune(text[:i]); isWordRune(before) || before == '"' || before == '\'' || !endsWord(string(text[i+len(word):min(len(text), i+len(word)+4)])) {
						continue
					}
					p.Report(digest.Span{Start: i, End: i + len(word)}.Shift(at.Start), fmt.Sprintf("%q speaks as the authors; name the paper, the researchers or the method", word))
				}
			}
		}
	},
}

var authorsWe = newPhrases("우리는", "우리가", "우리의", "우리도", "우리에게", "저희는", "저희가", "저희의", "저희도", "저희에게")
