package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/hangul"
	"github.com/sumtool/sumtool/lint"
)

// MissingSpace reports full stops and commas that the next word follows directly.
var MissingSpace = &lint.Rule{
	ID: "missing-space", Category: lint.Text, Severity: lint.Warning, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "a space is missing behind a full stop or comma",
		Why: "Two sentences or two items of a list run into each other, often where text was lost in between. " +
			"Names (빅.LITTLE), calls (.generate()), file names, domains and numbers are left alone.",
		Bad:  "- 이 모델은 빠릅니다.또한 작습니다.\n- 정확도,속도 모두 좋습니다.\n",
		Good: "- 이 모델은 빠릅니다. 또한 빅.LITTLE 구조에서 모델.generate()와 설정.json을 쓰고 상,하,좌,우를 봅니다.\n",
	},
	Check: func(p *lint.Pass) {
		for b := range bullets(p.Document) {
			for at := range b.Prose() {
				missingSpaces(p, at)
			}
		}
	},
}

func missingSpaces(p *lint.Pass, at digest.Span) {
	text := p.Text(at)
	for i := 0; i < len(text); {
		n := strings.IndexAny(text[i:], ".,")
		if n < 0 {
			return
		}
		n += i
		i = n + 1
		before, after := lastHangul(text[:n]), text[n+1:]
		if before == "" || after == "" {
			continue
		}
		missing := false
		switch r, _ := utf8.DecodeRuneInString(after); {
		case hangul.IsSyllable(r):
			missing = text[n] == ',' && !(utf8.RuneCountInString(before) == 1 && oneSyllable(after)) && particleAt(after) == "" || text[n] == '.' && endsSentence(before)
		case r < utf8.RuneSelf && isWordRune(r) && r > '9':
			missing = text[n] == ',' && utf8.RuneCountInString(before) > 1 || text[n] == '.' && (endsSentence(before) || beginsWord(before, after))
		}
		if missing {
			mark := text[n : n+1]
			p.Report(digest.Span{Start: at.Start + n, End: at.Start + n + 1}, fmt.Sprintf("no space behind %q", mark), lint.Suggest(mark+" ", lint.Unsafe))
		}
	}
}

// oneSyllable reports whether text begins with a word of one syllable, a
// particle behind it or not: an item of 상,하,좌,우.
func oneSyllable(text string) bool {
	_, n := utf8.DecodeRuneInString(text)
	return endsWord(text[n:]) || particleAt(text[n:]) != ""
}

// lastHangul returns the run of syllables that text ends in.
func lastHangul(text string) string {
	start := len(text)
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:start])
		if !hangul.IsSyllable(r) {
			break
		}
		start -= n
	}
	return text[start:]
}

// endsSentence reports whether a word is a verb's final form.
func endsSentence(word string) bool {
	for _, ending := range []string{"다", "요", "죠", "까"} {
		if strings.HasSuffix(word, ending) && len(word) > len(ending) {
			return true
		}
	}
	return false
}

// maxExtension is the length of the longest usual file name extension or domain.
const maxExtension = 5

// beginsWord reports whether the Latin letters that after begins with are a word
// of a sentence, no name's second half, method, extension or domain.
func beginsWord(before, after string) bool {
	word := macroWord().FindString(after)
	rest := after[len(word):]
	if utf8.RuneCountInString(before) < 2 || len(word) <= maxExtension || strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, ".") {
		return false
	}
	return strings.ToUpper(word) != word && (rest == "" || strings.ContainsAny(rest[:1], " ,;:)"))
}
