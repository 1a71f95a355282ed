package rules

import (
	"fmt"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/lazyregexp"
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
		for b := range bullets(p.Document) {
			for _, in := range b.Inlines {
				if in.Kind == digest.HTML && !knownTag(p.Bytes(in.Span)) {
					reportTag(p, in.Span, "%s is taken for an unknown tag and vanishes; write it as code")
				}
			}
			for at := range b.Prose() {
				for _, m := range nearTag().FindAllIndex(p.Bytes(at), -1) {
					reportTag(p, digest.Span{Start: at.Start + m[0], End: at.Start + m[1]}, "%s vanishes where Markdown is read less strictly than on GitHub; write it as code", lint.At(lint.Info))
				}
			}
		}
	},
}

// nearTag matches what looks like a tag but for an underscore, which no tag of
// CommonMark has: GitHub shows it, other programs do not.
var nearTag = lazyregexp.New(`</?[A-Za-z][A-Za-z0-9-]*_[A-Za-z0-9_-]*>`)

func reportTag(p *lint.Pass, at digest.Span, message string, opts ...lint.Option) {
	text := p.Text(at)
	p.Report(at, fmt.Sprintf(message, text), append(opts, lint.Suggest("`"+text+"`", lint.Unsafe))...)
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
