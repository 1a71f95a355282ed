package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xrash/smetrics"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// SectionLabel reports labels that are nearly one of the template's, and labels
// whose emphasis does not close as it opens.
var SectionLabel = &lint.Rule{
	ID: "section-label", Category: lint.Fields, Severity: lint.Error, Fix: lint.Safe,
	Doc: lint.Doc{
		Summary: "a section label is misspelt, or its emphasis does not close as it opens",
		Why: "Programs find the sections by their labels: `What’s New` with a curly apostrophe is another word than `What's New`. " +
			"`***Technical Details*:` shows stray asterisks. Labels of other words are left alone.",
		Bad:  "- ***What’s New***: 새로운 방법을 제안합니다.\n- ***Technical Details*: 두 단계로 이루어집니다.\n",
		Good: "- ***What's New***: 새로운 방법을 제안합니다.\n- ***Related Work***: 기존 연구를 정리합니다.\n",
	},
	Check: func(p *lint.Pass) {
		for i := range p.Papers {
			for j := range p.Papers[i].Bullets {
				if l := p.Papers[i].Bullets[j].Label; l != nil {
					checkLabel(p, l)
				}
			}
		}
	},
}

func checkLabel(p *lint.Pass, l *digest.Label) {
	if want, exact := sectionOf(p.Document, l); want != "" && !exact {
		p.Report(l.Text, fmt.Sprintf("the label is nearly %q; write it exactly", want), lint.Suggest(want, lint.Safe))
	}
	if l.Open.Empty() || l.Close.Empty() {
		return
	}
	if open, shut := p.Text(l.Open), p.Text(l.Close); open != shut {
		p.Report(l.Close, fmt.Sprintf("the label's emphasis opens with %s and closes with %s", open, shut), lint.Suggest(open, lint.Safe))
	}
}

// nearLabel reports whether text means the label: the same letters but for
// case, spaces and apostrophes, or one or two typing slips in a longer label.
func nearLabel(text, label string) bool {
	a, b := plainLabel(text), plainLabel(label)
	if a == b {
		return true
	}
	n := utf8.RuneCountInString(b)
	if n < 8 || a == "" || a[0] != b[0] {
		return false
	}
	limit := 1
	if n >= 14 {
		limit = 2
	}
	return smetrics.WagnerFischer(a, b, 1, 1, 1) <= limit
}

func plainLabel(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u00a0', '\'', '\u2018', '\u2019', '\u02bc', '`', '\u00b4', ':', '*':
			return -1
		}
		return r
	}, strings.ToLower(s))
}
