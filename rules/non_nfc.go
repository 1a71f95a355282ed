package rules

import (
	"bytes"

	"golang.org/x/text/unicode/norm"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// NonNFC reports decomposed text.
var NonNFC = &lint.Rule{
	ID: "non-nfc", Category: lint.Text, Severity: lint.Warning, Fix: lint.Safe,
	Doc: lint.Doc{
		Summary: "text is decomposed: letters that look like one are several",
		Why: "Some file systems and input methods write 한 as three letters (ᄒ, ᅡ, ᆫ) and é as an e with an accent behind it. It looks the same, " +
			"but searches, comparisons and counts of characters fail. The fix composes it (Unicode NFC).",
		Bad:  "- 이 논문은 \u1112\u1161\u11ab국어 말뭉치를 공개합니다.\n",
		Good: "- 이 논문은 한국어 말뭉치를 공개합니다.\n",
	},
	Check: func(p *lint.Pass) {
		src := p.Source
		for at := 0; at < len(src); {
			at += norm.NFC.QuickSpan(src[at:])
			if at >= len(src) {
				return
			}
			end := composable(src, at)
			if composed := norm.NFC.Bytes(src[at:end]); !bytes.Equal(composed, src[at:end]) {
				p.Report(digest.Span{Start: at, End: end}, "decomposed letters; compose them (Unicode NFC)", lint.Suggest(string(composed), lint.Safe))
			}
			at = end
		}
	},
}

// maxComposed bounds one finding, in bytes: a file without an end of line must
// not become one.
const maxComposed = 1 << 10

// composable returns the end of the decomposed words that begin at the offset:
// segments of normalisation, with single spaces between them, on one line.
func composable(src []byte, at int) int {
	end := at
	for next := at; next < len(src) && src[next] != '\n' && next-at < maxComposed; {
		n := max(norm.NFC.NextBoundary(src[next:], true), 1)
		segment := src[next : next+n]
		next += n
		if norm.NFC.IsNormal(segment) {
			if n == 1 && segment[0] == ' ' {
				continue
			}
			break
		}
		end = next
	}
	return max(end, at+1)
}
