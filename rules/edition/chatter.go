package edition

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/lint"
)

// talk is what models say beside a translation. A pattern that the source
// matches itself is passed over; one about things that the source speaks of in
// its own language is only worth a look.
var talk = []struct {
	what    string
	pattern func() *regexp.Regexp
	unless  func() *regexp.Regexp // Korean or English of a source that speaks of it; nil if none does
}{
	{"an announcement", lazyregexp.New(`(?i)^\W*(?:sure|certainly|of course|okay|ok|absolutely|gladly|no problem)\s*[,!.:]\s*(?:here|i|this|below|the|let|$)`), nil},
	{"an announcement", lazyregexp.New(`(?i)^\W*(?:here(?:'s|\x{2019}s| is| are)|below is|this is|the following is)\s+(?:the|your|my|a|an)?\s*(?:english |final |requested |revised |corrected |accurate |natural |full )*(?:translation|translated|rendering|version of the|json)`), aboutTranslation},
	{"an announcement", lazyregexp.New(`(?i)^\W*(?:the )?(?:english |translated |final )?(?:translation|translated text|english(?: version)?)\W{0,3}:\W`), aboutTranslation},
	{"an announcement", lazyregexp.New(`(?i)^\W*(?:the )?(?:final )?(?:answer|output|result)\W{0,3}:\W`), lazyregexp.New(`^\W*(?:정답|답변?|출력|결과)`)},
	{"an announcement", lazyregexp.New(`(?i)\btranslation (?:is|of the (?:text|item|bullet|sentence|above|following)[^.]{0,40} is) ?:`), aboutTranslation},
	{"a refusal", lazyregexp.New(`(?i)^\W*(?:i['\x{2019}]?m (?:sorry|unable|not able|afraid)|i am (?:sorry|unable|not able|an ai)|sorry[,.]|i (?:cannot|can['\x{2019}]?t|can not|won['\x{2019}]?t|will not|am not able)\b|as an? (?:ai|artificial|large language|language)[^.]{0,40}, i\b|unfortunately, i\b|my apologies|i apologi[sz]e)`), nil},
	{"a note", lazyregexp.New(`(?i)[(\[]\s*(?:translator['\x{2019}]?s? note|translation note|t/?n|note|n\.b\.|editor['\x{2019}]?s note)\s*[:\-\x{2013}\x{2014}]`), aboutNotes},
	{"a note", lazyregexp.New(`(?i)(?:^|[.!?]\s+|\n\s*)\W{0,3}(?:note|translator['\x{2019}]?s note|translation notes?|explanation|remarks?|disclaimer)\W{0,3}:\s`), aboutNotes},
	{"a note", lazyregexp.New(`(?i)\b(?:i(?:'ve| have)? (?:translated|kept|preserved|left|retained|rendered|used|assumed|changed)|i hope this|let me know if|feel free to|would you like me|please (?:provide|let me know|note that (?:the|this) translation)|hope this helps|as requested|as per your (?:instructions|request))\b`), aboutPrompts},
	{"a note", lazyregexp.New(`(?i)\b(?:original (?:korean|text)|literally translat|the korean (?:text|word|term|sentence|original)|in the original korean|the source text)\b`), aboutTranslation},
	{"reasoning", lazyregexp.New(`(?i)</?(?:think|thinking|reasoning|analysis|scratchpad)>|<\|[a-z_]+\|>|\[/?INST\]|<</?SYS>>`), nil},
	{"the prompt", lazyregexp.New(`(?i)\b(?:you are a (?:helpful|professional|translator)|you translate|ignore (?:all |any )?(?:the )?(?:previous|prior|above) (?:instructions|prompts?)|text inside items|same ids)\b`), aboutPrompts},
	{"the answer's wrapping", lazyregexp.New("^\\s*(?:```|~~~)|```\\s*$|^\\s*[{\\[]\\s*\"(?:items|id|text|translation)\"|\"(?:id|text)\"\\s*:|\\\\u[0-9a-f]{4}"), nil},
	{"a placeholder", lazyregexp.New(`\x{27e6}\s*\d*|\x{27e7}|^\W*p\d+\.b\d+\W{0,2}[:\-]|(?i:\[(?:insert|untranslated)[^\]]{0,20}\]|lorem ipsum)`), nil},
}

var (
	aboutTranslation = lazyregexp.New(`번역|원문|한국어|영어|직역`)
	aboutNotes       = lazyregexp.New(`참고|주의할|주의:|주의 사항|주석|비고|유의|※|메모|노트|주:|단,|번역`)
	aboutPrompts     = lazyregexp.New(`프롬프트|지시|시스템|요청|명령|무시|사용자|대화|역할`)
)

// chatter refuses what a model says beside the translation, and loops.
func (c *checker) chatter() {
	said := 0 // up to here the target's talk is reported
	for _, t := range talk {
		m := t.pattern().FindStringIndex(c.target.text)
		if m == nil || m[0] < said || t.pattern().MatchString(c.source.text) {
			continue
		}
		said = m[1]
		v := Violation{Rule: Chatter, Severity: lint.Error, Target: digest.Span{Start: m[0], End: m[1]},
			Message: fmt.Sprintf("%q is %s; give the translation alone", strings.TrimSpace(c.target.at(digest.Span{Start: m[0], End: m[1]})), t.what)}
		if t.unless != nil && t.unless().MatchString(c.source.text) {
			v.Severity = lint.Info
		}
		c.add(v)
	}
	c.loops()
}

// loops refuses a target that says the same over and over, and has grown by it.
func (c *checker) loops() {
	severity := lint.Warning
	if float64(utf8.RuneCountInString(c.target.text)) > 1.5*expected(c.source.text) {
		severity = lint.Error
	}
	report := func(what string, n int) {
		c.add(Violation{Rule: Chatter, Severity: severity, Message: fmt.Sprintf("%q is repeated %d times", what, n)})
	}
	if run, n := longestRun(c.target.text); n >= 12 {
		if _, m := longestRun(c.source.text); m < n/2 {
			report(run, n)
		}
	}
	if phrase, n := repeatedPhrase(c.target.text); n >= 4 {
		if _, m := repeatedPhrase(c.source.text); m < n-1 {
			report(phrase, n)
		}
	}
}

// longestRun returns the code point that is repeated most often in a row.
func longestRun(s string) (string, int) {
	best, most, n, prev := "", 0, 0, rune(-1)
	for _, r := range s {
		if r == prev {
			n++
		} else {
			n, prev = 1, r
		}
		if n > most && r != utf8.RuneError {
			best, most = string(r), n
		}
	}
	return best, most
}

// repeatedPhrase returns the four words in a row that a text repeats most often.
func repeatedPhrase(s string) (string, int) {
	w := strings.Fields(strings.ToLower(s))
	count := map[string]int{}
	best, most := "", 0
	for i := 0; i+4 <= len(w); i++ {
		p := strings.Join(w[i:i+4], " ")
		count[p]++
		if count[p] > most {
			best, most = p, count[p]
		}
	}
	return best, most
}
