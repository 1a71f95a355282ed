package rules

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// URLParticle reports addresses that a Korean particle is glued to.
var URLParticle = &lint.Rule{
	ID: "url-particle", Category: lint.Text, Severity: lint.Warning, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "a Korean particle is glued to an address and becomes part of the link",
		Why: "GitHub's autolink takes everything up to the next space: in `https://example.org/code에서` the link goes to a page that does not exist. " +
			"Angle brackets end the address. A particle after a space is only odd spacing (info): gluing it would kill the link.",
		Bad:  "- 코드는 https://example.org/code에서 확인할 수 있습니다.\n",
		Good: "- 코드는 <https://example.org/code>에서 확인할 수 있습니다. 자료는 example.org부터 찾습니다.\n",
	},
	Check: func(p *lint.Pass) {
		for b := range bullets(p.Document) {
			for k := range b.Inlines {
				if b.Inlines[k].Kind == digest.URL {
					gluedParticle(p, b, &b.Inlines[k])
				}
			}
		}
	},
}

func gluedParticle(p *lint.Pass, b *digest.Bullet, in *digest.Inline) {
	if p.Source[in.Span.Start] == '<' {
		return
	}
	tail := p.Text(digest.Span{Start: in.Target.End, End: in.Span.End})
	if tail == "" {
		spacedParticle(p, b, in)
		return
	}
	if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(tail, `)]}>"'’”.,`+"`")); r < 0xAC00 || r > 0xD7A3 {
		return
	}
	url := p.Text(in.Target)
	if strings.ContainsAny(url, "{}") { // url-residue's business
		return
	}
	p.Report(in.Span, fmt.Sprintf("the link swallows %q; put the address into angle brackets", tail), lint.Suggest(bracketed(url)+tail, lint.Unsafe))
}

// spacedParticle reports a particle that a space parts from its address.
func spacedParticle(p *lint.Pass, b *digest.Bullet, in *digest.Inline) {
	rest, spaced := bytes.CutPrefix(p.Source[in.Span.End:b.Text.End], []byte(" "))
	if !spaced {
		return
	}
	word, _, _ := bytes.Cut(rest, []byte(" "))
	particle := particleAt(string(word))
	if particle == "" {
		return
	}
	at := digest.Span{Start: in.Span.Start, End: in.Span.End + 1 + len(particle)}
	p.Report(at, fmt.Sprintf("a space parts the particle %q from the address; angle brackets would let it follow directly", particle), lint.At(lint.Info))
}

// bracketed puts an address into angle brackets, where it needs its scheme.
func bracketed(url string) string {
	if !strings.Contains(url, "://") {
		url = "https://" + url
	}
	return "<" + url + ">"
}
