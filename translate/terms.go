package translate

import (
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/internal/llm/memory"
)

var inlineGloss = lazyregexp.New(`((?:\p{Hangul}+ ){0,3}\p{Hangul}+)\(([A-Za-z][A-Za-z0-9 +./-]{1,60})\)`)

// glossesOf collects the terms that a paper's bullets explain in brackets:
// 그룹 상대 정책 최적화(Group Relative Policy Optimization). The last word at least
// belongs to the term; how many before it do is not known, so that only terms
// of one word, or whose words number as many as the English, are taken.
func glossesOf(d *digest.Document, p *digest.Paper) []memory.Term {
	var out []memory.Term
	for b := range p.Bullets {
		for _, m := range inlineGloss().FindAllStringSubmatch(d.Text(p.Bullets[b].Text), -1) {
			words, n := strings.Fields(m[1]), len(strings.Fields(m[2]))
			term := memory.Term{Source: strings.Join(words[max(0, len(words)-n):], " "), Target: m[2]}
			if !slices.ContainsFunc(out, func(o memory.Term) bool { return o.Source == term.Source }) {
				out = append(out, term)
			}
		}
	}
	return out
}

// termsOf are the glossary entries that go along with a text: the user's first.
func (t *Translator) termsOf(text string, glosses []memory.Term) []memory.Term {
	var out []memory.Term
	for _, g := range t.Glossary.Occurring(text, maxTerms) {
		if g.Target != "" {
			out = append(out, memory.Term{Source: g.Source, Target: g.Target})
		}
	}
	for _, g := range glosses {
		taken := slices.ContainsFunc(out, func(o memory.Term) bool { return o.Source == g.Source })
		if len(out) < maxTerms && !taken && strings.Contains(text, g.Source) {
			out = append(out, g)
		}
	}
	return out
}
