package rules

import (
	"fmt"
	"strings"

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
		for b := range bullets(p.Document) {
			for at := range b.Prose() {
				text := p.Bytes(at)
				for w := range hangulWords(text) {
					if word := string(w.text); isWe(word) && (w.at == 0 || text[w.at-1] != '"' && text[w.at-1] != '\'') {
						p.Report(digest.Span{Start: w.at, End: w.at + len(word)}.Shift(at.Start), fmt.Sprintf("%q speaks as the authors; name the paper, the researchers or the method", word))
					}
				}
			}
		}
	},
}

func isWe(word string) bool {
	for _, we := range [...]string{"우리", "저희"} {
		if rest, ok := strings.CutPrefix(word, we); ok {
			switch rest {
			case "는", "가", "의", "도", "에게", "들은", "들의":
				return true
			}
		}
	}
	return false
}
