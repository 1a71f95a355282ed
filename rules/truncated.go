package rules

import (
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/hangul"
	"github.com/sumtool/sumtool/internal/wordset"
	"github.com/sumtool/sumtool/lint"
)

// Truncated reports bullets that stop in mid-sentence, and announced lists that
// do not follow.
var Truncated = &lint.Rule{
	ID: "truncated", Category: lint.Text, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "the bullet stops in mid-sentence, or announces a list that is not there",
		Why: "An answer that reaches its limit of tokens stops where it is, and a list that was asked for as one line loses its items. " +
			"What ends in an address, a closing bracket or quotation mark, or in a noun is taken for complete.",
		Bad:  "- 이 모델은 두 단계로 학습하여 정확도를\n- 다음 세 가지를 제안합니다:\n- 실험으로 확인합니다.\n",
		Good: "- 주요 기여: 정확도 향상\n- 다음 세 가지를 제안합니다:\n  - 부호기\n- 코드: https://example.org/code\n",
	},
	Check: func(p *lint.Pass) {
		for i := range p.Papers {
			list := p.Papers[i].Bullets
			for j := range list {
				checkEnd(p, &p.Papers[i], j)
			}
		}
	},
}

func checkEnd(p *lint.Pass, paper *digest.Paper, j int) {
	b := &paper.Bullets[j]
	text := strings.TrimRight(p.Text(b.Text), " \t\r\n")
	if text == "" {
		return
	}
	end := b.Text.Start + len(text)
	if in := b.InlineBefore(end); in != nil && in.Span.End == end && in.Kind != digest.Latin && in.Kind != digest.Emphasis {
		return
	}
	plain := strings.TrimRight(text, "*_")
	last, size := utf8.DecodeLastRuneInString(plain)
	at := digest.Span{Start: b.Text.Start + len(plain) - size, End: b.Text.Start + len(plain)}
	switch {
	case last == ':' || last == '：':
		if !itemsFollow(p, paper, j) {
			p.Reportf(at, "the bullet announces something that does not follow")
		}
	case last == ',' || last == '(' || last == '[' || last == '“' || last == '‘' || last == '、' || last == '，':
		p.Reportf(at, "the bullet stops in mid-sentence")
	default:
		word := plain[strings.LastIndexAny(plain, " \n")+1:]
		if word != plain && unfinished(word) {
			at.Start = b.Text.Start + len(plain) - len(word)
			p.Reportf(at, "the bullet stops in mid-sentence")
		}
	}
}

// itemsFollow reports whether what a bullet announces comes behind it: nested
// or numbered items, or bullets that count themselves.
func itemsFollow(p *lint.Pass, paper *digest.Paper, j int) bool {
	b := &paper.Bullets[j]
	for _, s := range paper.Stray { // reported as such
		if s.Span.Start >= b.Span.End && (j+1 == len(paper.Bullets) || s.Span.Start < paper.Bullets[j+1].Span.Start) {
			return true
		}
	}
	if j+1 == len(paper.Bullets) {
		return false
	}
	next := &paper.Bullets[j+1]
	if next.Depth > b.Depth || next.Ordered && !b.Ordered || next.Label != nil && b.Label == nil {
		return true
	}
	text := p.Text(next.Text)
	for _, first := range []string{"(1)", "1)", "1.", "①", "(a)", "a)", "A)", "(i)", "i)", "첫째", "첫 번째", "첫번째", "ㄱ)", "가)", "•", "–"} {
		if strings.HasPrefix(text, first) {
			return true
		}
	}
	return false
}

// dangling are endings that no Korean sentence or heading has: particles and
// verbs that another word must follow. Nouns end like some shorter ones.
var dangling = []string{
	"에서", "에게", "으로", "으로써", "으로서", "처럼", "에는", "에서는", "이라는", "라는", "에서의", "으로의", "과의", "와의", "들의", "들은", "들이", "들과", "들에",
	"하고", "하며", "하여", "하는", "하지", "하면서", "하도록", "하게", "했으며", "하였으며", "되고", "되며", "되어", "되는", "되지", "되었으며", "되도록", "되면서",
	"있는", "있으며", "있고", "없는", "같은", "같이", "있습", "했습", "됩니", "합니", "입니", "습니", "였습", "었습", "있도록", "있어", "있음을", "것을", "것이", "것은", "것으로", "것과",
	"이며", "이고", "이지만", "하지만", "그리고", "또한", "특히", "따라서", "위한", "위해", "위하여", "대한", "대해", "통한", "통해", "통하여", "의한", "의해", "따른", "따라", "관한", "관해", "및", "또는",
	"기반한", "활용한", "이용한", "포함한", "제안된", "사용된", "학습된", "훈련된",
}

// danglingWords are words with a particle's letters that end a phrase all the same.
var danglingWords = wordset.New("가을 마을 노을 고을 이을 을 하나 바탕으로 이외에도")

// unfinished reports whether a sentence cannot end in the word.
func unfinished(word string) bool {
	r, _ := utf8.DecodeLastRuneInString(word)
	if !hangul.IsSyllable(r) {
		return functionWords()[word] || word == "-"
	}
	if danglingWords()[word] {
		return false
	}
	if r == '을' || r == '를' {
		return utf8.RuneCountInString(word) > 1
	}
	for _, ending := range dangling {
		if strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}

// functionWords are English words that no sentence ends in.
var functionWords = wordset.New("the a an and or of with from into between including such their its than which that whose")
