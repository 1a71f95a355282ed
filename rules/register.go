package rules

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/hangul"
	"github.com/sumtool/sumtool/lint"
)

// Register reports sentences in another style than the rest of their paper.
var Register = &lint.Rule{
	ID: "register", Category: lint.Text, Severity: lint.Warning, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "합니다체, 해요체 and 한다체 are mixed",
		Why: "A summary keeps one style. Where one or two sentences of a paper differ from the others, they were pasted or generated apart, and each is reported. " +
			"Where whole papers of a file differ, the file gets one info. Lists behind a colon, lines that give an address, noun-style bullets (제안함), questions and quotations are no style of their own.",
		Bad:  "- 이 논문은 새로운 방법을 제안합니다. 이 방법은 간단합니다.\n- 실험에서 성능이 높아졌다.\n",
		Good: "- 이 논문은 새로운 방법을 제안합니다. 두 가지를 다룹니다: 학습과 평가.\n- 실험에서 \"성능이 높아졌다\"고 말합니다(예: 나는 네가 안다고 믿는다).\n- 프로젝트 페이지: https://example.com\n",
	},
	Check: func(p *lint.Pass) {
		papers := make([]styles, len(p.Papers))
		var file styles // papers by their majority
		for i := range p.Papers {
			papers[i] = stylesOf(p.Document, &p.Papers[i])
			if m := papers[i].majority(); m != noRegister {
				file.count[m]++
			}
		}
		usual := file.majority()
		others, first := 0, styled{}
		for i := range papers {
			s := &papers[i]
			majority := s.majority()
			if majority == noRegister { // a tie: the file decides, else the first sentence
				if majority = usual; majority == noRegister && len(s.all) > 0 {
					majority = s.all[0].register
				}
			}
			for _, one := range s.all {
				if one.register != majority {
					reportStyle(p, one, majority)
				}
			}
			if majority != usual && usual != noRegister {
				if others++; others == 1 {
					first = s.first(majority)
				}
			}
		}
		if others > 0 {
			message := fmt.Sprintf("this paper is in %s, most of the file in %s", styleName(first.register), styleName(usual))
			if others > 1 {
				message += fmt.Sprintf(" (%d such papers)", others)
			}
			p.Report(first.at, message, lint.At(lint.Info))
		}
	},
}

// styled is a sentence that has a style, by the word that shows it.
type styled struct {
	at       digest.Span
	register register
}

// styles are the sentences of one paper that have a style.
type styles struct {
	all   []styled
	count [linkLine + 1]int
}

func stylesOf(d *digest.Document, paper *digest.Paper) (s styles) {
	for j := range paper.Bullets {
		b := &paper.Bullets[j]
		for _, one := range sentences(d.Text(b.Text)) {
			switch one.register {
			case hamnida, haeyo, handa:
				s.count[one.register]++
				s.all = append(s.all, styled{digest.Span{Start: one.last[0], End: one.last[1]}.Shift(b.Text.Start), one.register})
			}
		}
	}
	return s
}

// majority returns the style that more sentences have than any other, or
// noRegister if none has.
func (s *styles) majority() register {
	best, tie := noRegister, false
	for _, r := range [...]register{hamnida, haeyo, handa} {
		switch n := s.count[r]; {
		case n > s.count[best]:
			best, tie = r, false
		case n == s.count[best] && n > 0:
			tie = true
		}
	}
	if tie {
		return noRegister
	}
	return best
}

func (s *styles) first(r register) styled {
	for _, one := range s.all {
		if one.register == r {
			return one
		}
	}
	return styled{}
}

func reportStyle(p *lint.Pass, one styled, majority register) {
	message := fmt.Sprintf("this sentence is in %s, the rest of the paper in %s", styleName(one.register), styleName(majority))
	if one.register == handa && majority == hamnida {
		if formal := formalEnding(p.Text(one.at)); formal != "" {
			p.Report(one.at, message, lint.Suggest(formal, lint.Unsafe))
			return
		}
	}
	p.Report(one.at, message)
}

func styleName(r register) string {
	return [...]string{hamnida: "합니다체", haeyo: "해요체", handa: "한다체"}[r]
}

// formalEnding turns the ending of a word in 한다체 into 합니다체 (제안한다 →
// 제안합니다, 높다 → 높습니다, 크다 → 큽니다), or returns "".
func formalEnding(word string) string {
	stem := strings.TrimSuffix(word, "다")
	if s, ok := strings.CutSuffix(stem, "는"); ok && hangul.FinalOf(s) != hangul.Vowel {
		return s + "습니다" // 얻는다
	}
	last, size := utf8.DecodeLastRuneInString(stem)
	j, ok := hangul.Decompose(last)
	if !ok {
		return ""
	}
	head := stem[:len(stem)-size]
	if !endsStem(head, last, j) {
		return ""
	}
	switch j.Final {
	case 0, finalNieun, finalRieul: // 이다, 한다, 길다
		j.Final = finalBieup
		return head + string(hangul.Compose(j)) + "니다"
	}
	return stem + "습니다"
}

// endsStem reports whether a syllable after head can be the last one before 다 in
// 한다체. A garbled ending (구성됩늈다, 제안핝다) is none to be mended by a style.
func endsStem(head string, last rune, j hangul.Jamo) bool {
	before, _ := utf8.DecodeLastRuneInString(head)
	if p, ok := hangul.Decompose(before); ok && p.Final == finalBieup && j.Initial == initialNieun {
		return false // of 합니다
	}
	switch j.Final {
	case 3, 5, 12, 13, 14, 21, 24: // ㄳ ㄵ ㄽ ㄾ ㄿ ㅇ ㅋ
		return false
	case finalSsangSiot: // past tense: ㅏ ㅐ ㅓ ㅔ ㅕ ㅘ ㅙ ㅝ
		return last == '있' || slices.Contains([]int{0, 1, 4, 5, 6, 9, 10, 14}, j.Medial)
	}
	return true
}

// Indices of consonants.
const (
	initialNieun   = 2
	finalNieun     = 4
	finalRieul     = 8
	finalBieup     = 17
	finalSsangSiot = 20
)
