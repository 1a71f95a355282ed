package rules

import (
	"fmt"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/lint"
)

// WrongLanguage reports bullets that are not in the digest's language.
var WrongLanguage = &lint.Rule{
	ID: "wrong-language", Category: lint.Language, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "the bullet is not in the language that is expected",
		Why: "A model that loses its instructions for a moment answers in English, and the summary of a Korean digest cannot be read by its readers. " +
			"The expected language comes from the file's name (`2024-05-30.en.md`), else from `language` in the config, else from the majority of the file's bullets. " +
			"Addresses, code, formulas and Latin names do not count, so a Korean bullet full of dataset names is Korean; " +
			"a bullet of a few words or of names alone has no language.",
		Bad: "### [Quill: Editing Contracts](https://arxiv.org/abs/2405.00001)\n\n" +
			"- 이 연구는 계약서를 고치는 Quill을 제안합니다.\n" +
			"- 기존 방법보다 두 배 빠릅니다.\n" +
			"- The method edits contracts with a grammar of spans and needs no labels.\n",
		Good: "### [Quill: Editing Contracts](https://arxiv.org/abs/2405.00001)\n\n" +
			"- 이 연구는 계약서를 고치는 Quill을 제안합니다.\n" +
			"- 기존 방법보다 두 배 빠릅니다.\n" +
			"- Contract-QA, LegalBench, SpanEdit, CUAD에서 각각 5.8%, 9.9%, 18.6%, 10.1% 향상.\n",
	},
	Check: func(p *lint.Pass) {
		s := listen(p)
		s.each(p.Document, func(_ *digest.Paper, b *digest.Bullet, r langid.Result) {
			if !s.wrong(r) {
				return
			}
			is := langid.Name(r.Language)
			if r.Language == langid.Und {
				is = r.Script.String() + " letters"
			}
			p.Report(b.Text, fmt.Sprintf("the bullet is in %s, expected %s (%s); translate or regenerate it", is, langid.Name(s.expected), s.because),
				lint.WithConfidence(r.Confidence))
		})
	},
}
