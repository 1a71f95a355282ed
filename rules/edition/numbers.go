package edition

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/numeral"
	"github.com/sumtool/sumtool/lint"
)

// numbers compares the values of the two texts. numeral reads Korean and
// English; pairs of other languages are passed over.
func (c *checker) numbers() {
	if !readable(c.pair.From) || !readable(c.pair.To) {
		return
	}
	d := numeral.Compare(c.source.numbers, c.target.numbers)
	for _, p := range d.Scaled {
		c.add(Violation{Rule: Number, Severity: lint.Error, Source: span(p.Source), Target: span(p.Target),
			Message: fmt.Sprintf("%s is %s, not %s", c.source.figure(p.Source), c.words(p.Source), c.target.figure(p.Target))})
	}
	for _, n := range d.Missing {
		if !c.saidOtherwise(n) {
			c.add(Violation{Rule: Number, Severity: lint.Error, Source: span(n), Message: c.missing(n)})
		}
	}
	for _, n := range d.Added {
		if !c.hasOrigin(n) {
			c.add(Violation{Rule: Number, Severity: lint.Error, Target: span(n),
				Message: fmt.Sprintf("number %s is not in the source", c.target.figure(n))})
		}
	}
	c.direction()
	c.units()
}

func readable(lang string) bool { return lang == "ko" || lang == "en" }

func span(n numeral.Number) digest.Span { return digest.Span{Start: n.Start, End: n.End} }

// figure is a number with its unit, as written.
func (s *segment) figure(n numeral.Number) string { return s.text[n.Start:max(n.End, n.UnitEnd)] }

// words says a number of the source as the target's language writes it.
func (c *checker) words(n numeral.Number) string {
	w := numeral.InWords(n.Value, numeral.Lang(c.pair.To))
	switch n.Kind {
	case numeral.Percent:
		return w + "%"
	case numeral.Point:
		return w + " percentage points"
	case numeral.Multiple:
		return w + " times"
	}
	return w
}

// missing says that a number of the source has no equal in the target, in the
// target's words where they differ from the source's.
func (c *checker) missing(n numeral.Number) string {
	src, words := c.source.figure(n), c.words(n)
	if n.Kind != numeral.Class && words != c.source.text[n.Start:n.End] && words != src {
		return fmt.Sprintf("number %s (%s) is missing", words, src)
	}
	return fmt.Sprintf("number %s is missing", src)
}

// saidOtherwise reports whether the target says a number that it has no figure
// for: "an hour" for 1시간, "both" for 2개, 3D for 3차원, part of a name.
func (c *checker) saidOtherwise(n numeral.Number) bool {
	if n.Value == numeral.Int(1) && (n.Kind == numeral.Plain || n.Kind == numeral.Ordinal) {
		return true
	}
	for _, words := range smallValues {
		if words.value == n.Value && words.kind == n.Kind && c.target.hasWord(words.words) {
			return true
		}
	}
	digits := c.source.text[n.Start:n.End]
	if strings.HasPrefix(n.Unit, "차원") || strings.HasPrefix(n.Unit, "dim") {
		if c.target.folded.has(digits+"d", false) || c.target.hasWord([]string{digits + "차원"}) {
			return true
		}
	}
	if c.source.hyphenated(n) && c.target.stands(hyphen+digits) {
		return true
	}
	return inNames(c.target.numbers, n) || c.target.folded.has(c.source.named(n), false)
}

// hasOrigin reports whether a number that only the target has is nothing new.
func (c *checker) hasOrigin(n numeral.Number) bool {
	if inNames(c.source.numbers, n) || c.source.folded.has(c.target.named(n), false) {
		return true
	}
	if n.Value == numeral.Int(1) && n.Kind != numeral.Percent {
		return true
	}
	digits := c.target.text[n.Start:n.End]
	if c.source.stands("@"+digits) || c.target.hyphenated(n) && c.source.stands(hyphen+strings.TrimPrefix(digits, hyphen)) {
		return true // pass@5, F1@0.5
	}
	if n.Unit == "" || strings.HasPrefix(n.Unit, "dim") || strings.HasPrefix(n.Unit, "차원") {
		if c.source.folded.has(digits+"d", false) {
			return true
		}
	}
	for _, o := range numeral.Find(c.pair.Context) {
		if numeral.Equal(o, n) || o.InName && o.Value == n.Value {
			return true
		}
	}
	return false
}

const hyphen = "-"

// hyphenated reports whether a number has a hyphen before it: that of a name,
// 미스트랄-7B, which a translation may write as "Mistral -7B", or a minus sign.
func (s *segment) hyphenated(n numeral.Number) bool {
	return strings.HasSuffix(s.text[:n.Start], hyphen) || strings.HasPrefix(s.text[n.Start:], hyphen)
}

// stands reports whether figures with a mark before them are in the text, and no
// others after them.
func (s *segment) stands(figures string) bool {
	for rest := s.text; ; {
		_, after, found := strings.Cut(rest, figures)
		if !found {
			return false
		}
		if !startsDigit(strings.TrimLeft(after, ".,")) {
			return true
		}
		rest = after
	}
}

func inNames(ns []numeral.Number, n numeral.Number) bool {
	return slices.ContainsFunc(ns, func(o numeral.Number) bool { return o.InName && o.Value == n.Value })
}

// named folds a number together with the Latin word before it: "Llama 3" is the
// same name as LLaMA-3. It is "" if no such word stands before the number.
func (s *segment) named(n numeral.Number) string {
	before := strings.TrimRight(s.text[:n.Start], " -")
	i := len(before)
	for i > 0 && isLatinByte(before[i-1]) {
		i--
	}
	if i == len(before) {
		return "\x00"
	}
	return fold(before[i:] + s.text[n.Start:n.End]).text
}

func isLatinByte(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

// part is one n-th.
func part(n int64) numeral.Value {
	v, _ := numeral.Fraction(1, n)
	return v
}

// smallValues are words that say a number without being one.
var smallValues = []struct {
	value numeral.Value
	kind  numeral.Kind
	words []string
}{
	{numeral.Int(0), numeral.Plain, []string{"zero", "no", "none", "without", "never"}},
	{numeral.Int(2), numeral.Plain, []string{"both", "pair", "pairs", "dual", "double", "twin", "couple", "twice", "second", "two"}},
	{numeral.Int(3), numeral.Plain, []string{"triple", "trio", "third", "three", "thrice", "triplets", "ternary"}},
	{numeral.Int(4), numeral.Plain, []string{"quadruple", "quarter", "fourth", "four"}},
	{numeral.Int(2), numeral.Multiple, []string{"half", "halve", "halved", "halving", "double", "twice"}},
	{numeral.Int(3), numeral.Multiple, []string{"third", "triple", "threefold"}},
	{numeral.Int(4), numeral.Multiple, []string{"quarter", "fourth", "quadruple", "fourfold"}},
	{numeral.Int(10), numeral.Multiple, []string{"tenth", "order of magnitude", "tenfold"}},
	{part(3), numeral.Plain, []string{"third"}},
	{part(4), numeral.Plain, []string{"quarter", "fourth"}},
	{part(5), numeral.Plain, []string{"fifth"}},
	{part(10), numeral.Plain, []string{"tenth"}},
	{numeral.Int(10), numeral.Plain, []string{"decade", "decades", "ten", "tenth"}},
	{numeral.Int(12), numeral.Plain, []string{"dozen", "twelve"}},
	{numeral.Int(100), numeral.Plain, []string{"century", "hundred"}},
	{numeral.Int(100), numeral.Percent, []string{"all", "every", "fully", "entirely", "completely", "perfect", "perfectly"}},
}

// hasWord reports whether one of the words stands in the text.
func (s *segment) hasWord(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return s.folded.has(fold(w).text, false) })
}
