package edition

import (
	"fmt"
	"unicode"

	"github.com/sumtool/sumtool/lint"
)

// Lengths of a right English translation against what its source lets one
// expect. The bounds are wide: they catch what was cut off, left out or padded,
// not a terse style.
const (
	perSyllable  = 2.3 // English characters a Hangul syllable, measured on the shipped editions
	shortest     = 24  // expected characters below which lengths say nothing
	refusedBelow = 0.25
	refusedAbove = 3.0
	warnedBelow  = 0.55
	warnedAbove  = 1.9
)

// length compares the target's length with the expected one.
func (c *checker) length() {
	if c.pair.From != "ko" || c.pair.To != "en" {
		return
	}
	want := expected(c.source.text)
	if want < shortest {
		return
	}
	got := 0
	for _, r := range c.target.text {
		if !unicode.IsSpace(r) {
			got++
		}
	}
	ratio := float64(got) / want
	severity := lint.Warning
	if ratio < refusedBelow || ratio > refusedAbove || ratio < warnedBelow && orders().MatchString(c.source.text) {
		severity = lint.Error
	}
	switch {
	case ratio < warnedBelow:
		c.add(Violation{Rule: Length, Severity: severity,
			Message: fmt.Sprintf("it has %d characters where some %.0f are expected; something is left out", got, want)})
	case ratio > warnedAbove:
		c.add(Violation{Rule: Length, Severity: severity,
			Message: fmt.Sprintf("it has %d characters where some %.0f are expected; something is added", got, want)})
	}
}

// expected is the number of characters, spaces excluded, that the English of a
// Korean text has on average: what is Latin already stays.
func expected(s string) (n float64) {
	for _, r := range s {
		switch {
		case isHangul(r):
			n += perSyllable
		case !unicode.IsSpace(r):
			n++
		}
	}
	return n
}
