package rules

import (
	"bytes"
	"unicode/utf8"

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
			odd, end := maybeDecomposed(src, at)
			at = odd + norm.NFC.QuickSpan(src[odd:end])
			if at >= end {
				continue
			}
			end = composable(src, at)
			if composed := norm.NFC.Bytes(src[at:end]); !bytes.Equal(composed, src[at:end]) {
				p.Report(digest.Span{Start: at, End: end}, "decomposed letters; compose them (Unicode NFC)", lint.Suggest(string(composed), lint.Safe))
			}
			at = end
		}
	},
}

// maybeDecomposed returns the next stretch from an offset on that needs a look:
// it begins with the character before one that is neither ASCII, Latin-1 nor a
// Hangul syllable, and ends before an ASCII character, which never composes
// with what is before it. It is empty at the end of the text.
func maybeDecomposed(src []byte, at int) (start, end int) {
	start = at
	for at < len(src) {
		n := 1
		switch c := src[at]; {
		case c < utf8.RuneSelf:
		case c == 0xC2 || c == 0xC3:
			n = 2
		case 0xEB <= c && c <= 0xEC || c == 0xEA && at+1 < len(src) && src[at+1] >= 0xB0 || c == 0xED && at+1 < len(src) && src[at+1] < 0x9E:
			n = 3
		default:
			for end = at; end < len(src) && src[end] >= utf8.RuneSelf; {
				end++
			}
			return start, end
		}
		start = at
		at += n
	}
	return len(src), len(src)
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
