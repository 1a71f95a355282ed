package rules

import (
	"bytes"
	"fmt"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/lint"
)

// EmbeddedLanguage reports runs of another language inside a bullet.
var EmbeddedLanguage = &lint.Rule{
	ID: "embedded-language", Category: lint.Language, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "a sentence or a word of another language stands inside the bullet",
		Why: "Models that know many languages slip into one of them: `공개적으로 доступ 가능한`, `冗장성`, `방법ologies들`, a whole English sentence after the Korean one that says the same. " +
			"Latin names and terms are no such slips, nor is what the text itself marks as foreign: a gloss (`다변량(多變量)`, `Doubao(豆包)`), a quotation, " +
			"a word of the paper's title, a Greek letter of a formula.",
		Bad:  "- 공개적으로 доступ 가능한 보고서로 평가했습니다.\n",
		Good: "- 공개적으로 접근 가능한 보고서로 다변량(多變量) 분석을 했고, 매개변수 β는 0.5입니다. 프롬프트는 \"Let's think about it step by step.\"입니다.\n",
	},
	Check: func(p *lint.Pass) {
		s := listen(p)
		s.each(p.Document, func(paper *digest.Paper, b *digest.Bullet, r langid.Result) {
			if s.wrong(r) {
				return // wrong-language has it
			}
			for _, run := range s.detector.Runs(p.Source, b, r, s.expected) {
				if run.Gloss || run.Quoted || bytes.Contains(p.Bytes(paper.Heading.Title), p.Bytes(run.Span)) {
					continue
				}
				what := langid.Name(run.Language)
				if run.Language == langid.Und {
					what = run.Script.String() + " letters"
				}
				p.Report(run.Span, fmt.Sprintf("%s inside %s text; translate it, or quote it if it is meant", what, langid.Name(s.expected)))
			}
		})
	},
}
