package rules

import (
	"fmt"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// RepeatedNumber reports numbers that are written several times in one.
var RepeatedNumber = &lint.Rule{
	ID: "repeated-number", Category: lint.Text, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "a number is written several times in one",
		Why: "A formula on a web page carries its text more than once: for the eye, for search, as LaTeX and as MathML. " +
			"Read as plain text, 55 becomes 55555555 and 214 becomes 214,214,214. The real number is shorter; there is no fix, because only the paper says which. " +
			"Round and grouped numbers, years and digits of names are left alone.",
		Bad:  "- 개발 과제 55555555개를 평가하고 문장 214,214,214개를 모읍니다.\n",
		Good: "- 개발 과제 10,000개를 2020년부터 모으고, 지연은 111밀리초이며 Model8888과 비교합니다.\n",
	},
	Check: func(p *lint.Pass) {
		for b := range bullets(p.Document) {
			for at := range b.Prose() {
				repeatedNumbers(p, at)
			}
		}
	},
}

func repeatedNumbers(p *lint.Pass, at digest.Span) {
	text := p.Text(at)
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) {
			continue
		}
		start := i
		for i < len(text) && (isDigit(text[i]) || strings.IndexByte(".,%", text[i]) >= 0) {
			i++
		}
		number := strings.TrimRight(text[start:i], ".,")
		end := start + len(number)
		if len(number) < 4 || partOfName(text, start, end) {
			continue
		}
		if unit := repeatedUnit(number, text[end:]); unit != "" {
			p.Report(digest.Span{Start: at.Start + start, End: at.Start + end},
				fmt.Sprintf("%q is %s written several times; look up which number the paper says", number, unit), lint.Suggest(unit, lint.NoFix))
		}
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// partOfName reports whether the digits text[start:end] belong to a Latin name.
func partOfName(text string, start, end int) bool {
	if start > 0 && strings.IndexByte("-_/@#:+=\\^.,", text[start-1]) >= 0 || start > 0 && latinOrDigit(text[start-1]) {
		return true
	}
	return end < len(text) && (latinOrDigit(text[end]) || strings.IndexByte("-_/@=", text[end]) >= 0)
}

func latinOrDigit(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// repeatedUnit returns the number that was written several times, or "". Single
// digits must stand there four times and be counted: 5555개.
func repeatedUnit(number, rest string) string {
	if groups := strings.Split(number, ","); len(groups) >= 3 && allEqual(groups) && groups[0] != "000" {
		return groups[0]
	}
	// Pages keep a formula's text four times over, so that is tried first.
	if n := len(number) / 4; len(number)%4 == 0 && isRepeated(number, n, rest) {
		return number[:n]
	}
	for n := 1; n*2 <= len(number); n++ {
		if isRepeated(number, n, rest) {
			return number[:n]
		}
	}
	return ""
}

// isRepeated reports whether number is its first n bytes over and over, and
// cannot be meant so.
func isRepeated(number string, n int, rest string) bool {
	unit, times := number[:n], len(number)/n
	if len(number)%n != 0 || strings.Repeat(unit, times) != number || unit[0] == '0' {
		return false
	}
	switch {
	case strings.HasSuffix(unit, "%"):
		return true
	case strings.ContainsAny(unit, ".,"):
		return times >= 3 && strings.IndexByte(unit, ',') < 0
	case strings.Trim(number, number[:1]) == "": // one digit all along
		return times >= 4 && (len(number) > 4 || counted(rest))
	}
	return times >= 3 && strings.Trim(unit, "01") != ""
}

// counted reports whether what follows a number is a counter or unit in Hangul,
// not a particle, as behind a port, a code or a year.
func counted(rest string) bool {
	n := hangulPrefix([]byte(rest))
	return n > 0 && particleAt(rest) == "" && !strings.HasPrefix(rest, "년") && !strings.HasPrefix(rest, "번")
}

func allEqual(s []string) bool {
	for _, x := range s[1:] {
		if x != s[0] {
			return false
		}
	}
	return true
}
