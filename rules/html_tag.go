package rules

import (
	"fmt"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// HTMLTag reports words in angle brackets that a page takes for unknown tags.
var HTMLTag = &lint.Rule{
	ID: "html-tag", Category: lint.Fields, Severity: lint.Warning, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "a word in angle brackets vanishes from the page",
		Why:     "GitHub drops tags that it does not know, so `<think>` disappears where it is meant to be read. Backticks keep it. Tags of HTML itself are left alone.",
		Bad:     "- 모델은 <think> 토큰을 먼저 생성합니다.\n- 정확도가 높아졌습니다.\n",
		Good:    "- 모델은 `<think>` 토큰을 먼저 생성합니다.<br>\n- a < b 이고 c > d 입니다.\n",
	},
	Check: func(p *lint.Pass) {
		for i := range p.Papers {
			for j := range p.Papers[i].Bullets {
				for _, in := range p.Papers[i].Bullets[j].Inlines {
					if in.Kind == digest.HTML && !knownTag(p.Bytes(in.Span)) {
						text := p.Text(in.Span)
						p.Report(in.Span, fmt.Sprintf("%s is taken for an unknown tag and vanishes; write it as code", text), lint.Suggest("`"+text+"`", lint.Unsafe))
					}
				}
			}
		}
	},
}

// knownTag reports whether an HTML construct is a tag of HTML, or no tag at all
// (a declaration, a processing instruction).
func knownTag(tag []byte) bool {
	name := strings.TrimLeft(string(tag), "</")
	if i := strings.IndexFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_')
	}); i >= 0 {
		name = name[:i]
	}
	if name == "" {
		return true
	}
	return htmlElements[atom.Lookup([]byte(strings.ToLower(name)))]
}
