package rules

import (
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// RawRepr reports bullets that are a printed Python list or dictionary.
var RawRepr = &lint.Rule{
	ID: "raw-repr", Category: lint.Text, Severity: lint.Error, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "a bullet is a printed Python list or dictionary",
		Why: "The model answered with a list or an object where a text was expected, and the program printed it as it was, quotes and braces included, " +
			"or printed `None` for no answer. The fix writes its texts one after the other. Sets, intervals and names in braces are left alone.",
		Bad:  "- ***Technical Details***: ['부호기는 층이 여섯 개입니다.', '복호기는 층이 두 개입니다.']\n- ***Performance Highlights***: {'정확도': '91%입니다.'}\n",
		Good: "- {HR-ED}는 새로운 지표입니다.\n- [10^3, 10^9] 범위에서 {-1, 0, 1} 값을 씁니다.\n",
	},
	Check: func(p *lint.Pass) {
		for b := range bullets(p.Document) {
			checkRepr(p, b)
		}
	},
}

func checkRepr(p *lint.Pass, b *digest.Bullet) {
	text := p.Text(b.Text)
	switch text {
	case "None", "nan", "NaN", "null", "undefined", "[]", "{}", "['']", `[""]`:
		p.Reportf(b.Text, "the bullet is only %s: there was no answer; write the text, or drop the bullet", text)
		return
	}
	if text == "" || text[0] != '[' && text[0] != '{' {
		return
	}
	r := literalReader{rest: text}
	v, ok := r.value(0)
	switch {
	case ok && strings.Trim(r.rest, " .") != "" || ok && !v.hasText():
		// a sentence that begins with a list; a set of numbers, an interval
	case ok:
		p.Report(b.Text, "the bullet is a printed Python value; write its texts as sentences", lint.Suggest(v.prose(), lint.Unsafe))
	case opensLiteral(text):
		p.Reportf(b.Text, "the bullet begins as a printed Python value; write its texts as sentences")
	}
}

// opensLiteral reports whether a text begins as a list or dictionary of strings does.
func opensLiteral(text string) bool {
	head := strings.TrimLeft(text, "[{ ")
	if head == "" || head[0] != '\'' && head[0] != '"' {
		return false
	}
	r := literalReader{rest: head}
	if _, ok := r.str(); !ok {
		return true // it breaks off inside the first string
	}
	rest := strings.TrimLeft(r.rest, " ")
	return rest == "" || strings.IndexByte(",:]}", rest[0]) >= 0
}
