package edition

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/wordset"
	"github.com/sumtool/sumtool/lint"
)

// names holds the target to the names of the source: acronyms, CamelCase names
// and names with digits must be there, in whatever case, spacing or plural; of
// other Latin words a loss is worth a look.
func (c *checker) names() {
	tokens := c.source.tokens()
	seen := map[string]bool{}
	var lost []token
	for _, t := range tokens {
		folded := fold(t.text).text
		if seen[folded] || c.keeps(t) {
			continue
		}
		seen[folded] = true
		switch t.kind() {
		case name:
			if missing := c.missingParts(t); missing != "" {
				c.add(Violation{Rule: Name, Severity: lint.Error, Source: t.at, Message: fmt.Sprintf("name %q is missing", missing)})
			}
		case proper:
			if c.inTitleName(t) {
				c.add(Violation{Rule: Name, Severity: lint.Error, Source: t.at, Message: fmt.Sprintf("name %q is missing", t.text)})
			} else if !c.target.inflects(t.text) {
				c.add(Violation{Rule: Name, Severity: lint.Warning, Source: t.at, Message: fmt.Sprintf("the word %q is missing", t.text)})
			}
		case ordinary:
			if len(folded) >= 4 && !functionWords()[folded] && !c.target.inflects(t.text) {
				lost = append(lost, t)
			}
		}
	}
	c.lostPhrases(tokens, lost)
	if c.invented() {
		// In words and with another acronym beside them: that one is wrong.
		for _, t := range c.inWords {
			c.add(Violation{Rule: Name, Severity: lint.Error, Source: t.at, Message: fmt.Sprintf("name %q is missing", t.text)})
		}
	}
}

// keeps reports whether the target has the token as it is, or as the glossary
// translates it.
func (c *checker) keeps(t token) bool {
	f := fold(t.text).text
	if c.target.folded.has(f, c.digitFollows(t)) || c.target.folded.has(singular(t.text, f), false) {
		return true
	}
	for _, g := range c.pair.Glossary {
		if fold(g.Source).has(f, false) && c.target.folded.has(fold(g.Target).text, false) {
			return true
		}
	}
	return false
}

// singular drops the plural s of an acronym; other words keep their folded form.
func singular(text, folded string) string {
	if n := len(text); n > 2 && text[n-1] == 's' && text[n-2] >= 'A' && text[n-2] <= 'Z' {
		return strings.TrimSuffix(folded, "s")
	}
	return folded
}

// digitFollows reports whether the source goes on with a number that another
// spelling of the name may take in: "Llama 3" for Llama3.
func (c *checker) digitFollows(t token) bool {
	rest := strings.TrimLeft(c.source.text[t.at.End:], " -")
	return startsDigit(rest)
}

// missingParts returns the part of a name that the target lacks, "" if it says
// all that matters of it: "LLM judge" for LLM-as-a-Judge.
func (c *checker) missingParts(t token) string {
	parts := t.parts()
	if len(parts) == 1 || fileName().MatchString(t.text) {
		if c.spelledOut(t.text) {
			c.inWords = append(c.inWords, t)
			return ""
		}
		return t.text
	}
	for i, p := range parts {
		if i > 0 && startsDigit(p) && partKind(parts[i-1]) >= proper {
			return t.text // the number belongs to the name
		}
		if partKind(p) == name && !c.target.folded.has(singular(p, fold(p).text), false) && !c.spelledOut(p) {
			return p
		}
	}
	return ""
}

// inTitleName reports whether the token stands in the name that the paper's
// title begins with: "Weaver: …", "Quiet Gradients: …".
func (c *checker) inTitleName(t token) bool {
	head, _, ok := strings.Cut(c.pair.Context, ":")
	if !ok || len(strings.Fields(head)) > 3 {
		return false
	}
	return fold(head).has(fold(t.text).text, false)
}

// lostPhrases warns of lower-case words, a phrase at a time, and only if nothing
// of the phrase is left: its words may have been said otherwise.
func (c *checker) lostPhrases(tokens, lost []token) {
	for i := 0; i < len(tokens); {
		j := i + 1
		for j < len(tokens) && strings.Trim(c.source.text[tokens[j-1].at.End:tokens[j].at.Start], " -,") == "" {
			j++
		}
		phrase := tokens[i:j]
		content, gone := 0, 0
		for _, t := range phrase {
			if f := fold(t.text).text; len(f) >= 4 && !functionWords()[f] {
				content++
			}
			if slices.Contains(lost, t) {
				gone++
			}
		}
		if gone > 0 && gone == content {
			at := digest.Span{Start: phrase[0].at.Start, End: phrase[len(phrase)-1].at.End}
			c.add(Violation{Rule: Name, Severity: lint.Warning, Source: at, Message: fmt.Sprintf("the words %q are missing", c.source.at(at))})
		}
		i = j
	}
}

// inflects reports whether a word of the text shares the given word's stem.
func (s *segment) inflects(word string) bool { return s.hasWordFrom(stemOf(fold(word).text)) }

// stemOf cuts off what may be an ending of a folded word.
func stemOf(folded string) string { return folded[:min(len(folded), max(4, len(folded)-4))] }

// hasWordFrom reports whether a word of the folded text begins with the stem.
func (s *segment) hasWordFrom(stem string) bool {
	if s.beginnings == nil {
		s.beginnings = []string{}
		for i, start := range s.folded.start {
			if start {
				s.beginnings = append(s.beginnings, s.folded.text[i:])
			}
		}
		slices.Sort(s.beginnings)
	}
	i, _ := slices.BinarySearch(s.beginnings, stem)
	return i < len(s.beginnings) && strings.HasPrefix(s.beginnings[i], stem)
}

// invented warns of names that neither the source nor its context has, and
// reports whether there are any.
func (c *checker) invented() (any bool) {
	context := fold(c.pair.Context)
	seen := map[string]bool{}
	for _, t := range c.target.tokens() {
		f := fold(t.text).text
		if t.kind() != name || seen[f] {
			continue
		}
		seen[f] = true
		for _, p := range t.parts() {
			if partKind(p) != name && !fileName().MatchString(t.text) {
				continue
			}
			s := singular(p, fold(p).text)
			if commonAcronyms()[s] || c.source.folded.has(s, true) || context.has(s, true) || c.source.mentions(p) || c.target.spells(p) || c.soundsLike(p) {
				continue
			}
			c.add(Violation{Rule: Name, Severity: lint.Warning, Target: t.at, Message: fmt.Sprintf("name %q is not in the source", t.text)})
			any = true
			break
		}
	}
	return any
}

// mentions reports whether the text has the given name inside another word (the
// dB of 2.6dB), or one that the given name contains (the GPT of 챗GPT).
func (s *segment) mentions(p string) bool {
	f := fold(p).text
	if strings.Contains(s.folded.text, f) {
		return true
	}
	return slices.ContainsFunc(s.foldedNames(), func(g string) bool { return strings.Contains(f, g) })
}

// foldedNames returns the folded names of two letters and more.
func (s *segment) foldedNames() []string {
	if s.nameTexts == nil {
		s.nameTexts = []string{}
		for _, t := range s.tokens() {
			if g := fold(t.text).text; len(g) >= 2 && t.kind() == name {
				s.nameTexts = append(s.nameTexts, g)
			}
		}
	}
	return s.nameTexts
}

// glossary holds the target to the user's terms. A term may stand in another
// case, with hyphens or inflected.
func (c *checker) glossary() {
	for _, g := range c.pair.Glossary {
		if !uses(c.pair.Source, g.Source) {
			continue
		}
		want := fold(g.Target).text
		if c.target.folded.has(want, false) || len(want) >= 6 && c.target.inflects(g.Target) {
			continue
		}
		c.add(Violation{Rule: Name, Severity: lint.Warning, Term: true, Message: fmt.Sprintf("the glossary translates %q as %q", g.Source, g.Target)})
	}
}

// uses reports whether a text uses a term: a Latin one as a whole word, a Korean
// one with whatever is glued to its end.
func uses(text, term string) bool {
	if term == "" {
		return false
	}
	if strings.IndexFunc(term, func(r rune) bool { return unicode.IsLetter(r) && !isNameRune(r) }) < 0 {
		return fold(text).has(fold(term).text, false)
	}
	return strings.Contains(text, term)
}

var functionWords = wordset.New("the of a an and or in to is are for with on by as at from that this it its be can via per etc e.g i.e vs using based")
