package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/glossary"
	"github.com/sumtool/sumtool/internal/hangul"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/lint"
)

// TerminologyOptions are the options of [Terminology].
type TerminologyOptions struct {
	Builtin bool `yaml:"builtin" doc:"also use the built-in list of known mistranslations"`
}

// Terminology reports forms that the glossary forbids, and known mistranslations
// of the field's terms.
var Terminology = &lint.Rule{
	ID: "terminology", Category: lint.Text, Severity: lint.Warning, Fix: lint.Unsafe,
	Options: &TerminologyOptions{Builtin: true},
	Doc: lint.Doc{
		Summary: "a term that the glossary forbids, or a known mistranslation of a term of the field",
		Why: "A model that translates word by word makes 차별화 가능한 of \"differentiable\" and 튀김 of \"splatting\": the reader who knows the field stumbles, " +
			"the one who does not learns something wrong. The glossary of the config comes first; a term that it names as right is never reported. " +
			"The built-in list holds what is wrong in any paper on machine learning (warning) and what has a more usual form (info).",
		Bad:  "- 차별화 가능한 렌더링으로 큰 언어 모델을 학습합니다.\n",
		Good: "- 미분 가능한 렌더링으로 대규모 언어 모델을 학습합니다.\n- 제품을 차별화하는 큰 모델입니다.\n",
	},
	Check: func(p *lint.Pass) {
		terms := p.Settings.Glossary
		builtin := p.Options.(*TerminologyOptions).Builtin && langid.FromFileName(p.Path) == ""
		for i := range p.Papers {
			for j := range p.Papers[i].Bullets {
				for at := range p.Papers[i].Bullets[j].Prose() {
					text := p.Text(at)
					for _, m := range terms.Misuses(text) {
						reportMisuse(p, at, m)
					}
					if builtin {
						mistranslations(p, at, text, terms)
					}
				}
			}
		}
	},
}

// reportMisuse reports a form that the user's glossary forbids.
func reportMisuse(p *lint.Pass, at digest.Span, m glossary.Misuse) {
	right := m.Term.Source
	if langid.FromFileName(p.Path) != "" && m.Term.Target != "" {
		right = m.Term.Target
	}
	message := fmt.Sprintf("the glossary forbids this form; write %q", right)
	if m.Term.Note != "" {
		message += " (" + m.Term.Note + ")"
	}
	replaceTerm(p, digest.Span{Start: at.Start + m.Start, End: at.Start + m.End}, right, message)
}

// replaceTerm reports a term with its replacement, and with the particle behind
// it where that has to change as well.
func replaceTerm(p *lint.Pass, term digest.Span, right, message string, opts ...lint.Option) {
	if was, form := agree(p.Source[term.End:], right); form != was {
		term.End += len(was)
		right += form
	}
	p.Report(term, message, append(opts, lint.Suggest(right, lint.Unsafe))...)
}

// agree returns the particle that rest begins with and the form of it that
// follows the stem; "" and "" if there is none or the stem is no Hangul.
func agree(rest []byte, stem string) (was, form string) {
	text := string(rest[:min(len(rest), 24)])
	for _, p := range hangul.Particles() {
		for _, was := range [...]string{p.AfterConsonant, p.AfterVowel} {
			if tail, ok := strings.CutPrefix(text, was); ok && endsWord(tail) {
				if form := p.Form(hangul.FinalOf(stem)); form != "" {
					return was, form
				}
				return was, was
			}
		}
	}
	return "", ""
}

func mistranslations(p *lint.Pass, at digest.Span, text string, user *glossary.Glossary) {
	list := misnomers()
	for m := range list.All(text) {
		line := list.lines[list.of[m.Form]]
		if user.Has(text[m.Start:m.End]) || isOtherwiseMeant(text, m) {
			continue
		}
		var level []lint.Option
		if line.taste {
			level = append(level, lint.At(lint.Info))
		}
		message := fmt.Sprintf("%s is %q in this field", line.english, line.right)
		replaceTerm(p, digest.Span{Start: at.Start + m.Start, End: at.Start + m.End}, line.right, message, level...)
	}
}

// isOtherwiseMeant knows where a form of the list is no translation: 크기가 큰 언어
// 모델 is a model that is big, 텍스트 대 이미지의 is text versus image.
func isOtherwiseMeant(text string, m glossary.Match) bool {
	form := text[m.Start:m.End]
	if strings.HasPrefix(form, "큰 ") {
		before := text[:m.Start]
		for _, w := range [...]string{"이 ", "가 ", "더 ", "가장 ", "매우 ", "만큼 ", "도 "} {
			if strings.HasSuffix(before, w) {
				return true
			}
		}
	}
	if strings.Contains(form, " 대 ") {
		r, _ := utf8.DecodeRuneInString(text[m.End:])
		return hangul.IsSyllable(r)
	}
	return false
}
