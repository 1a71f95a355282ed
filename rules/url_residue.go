package rules

import (
	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/lint"
)

// URLResidue reports what LaTeX left beside an address.
var URLResidue = &lint.Rule{
	ID: "url-residue", Category: lint.Text, Severity: lint.Error, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "an address carries residue of LaTeX",
		Why:     "`\\href{URL}{Text}` lost its macro and left `URL{Text}`; a non-breaking `~` stayed before the address. The braces become part of the link.",
		Bad:     "- 영상은 https://example.org/v/4Zd{Video}에서 볼 수 있습니다.\n- 코드는~https://example.org/code 입니다.\n",
		Good:    "- 영상은 [Video](https://example.org/v/4Zd)에서 볼 수 있습니다.\n- 홈페이지는 https://example.org/~kim 입니다.\n",
	},
	Check: func(p *lint.Pass) {
		for b := range bullets(p.Document) {
			for k := range b.Inlines {
				if b.Inlines[k].Kind == digest.URL {
					residue(p, b, &b.Inlines[k])
				}
			}
		}
	},
}

var bracedText = lazyregexp.New(`^([^{}\s]+)\{([^{}]*)\}`)

func residue(p *lint.Pass, b *digest.Bullet, in *digest.Inline) {
	rest := digest.Span{Start: in.Span.Start, End: b.Text.End}
	if m := bracedText().FindSubmatchIndex(p.Bytes(rest)); m != nil && m[3] <= in.Span.Len() {
		at := digest.Span{Start: rest.Start, End: rest.Start + m[1]}
		url, text := p.Text(rest)[m[2]:m[3]], p.Text(rest)[m[4]:m[5]]
		mended := bracketed(url)
		if text != "" {
			mended = "[" + text + "](" + url + ")"
		}
		p.Report(at, "the braces are residue of LaTeX's \\href", lint.Suggest(mended, lint.Unsafe))
	}
	if s := in.Span.Start; s > b.Text.Start && p.Source[s-1] == '~' && (s-1 == b.Text.Start || p.Source[s-2] != '~') {
		p.Report(digest.Span{Start: s - 1, End: in.Span.End}, "the tilde before the address is LaTeX's space",
			lint.Suggest(" "+p.Text(in.Span), lint.Unsafe))
	}
}
