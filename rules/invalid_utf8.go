package rules

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding/korean"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/hangul"
	"github.com/sumtool/sumtool/lint"
)

// InvalidUTF8 reports bytes that are no UTF-8.
var InvalidUTF8 = &lint.Rule{
	ID: "invalid-utf8", Category: lint.Internal, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "the file holds bytes that are no UTF-8",
		Why: "The file was cut inside a character, joined from pieces, or saved in another encoding. Programs show such bytes as question marks or refuse the file. " +
			"The message names the offset of the byte in the file; everything else of the file is checked all the same.",
		Bad:  "- 이 논문은 새로운 방\xeb\xb2을 제안합니다.\n- 정확도가 높아졌습니다.\n",
		Good: "- 이 논문은 새로운 방법을 제안합니다.\n- 정확도가 높아졌습니다.\n",
	},
	Check: func(p *lint.Pass) {
		src := p.Source
		if utf8.Valid(src) {
			return
		}
		if name := otherEncoding(src); name != "" {
			at := nextInvalid(src, 0)
			p.Reportf(at, "byte %#02x at offset %d is no UTF-8: the file is %s; save it as UTF-8", src[at.Start], at.Start, name)
			return
		}
		reported, more := 0, 0
		for at := nextInvalid(src, 0); !at.Empty(); at = nextInvalid(src, at.End) {
			if reported++; reported > maxInvalid {
				more++
				continue
			}
			p.Reportf(at, "%s no UTF-8; write the character anew, or save the file as UTF-8", bytesText(src, at))
		}
		if more > 0 {
			p.Reportf(digest.Span{Start: len(src), End: len(src)}, "%d more places of the file are no UTF-8; is it text at all?", more)
		}
	},
}

// maxInvalid bounds the findings in one file.
const maxInvalid = 20

// nextInvalid returns the next run of bytes that are no UTF-8, or an empty span.
func nextInvalid(src []byte, from int) (at digest.Span) {
	for i := from; i < len(src); {
		if src[i] < utf8.RuneSelf {
			if !at.Empty() {
				return at
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(src[i:])
		invalid := r == utf8.RuneError && n == 1
		switch {
		case invalid && at.Empty():
			at = digest.Span{Start: i, End: i + 1}
		case invalid:
			at.End++
		case !at.Empty():
			return at
		}
		i += n
	}
	return at
}

func bytesText(src []byte, at digest.Span) string {
	if at.Len() == 1 {
		return fmt.Sprintf("byte %#02x at offset %d is", src[at.Start], at.Start)
	}
	return fmt.Sprintf("%d bytes at offset %d, from %#02x on, are", at.Len(), at.Start, src[at.Start])
}

// otherEncoding names the encoding that a whole file is in, if that can be told.
func otherEncoding(src []byte) string {
	switch {
	case bytes.HasPrefix(src, []byte("\xFF\xFE")), bytes.HasPrefix(src, []byte("\xFE\xFF")):
		return "UTF-16"
	case len(src) > 1<<20: // too long to try
		return ""
	}
	text, err := korean.EUCKR.NewDecoder().Bytes(src)
	if err != nil || bytes.Contains(text, []byte(replacement)) {
		return ""
	}
	syllables, others := 0, 0
	for _, r := range string(text) {
		if hangul.IsSyllable(r) {
			syllables++
		} else if r >= utf8.RuneSelf {
			others++
		}
	}
	if syllables > 4*others+4 {
		return "CP949 (EUC-KR)"
	}
	return ""
}
