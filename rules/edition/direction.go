package edition

import (
	"fmt"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/internal/numeral"
	"github.com/sumtool/sumtool/lint"
)

// direction refuses a change told backwards: "41.8에서 47.3으로" as "from 47.3 to
// 41.8". Only pairs of numbers that both texts join in their own way are compared.
func (c *checker) direction() {
	there, back := changes(c.source), changes(c.target)
	for _, s := range there {
		for _, t := range back {
			if s.from.Value != s.to.Value && numeral.Equal(s.from, t.to) && numeral.Equal(s.to, t.from) && !c.twice(s) {
				c.add(Violation{Rule: Number, Severity: lint.Error, Source: s.span, Target: t.span,
					Message: fmt.Sprintf("the change goes from %s to %s, not the other way", c.source.figure(s.from), c.source.figure(s.to))})
			}
		}
	}
}

// twice reports whether a source tells the same two numbers both ways.
func (c *checker) twice(s change) bool {
	for _, o := range changes(c.source) {
		if numeral.Equal(o.from, s.to) && numeral.Equal(o.to, s.from) {
			return true
		}
	}
	return false
}

// change is a step from one number to another that a text tells.
type change struct {
	from, to numeral.Number
	span     digest.Span
}

var (
	koreanBetween  = lazyregexp.New(`^[^\s\d]{0,4}에서 (?:[^\d.;]{0,12} )?$`)
	koreanAfter    = lazyregexp.New(`^[^\s\d.,;]{0,4}(?:으로|로)(?:[\s,.]|$)`)
	englishBefore  = lazyregexp.New(`(?i)\bfrom (?:about |around |roughly |nearly |only |just |over |[$~])?$`)
	englishBetween = lazyregexp.New(`(?i)^[^\d.;,]{0,16}\bto (?:about |around |roughly |nearly |only |just |over |[$~])?$`)
)

func changes(s *segment) []change {
	var out []change
	for i := 1; i < len(s.numbers); i++ {
		a, b := s.numbers[i-1], s.numbers[i]
		between := s.text[max(a.End, a.UnitEnd):max(b.Start, a.UnitEnd)]
		korean := koreanBetween().MatchString(between) && koreanAfter().MatchString(s.text[max(b.End, b.UnitEnd):])
		english := englishBetween().MatchString(between) && englishBefore().MatchString(strings.TrimRight(s.text[:a.Start], "$~"))
		if korean || english {
			out = append(out, change{a, b, digest.Span{Start: a.Start, End: b.End}})
		}
	}
	return out
}
