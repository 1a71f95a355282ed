package rules

import (
	"fmt"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/lint"
)

// FootnoteResidue reports footnote marks that stuck to a name.
var FootnoteResidue = &lint.Rule{
	ID: "footnote-residue", Category: lint.Text, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "a footnote mark stuck to a name",
		Why: "On a paper's web page a footnote mark is kept three times over, as text, as a link and as a label: `ChatGPT` with footnote 1 becomes ChatGPT111. " +
			"Model numbers and names inside addresses are left alone.",
		Bad:  "- 이 논문은 ChatGPT111이라는 모델을 RoMath222GitHub에서 평가합니다.\n",
		Good: "- 이 논문은 GPT-4o와 ResNet101, VGG16을 https://github.com/user111/code 에서 평가합니다.\n",
	},
	Check: func(p *lint.Pass) {
		for b := range bullets(p.Document) {
			for at := range b.Prose() {
				footnotes(p, at)
			}
		}
	},
}

// tripled matches a name and a digit that stands three times behind it.
var tripled = lazyregexp.New(`([A-Za-z][A-Za-z-]*[A-Za-z]{2})(111|222|333|444|555|666|777|888|999)(?:[^0-9A-Za-z._-]|[A-Z][a-z]|[._-](?:[^0-9A-Za-z]|$)|$)`)

func footnotes(p *lint.Pass, at digest.Span) {
	text := p.Bytes(at)
	if !hasTriple(text) {
		return
	}
	for _, m := range tripled().FindAllSubmatchIndex(text, -1) {
		if m[2] > 0 && latinOrDigit(text[m[2]-1]) {
			continue
		}
		name, digits := string(text[m[2]:m[3]]), string(text[m[4]:m[5]])
		p.Report(digest.Span{Start: at.Start + m[2], End: at.Start + m[5]},
			fmt.Sprintf("%q is %q with a footnote's mark; drop the digits", name+digits, name), lint.Suggest(name, lint.NoFix))
	}
}

// hasTriple reports whether a digit stands three times in a row behind a letter.
func hasTriple(text []byte) bool {
	for i := 3; i < len(text); i++ {
		if c := text[i]; c >= '1' && c <= '9' && c == text[i-1] && c == text[i-2] && latinOrDigit(text[i-3]) {
			return true
		}
	}
	return false
}
