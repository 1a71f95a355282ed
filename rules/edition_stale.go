package rules

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// EditionStale reports an edition whose source is another one now.
var EditionStale = &lint.Rule{
	ID: "edition-stale", Category: lint.Editions, Severity: lint.Warning,
	Doc: lint.Doc{
		Summary: "the source has changed since the edition was made",
		Why: "The side-car beside an edition records the hash of the source that it was made from. `sumtool translate` brings the edition up to date and asks " +
			"only for the bullets that changed. Editions without a side-car are not judged.",
		Source: "- 이 모델은 긴 문서를 읽습니다.\n",
		Bad:    "- The model reads short documents.\n",
		Good:   "- The model reads long documents.\n",
	},
	Check: func(p *lint.Pass) {
		o := p.Original
		if o.SHA256 == "" {
			return
		}
		sum := sha256.Sum256(o.Document.Source)
		if hex.EncodeToString(sum[:]) == o.SHA256 {
			return
		}
		at := digest.Span{}
		if len(p.Headings) > 0 {
			at = p.Headings[0].Span
		} else if len(p.Papers) > 0 {
			at = p.Papers[0].Heading.Span
		}
		p.Reportf(at, "%s has changed since this edition was made of it; run sumtool translate", o.Path)
	},
}
