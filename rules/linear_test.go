package rules

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/sumtool/sumtool/internal/cputime"
	"github.com/sumtool/sumtool/lint"
)

// proseBombs are bullets that a careless rule takes the square of their length
// for: findings without end, openers without closers, prefixes looked at again
// and again.
var proseBombs = map[string]string{
	"brackets": "[", "braces": "{", "parentheses": "(", "closing": "(]} ", "mixed": "([{]", "quotes": `" `, "apostrophes": "'a ", "ticks": "` ``",
	"spaced stars": "*a ", "escapes": `\x`, "macros": `\ab{c} `, "macro and dollar": `\a $b$ `, "dollars": "$a ", "lost bytes": "?뿉", "two bytes": "é", "latin pairs": "ÀÎ ",
	"jamo": "ㅎㅏ", "decomposed": "\u1112\u1161", "zero width": "가\u200b", "bells": "\ba", "tabs": "\ttextit{", "digits": "1", "groups": "12,", "percents": "50%",
	"requests": "요청하신 ", "list of quotes": "['a', ", "brackets of quotes": "['", "invalid bytes": "\xff ", "comments": "<!-- a -->", "tags": "<a_b>", "glosses": "a(a,",
	"readings": "(italic_a ", "particles": "A 를 ", "brackets and particles": ") 를 ", "double spaces": "가  ", "words": "가나 ", "full stops": "합니다.가", "addresses": "https://a.b에서 ",
	"numbers": "3억 (300 million) ", "names": "GPT-4 ", "han": "多 ", "cyrillic": "доступ ", "sentences": "합니다. 한다. ", "replacements": "\ufffd ", "doubled": "×× ", "footnotes": "Abc111 ",
	"emphasis": "**a** ", "links": "[a](b) ", "code": "`a` ", "formulas": "$a$ ", "slots": "[논문 ", "mustache": "{{a}} ", "commas": ",", "colons": ": ", "one word": "가", "spaced addresses": "https://a.b/c ", "suppressions": "<!-- sumtool-ignore: x -->", "glossed": "언어 모델(LLM) ",
}

func TestRulesAreLinear(t *testing.T) {
	if os.Getenv("SUMTOOL_FULL") == "" {
		t.Skip("takes a minute: set SUMTOOL_FULL=1")
	}
	const small, factor, bound = 1 << 12, 16, 90
	for name, unit := range proseBombs {
		t.Run(name, func(t *testing.T) {
			few, many := bullet("- "+strings.Repeat(unit, small/len(unit))+"\n"), bullet("- "+strings.Repeat(unit, small*factor/len(unit))+"\n")
			cost := func(src []byte, rules []*lint.Rule) time.Duration {
				return cputime.Of(func() { runFiles(t, rules, map[string][]byte{"2024/05/30.md": src}) })
			}
			cost(few, All()) // what is built once
			growth := func(rules []*lint.Rule) float64 {
				one := max(cost(few, rules), cost(few, rules), time.Millisecond)
				return float64(cost(many, rules)) / float64(one)
			}
			if g := growth(All()); g > bound && growth(All()) > bound {
				t.Errorf("%d times the size takes %.0f times as long", factor, g)
			}
		})
	}
}

// bullet makes a digest of one bullet.
func bullet(text string) []byte {
	return []byte("## Daily Papers (2024-05-30)\n\n### [A Paper](https://arxiv.org/abs/2405.00001)\n\nVote: 3\n\nAuthors: A. Kim\n\n" + text)
}
