package rules

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/lint"
)

// EscapedUnicode reports escapes that were printed instead of the characters
// that they stand for.
var EscapedUnicode = &lint.Rule{
	ID: "escaped-unicode", Category: lint.Text, Severity: lint.Error, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "an escape such as \\ub370 or \\n is printed instead of its character",
		Why: "Text was escaped twice, or never unescaped: readers see `\\ub370` instead of a syllable, `\\n` instead of a line's end. " +
			"Code, formulas and macros such as `\\nabla` are left alone.",
		Bad:  "- 이 논문은 \\ub370이터를 정제합니다.\\n그다음 학습합니다.\n",
		Good: "- 이 논문은 데이터를 정제합니다. 줄바꿈 문자 `\\n`과 $\\nabla$는 그대로 둡니다.\n",
	},
	Check: func(p *lint.Pass) {
		if bytes.IndexByte(p.Source, '\\') < 0 {
			return
		}
		for at := range written(p.Document) {
			escapes(p, at)
		}
	},
}

// escapeRun matches neighbouring escapes: of code points, or of white space.
var escapeRun = lazyregexp.New(`((?:\\+(?:u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\}|U00[01][0-9A-Fa-f]{5}|x[0-9A-Fa-f]{2}))+)|((?:\\+[nrt])+)`)

func escapes(p *lint.Pass, at digest.Span) {
	src := p.Bytes(at)
	if bytes.IndexByte(src, '\\') < 0 {
		return
	}
	for _, m := range escapeRun().FindAllSubmatchIndex(src, -1) {
		span := digest.Span{Start: at.Start + m[0], End: at.Start + m[1]}
		text := p.Text(span)
		plain := " "
		if m[2] >= 0 {
			plain = decodeEscapes(text)
		} else if continuesMacro(text, src[m[1]:]) {
			continue
		} else if span.End == at.End || src[m[1]] == ' ' || m[0] > 0 && src[m[0]-1] == ' ' {
			plain = ""
		}
		p.Report(span, fmt.Sprintf("the escape %s is printed instead of what it stands for", text), lint.Suggest(plain, lint.Unsafe))
	}
}

// continuesMacro reports whether an escape of white space is the beginning of a
// macro (`\nu`, `\times`) or of a name in lower case, as in a path.
func continuesMacro(escape string, rest []byte) bool {
	word := string(macroWord().Find(rest))
	return word != "" && (word[0] >= 'a' || isMacro(escape[len(escape)-1:]+word))
}

var oneEscape = lazyregexp.New(`\\+[uUx]\{?([0-9A-Fa-f]+)\}?`)

// decodeEscapes returns what a run of escapes stands for; invisible characters
// come to nothing.
func decodeEscapes(text string) string {
	var units []rune
	for _, m := range oneEscape().FindAllStringSubmatch(text, -1) {
		n, _ := strconv.ParseUint(m[1], 16, 32)
		units = append(units, rune(n))
	}
	var b strings.Builder
	for i := 0; i < len(units); i++ {
		r := units[i]
		if i+1 < len(units) && utf16.IsSurrogate(r) {
			r = utf16.DecodeRune(r, units[i+1])
			i++
		}
		if unicode.IsGraphic(r) && !invisible(r) && r != unicode.ReplacementChar {
			b.WriteRune(r)
		}
	}
	return b.String()
}
