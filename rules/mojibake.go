package rules

import (
	"fmt"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// Mojibake reports text that was read in the wrong encoding.
var Mojibake = &lint.Rule{
	ID: "mojibake", Category: lint.Text, Severity: lint.Error, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "text was read in the wrong encoding",
		Why: "UTF-8 that was read as Latin-1 or Windows-1252 shows 모델 as ëª¨ë¸; read as CP949 it shows 보상 as 蹂댁긽, with question marks where a byte " +
			"was lost; EUC-KR that was read as Latin-1 shows 인간 as ÀÎ°£. The suggestion is the text that was meant. Where bytes were lost there is none.",
		Bad:  "- 이 논문은 ë‹¤ìˆ˜ì˜ 실험으로 FranÃ§ois의 가설을 검증합니다.\n",
		Good: "- 이 논문은 다수의 실험으로 François의 가설을 검증합니다. 온도는 ±2°, 크기는 10²³입니다.\n",
	},
	Check: func(p *lint.Pass) {
		src := p.Source
		for i := 0; i < len(src); {
			if !mayBeMojibake[src[i]] {
				i++
				continue
			}
			g, ok := garbledAt(src, i)
			if !ok {
				_, n := utf8.DecodeRune(src[i:])
				i += n
				continue
			}
			at := digest.Span{Start: i, End: g.end}
			if g.meant == "" {
				p.Reportf(at, "%s; bytes were lost, so write the word again", g.cause)
			} else {
				p.Report(at, fmt.Sprintf("%s: this was %q", g.cause, g.meant), lint.Suggest(g.meant, lint.Unsafe))
			}
			i = g.end
		}
	},
}

// garbled is a stretch of text that was read in the wrong encoding.
type garbled struct {
	end   int    // of the stretch
	meant string // the text that it was; "" if bytes of it were lost
	cause string // what happened to it
}

// garbledAt looks for such a stretch at the start of src[at:].
func garbledAt(src []byte, at int) (garbled, bool) {
	switch c := src[at]; {
	case c == 0xC2 || c == 0xC3: // U+0080–U+00FF
		if g, ok := utf8AsLatin(src, at); ok {
			return g, true
		}
		return eucAsLatin(src, at)
	default: // a question mark or a Han character
		return utf8AsCP949(src, at)
	}
}

// mayBeMojibake marks the bytes that such a stretch can begin with.
var mayBeMojibake = func() (t [256]bool) {
	t[0xC2], t[0xC3], t['?'] = true, true, true
	for c := 0xE4; c <= 0xE9; c++ {
		t[c] = true
	}
	t[0xEF] = true
	return t
}()
