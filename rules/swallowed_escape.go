package rules

import (
	"bytes"
	"fmt"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// SwallowedEscape reports control characters that were a backslash and the
// first letter of a LaTeX macro.
var SwallowedEscape = &lint.Rule{
	ID: "swallowed-escape", Category: lint.Text, Severity: lint.Error, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "the backslash and first letter of a LaTeX macro were read as an escape",
		Why: "A model writes `\\textit{…}` inside JSON without doubling the backslash, and the JSON reader takes `\\t` for a tab: " +
			"a tab and `extit{…}` remain, or a backspace and `eta`, a form feed and `rac`. On the page the macro is cut in half. " +
			"Tabs that only part words are left alone.",
		Bad:  "- 이 논문은 \textit{Lantern}을 제안하고, 창의 크기를 \beta배로 늘립니다.\n",
		Good: "- 이 논문은 *Lantern*을 제안하고, 창의 크기를 β배로 늘립니다.\n",
	},
	Check: func(p *lint.Pass) {
		for at := 0; at < len(p.Source); {
			i := bytes.IndexAny(p.Source[at:], "\a\b\t\v\f\r")
			if i < 0 {
				return
			}
			at += i
			if end := swallowed(p, at); end > at {
				at = end
				continue
			}
			at++
		}
	},
}

// escapeLetters are the letters that stand for control characters after a backslash.
var escapeLetters = map[byte]string{'\a': "a", '\b': "b", '\t': "t", '\v': "v", '\f': "f", '\r': "r"}

// maxMacro bounds how much of a line is read for one macro and its arguments, in bytes.
const maxMacro = 300

// swallowed reports the macro whose beginning the control character at the
// offset was, and returns its end, or the offset if it was none.
func swallowed(p *lint.Pass, at int) int {
	rest := p.Source[at+1 : min(len(p.Source), at+1+maxMacro)]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	word := macroWord().Find(rest)
	if len(word) == 0 {
		return at
	}
	letter := escapeLetters[p.Source[at]]
	name := letter + string(word)
	if c := p.Source[at]; (c == '\t' || c == '\r') && !isMacro(name) && !bytes.HasPrefix(rest[len(word):], []byte("{")) {
		return at
	}
	plain, length := unlatex(letter + string(rest))
	end := at + length
	p.Report(digest.Span{Start: at, End: end}, fmt.Sprintf(`\%s was read as an escape: this was \%s`, letter, name), lint.Suggest(plain, lint.Unsafe))
	return end
}
