package rules

import (
	"bytes"
	"fmt"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// replacement is U+FFFD as UTF-8.
const replacement = "\xEF\xBF\xBD"

// ReplacementChar reports U+FFFD, which stands where bytes could not be decoded.
var ReplacementChar = &lint.Rule{
	ID: "replacement-char", Category: lint.Text, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "a replacement character (U+FFFD) stands where text was lost",
		Why: "A decoder writes U+FFFD for bytes that it cannot read: an answer was cut inside a syllable when it was streamed, or read in the wrong encoding. " +
			"What stood there is gone, so there is no fix: write the word again.",
		Bad:  "- 이 모델은 \ufffd\ufffd규모 말뭉치로 학습했습니다.\n",
		Good: "- 이 모델은 대규모 말뭉치로 학습했습니다.\n",
	},
	Check: func(p *lint.Pass) {
		for at := 0; ; {
			i := bytes.Index(p.Source[at:], []byte(replacement))
			if i < 0 {
				return
			}
			start, n := at+i, 0
			for at = start; bytes.HasPrefix(p.Source[at:], []byte(replacement)); at += len(replacement) {
				n++
			}
			message := "a replacement character (U+FFFD): text was lost here; write the word again"
			if n > 1 {
				message = fmt.Sprintf("%d replacement characters (U+FFFD): text was lost here; write the word again", n)
			}
			p.Reportf(digest.Span{Start: start, End: at}, "%s", message)
		}
	},
}
