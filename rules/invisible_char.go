package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/runenames"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/hangul"
	"github.com/sumtool/sumtool/lint"
)

// InvisibleChar reports characters that nobody sees and everything stumbles over.
var InvisibleChar = &lint.Rule{
	ID: "invisible-char", Category: lint.Text, Severity: lint.Warning, Fix: lint.Safe,
	Doc: lint.Doc{
		Summary: "an invisible character stands in the text",
		Why: "Zero-width characters, marks of direction, soft hyphens and control characters come along with copied text. A word that holds one is " +
			"not found by a search, and marks of direction can show text in another order than it has. A no-break space becomes a space; all others are deleted. " +
			"What joins emoji, or letters of scripts that need it, stays.",
		Bad:  "- 이 모델은 대규모\u200b 말뭉치로\u00a0학습했습니다.\n",
		Good: "- 이 모델은 대규모 말뭉치로 학습했습니다 👩‍🔬.\n",
	},
	Check: func(p *lint.Pass) {
		src := p.Source
		for i := 0; i < len(src); {
			if !mayBeInvisible[src[i]] {
				i++
				continue
			}
			r, n := utf8.DecodeRune(src[i:])
			if invisible(r) && !excused(p, r, i, n) {
				i = reportInvisible(p, r, i, n)
				continue
			}
			i += n
		}
	},
}

// mayBeInvisible marks the bytes that an invisible character can begin with.
var mayBeInvisible = func() (t [256]bool) {
	for c := range 0x20 {
		t[c] = invisible(rune(c))
	}
	for _, c := range "\x7F\u00C2\u00CD\u00D8\u00DB\u00DC\u00E0\u00E1\u00E2\u00E3\u00EF\u00F0\u00F3" {
		t[c] = true
	}
	return t
}()

// invisible reports whether a character takes no room, or room that does not
// show what it is: controls other than tabs and line ends, format characters,
// fillers, variation selectors and the no-break space.
func invisible(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\t' && r != '\n' && r != '\r'
	case r < 0x7F:
		return false
	case r <= 0xA0, r == 0xAD, r == 0x034F, r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0:
		return true
	case r == 0x2028, r == 0x2029, r == 0x202F:
		return true
	}
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r)
}

// excused reports whether an invisible character belongs where it stands, or is
// another rule's business.
func excused(p *lint.Pass, r rune, at, size int) bool {
	before, _ := utf8.DecodeLastRune(p.Source[:at])
	after, _ := utf8.DecodeRune(p.Source[at+size:])
	switch {
	case r == '\uFEFF':
		return at == 0 // a byte order mark
	case r == '\a' || r == '\b' || r == '\v' || r == '\f': // swallowed-escape's
		return after < utf8.RuneSelf && unicode.IsLetter(after)
	case r >= 0x80 && r <= 0xA0 || r == 0xAD: // mojibake's
		return latin1(before) || latin1(after)
	case r == 0x200C || r == 0x200D || r == 0x200E || r == 0x200F:
		return joins(before) && joins(after) || r > 0x200D && (rightToLeft(before) || rightToLeft(after))
	case unicode.Is(unicode.Variation_Selector, r):
		return before >= 0x203C && !hangul.IsSyllable(before) || before == '#' || before == '*' || before >= '0' && before <= '9' || before == 0xA9 || before == 0xAE
	case r >= 0xE0020 && r <= 0xE007F: // the letters of a flag
		return flagged(p.Source[:at])
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return true
	}
	return false
}

// latin1 reports whether r is one of the letters and signs that garbled text of
// the wrong encoding is made of.
func latin1(r rune) bool { return r > 0xA0 && r < 0x100 && r != 0xAD || r >= 0x80 && r < 0xA0 }

// joins reports whether joiners mean something beside r: it is an emoji, or of a
// script that joins its letters.
func joins(r rune) bool {
	return r >= 0x1F000 || unicode.Is(unicode.So, r) || unicode.Is(unicode.Variation_Selector, r) || rightToLeft(r) ||
		r >= 0x0900 && r < 0x0E00 || r >= 0x1000 && r < 0x10A0 || r >= 0x1780 && r < 0x18B0
}

func rightToLeft(r rune) bool { return r >= 0x0590 && r < 0x0900 || r >= 0xFB1D && r <= 0xFDFF }

// flagged reports whether the text ends in the waving flag that letters of a
// region follow.
func flagged(before []byte) bool {
	for len(before) > 0 {
		r, n := utf8.DecodeLastRune(before)
		if r < 0xE0020 || r > 0xE007F {
			return r == 0x1F3F4
		}
		before = before[:len(before)-n]
	}
	return false
}

// reportInvisible reports the character and its repetitions, and returns where
// to go on.
func reportInvisible(p *lint.Pass, r rune, at, size int) int {
	end := at + size
	for end+size <= len(p.Source) && string(p.Source[end:end+size]) == string(p.Source[at:at+size]) {
		end += size
	}
	instead := ""
	if r == 0xA0 || r == 0x202F || r == 0x2028 || r == 0x2029 {
		instead = " "
	}
	span := digest.Span{Start: at, End: end}
	if instead == " " && (at > 0 && p.Source[at-1] == ' ' || end < len(p.Source) && p.Source[end] == ' ') {
		instead = ""
	}
	verb := "delete it"
	if instead == " " {
		verb = "write a space"
	}
	p.Report(span, fmt.Sprintf("the invisible character U+%04X (%s); %s", r, nameOf(r), verb), lint.Suggest(instead, lint.Safe))
	return end
}

// nameOf returns the Unicode name of a character, in lower case.
func nameOf(r rune) string {
	if unicode.IsControl(r) {
		return "a control character"
	}
	return strings.ToLower(runenames.Name(r))
}
