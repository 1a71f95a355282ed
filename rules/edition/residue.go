package edition

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// residue refuses text of the source's language, and of any script that neither
// the target's language nor the source brings along.
func (c *checker) residue() {
	own := scriptsOf(c.pair.To)
	for _, run := range c.target.joined(c.target.foreign(own)) {
		text := c.target.at(run)
		inSource := strings.Contains(c.source.text, text)
		severity, what := lint.Error, "is in neither language"
		switch {
		case inSource && c.target.quotes(run):
			severity, what = lint.Info, "is left of the source" // a word that is talked about, or a name in its own writing
		case inSource && !inScripts(text, scriptsOf(c.pair.From)):
			severity, what = lint.Warning, "is in neither language, as in the source"
		case inSource:
			what = "is left of the source"
		case c.source.hasScript(text):
			what = "is not translated"
		}
		c.add(Violation{Rule: Untranslated, Severity: severity, Target: run, Message: fmt.Sprintf("%q %s", shortened(text), what)})
	}
	c.echo(own)
}

// inScripts reports whether a text has a letter of one of the scripts.
func inScripts(text string, scripts []*unicode.RangeTable) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, scripts...) })
}

// leftAsItWas reports whether most of the target is text of the source's language.
func (c *checker) leftAsItWas() bool {
	left, letters := 0, 0
	own := scriptsOf(c.pair.To)
	for _, r := range c.target.text {
		if unicode.IsLetter(r) {
			letters++
			if !neutral(r) && !unicode.In(r, own...) {
				left++
			}
		}
	}
	return 2*left > letters
}

// echo refuses a target that is the source again, or is written in none of the
// target language's letters.
func (c *checker) echo(own []*unicode.RangeTable) {
	if words(c.source.text) < 3 || c.pair.From == c.pair.To {
		return
	}
	translatable := len(c.source.foreign(own)) > 0
	switch {
	case translatable && !inScripts(c.target.text, own):
		c.fail(Untranslated, "nothing is translated")
	case sameScripts(c.pair.From, c.pair.To) && strings.EqualFold(strings.TrimSpace(c.source.text), strings.TrimSpace(c.target.text)):
		c.fail(Untranslated, "it is the source again")
	case !translatable && c.pair.To != "en" && len(own) == 1 && own[0] != unicode.Latin && c.target.letters(own[0]) == 0:
		c.fail(Untranslated, "nothing is translated")
	}
}

func sameScripts(a, b string) bool { return scriptsOf(a)[0] == scriptsOf(b)[0] }

func words(s string) int { return len(strings.Fields(s)) }

// scriptsOf lists the scripts that a language is written in; Latin for those
// that are not listed.
func scriptsOf(lang string) []*unicode.RangeTable {
	switch lang {
	case "ko":
		return []*unicode.RangeTable{unicode.Hangul}
	case "ja":
		return []*unicode.RangeTable{unicode.Hiragana, unicode.Katakana, unicode.Han}
	case "zh":
		return []*unicode.RangeTable{unicode.Han}
	case "ru", "uk", "bg", "sr", "be", "mk", "kk", "mn":
		return []*unicode.RangeTable{unicode.Cyrillic}
	case "ar", "fa", "ur":
		return []*unicode.RangeTable{unicode.Arabic}
	case "el":
		return []*unicode.RangeTable{unicode.Greek}
	case "he":
		return []*unicode.RangeTable{unicode.Hebrew}
	case "hi", "mr", "ne":
		return []*unicode.RangeTable{unicode.Devanagari}
	case "th":
		return []*unicode.RangeTable{unicode.Thai}
	}
	return []*unicode.RangeTable{unicode.Latin}
}

// neutral scripts belong to no language alone: names and formulas bring Latin
// and Greek letters into any text.
func neutral(r rune) bool {
	return !unicode.IsLetter(r) || unicode.In(r, unicode.Latin, unicode.Greek, unicode.Common, unicode.Inherited)
}

// foreign returns the runs of prose in scripts other than the given ones. A run
// goes on over the spaces between its words.
func (s *segment) foreign(own []*unicode.RangeTable) []digest.Span {
	var out []digest.Span
	start, end := -1, -1
	flush := func() {
		if start >= 0 {
			out = append(out, digest.Span{Start: start, End: end})
		}
		start = -1
	}
	for i, r := range s.text {
		switch {
		case !neutral(r) && !unicode.In(r, own...):
			if s.covered(digest.Span{Start: i, End: i + 1}, digest.Code, digest.Math, digest.URL, digest.LinkMark, digest.HTML, digest.CommentInline) {
				flush()
				continue
			}
			if start < 0 {
				start = i
			}
			end = i + len(string(r))
		case r == ' ' || unicode.Is(unicode.Mn, r) || r == '\u30FC':
		default:
			flush()
		}
	}
	flush()
	return out
}

// joined unites runs that only a few words part: one sentence left as it was is
// one mistake.
func (s *segment) joined(runs []digest.Span) []digest.Span {
	var out []digest.Span
	for _, r := range runs {
		if n := len(out); n > 0 && r.Start-out[n-1].End <= 24 && !s.quotes(out[n-1]) && !s.quotes(r) {
			out[n-1].End = r.End
			continue
		}
		out = append(out, r)
	}
	return out
}

// shortened cuts what is quoted in a message.
func shortened(s string) string {
	r := []rune(s)
	if len(r) <= 40 {
		return s
	}
	return string(r[:39]) + "\u2026"
}

// quotes reports whether a short run stands in quotation marks or parentheses.
func (s *segment) quotes(run digest.Span) bool {
	before := strings.TrimRight(s.text[:run.Start], " ")
	after := strings.TrimLeft(s.text[run.End:], " .,!?")
	if before == "" || after == "" || words(s.at(run)) > 4 {
		return false
	}
	open := []rune(before)
	return strings.ContainsRune("\"'(\u201c\u2018\u300c\u300e[\u00ab", open[len(open)-1]) &&
		strings.ContainsRune("\"')\u201d\u2019\u300d\u300f]\u00bb,;", []rune(after)[0])
}

// hasScript reports whether the text has letters of the scripts of sample.
func (s *segment) hasScript(sample string) bool {
	for _, r := range sample {
		for _, table := range []*unicode.RangeTable{unicode.Hangul, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Cyrillic, unicode.Arabic} {
			if unicode.Is(table, r) && s.letters(table) > 0 {
				return true
			}
		}
	}
	return false
}

func (s *segment) letters(table *unicode.RangeTable) (n int) {
	for _, r := range s.text {
		if unicode.Is(table, r) {
			n++
		}
	}
	return n
}

// Translatable reports whether a text holds anything to translate: a letter of
// the source language's scripts outside of addresses, code and formulas. Where
// both languages share a script that cannot be told, and any word counts. A text that is
// too long to be checked is taken as it stands.
func Translatable(text, from, to string) bool {
	var s *segment // most texts have none of the languages' letters, or begin with one
	for i, r := range text {
		if !unicode.In(r, scriptsOf(from)...) {
			continue
		}
		if len(text) > MaxText {
			return true
		}
		if s == nil {
			s = parse(text)
		}
		if !s.covered(digest.Span{Start: i, End: i + 1}, digest.Code, digest.Math, digest.URL, digest.LinkMark, digest.HTML, digest.CommentInline) {
			return true
		}
	}
	return false
}
