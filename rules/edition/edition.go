// Package edition compares a translated segment with its source. It is the one
// place that says what is wrong with a translation: the gate on a model's
// answer, the edition rules of lint and the integrity metric of evaluate all
// call it.
//
// It knows the two texts of a segment, numbers, names, addresses and the habits
// of translating models. It must not know endpoints, files or how findings are
// reported. It reads only what can be decided from the two texts without a
// model: what it lets pass may still be a bad translation, but what it refuses
// has lost, changed or added something that no good translation does.
package edition

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// The rules that a violation belongs to. Rules of these ids exist in the
// catalogue; Stale has no pair of texts to judge and is the rule's alone.
const (
	Structure    = "edition-structure"
	Untranslated = "edition-untranslated"
	Number       = "edition-number"
	Name         = "edition-name"
	URL          = "edition-url"
	Length       = "edition-length"
	Chatter      = "edition-chatter"
	Stale        = "edition-stale"
)

// Pair is a source segment and what claims to be its translation: the prose of
// one bullet each, label excluded, as it stands between the label and the end of
// the item.
type Pair struct {
	Source, Target string
	From, To       string // ISO 639-1; "" means ko and en

	// Context is text around the segment (the paper's title). Names and numbers
	// that stand there may be said in the target though the source leaves them out.
	Context string

	// Glossary holds the terms that the user fixed; those that the source does
	// not use are passed over.
	Glossary []Term
}

// MaxText is how long a text may be that is compared, in bytes. The longest bullet of
// real digests has a third of it. Word is compared with word, so that the time grows
// with the square of the length: what is longer is refused unread.
const MaxText = 8 << 10

func (p Pair) tooLong() bool { return max(len(p.Source), len(p.Target)) > MaxText }

// Term fixes how a term is translated.
type Term struct{ Source, Target string }

// Violation is one thing that a target got wrong.
type Violation struct {
	Rule     string
	Severity lint.Severity // an Error refuses the target, a Warning is for people, an Info may well be right
	Message  string        // lower case, no full stop; says what to do, for people and for models
	Term     bool          // a term of the glossary is not used

	// Where it shows, in bytes of the two texts. An empty span means the whole
	// text: what is missing from a target stands nowhere in it.
	Source, Target digest.Span
}

// Check returns what is wrong with a target, gravest first, nil if nothing is.
// It says the same for the same pair always.
func Check(p Pair) []Violation {
	if p.From == "" {
		p.From = "ko"
	}
	if p.To == "" {
		p.To = "en"
	}
	if p.tooLong() {
		return []Violation{{Rule: Length, Severity: lint.Error,
			Message: fmt.Sprintf("a text of %d bytes cannot be checked, only one of up to %d; split the bullet", max(len(p.Source), len(p.Target)), MaxText)}}
	}
	c := checker{pair: p, source: parse(p.Source), target: parse(p.Target)}
	if strings.TrimSpace(p.Target) == "" {
		if strings.TrimSpace(p.Source) != "" {
			c.fail(Untranslated, "the translation is empty")
		}
		return c.found
	}
	c.chatter()
	c.structure()
	c.addresses()
	if c.residue(); c.leftAsItWas() {
		return c.sorted() // numbers, names and length of the source say nothing about it
	}
	c.numbers()
	c.names()
	c.glossary()
	c.length()
	c.related()
	return c.sorted()
}

// sorted returns what was found, gravest first.
func (c *checker) sorted() []Violation {
	slices.SortStableFunc(c.found, func(a, b Violation) int { return cmp.Compare(b.Severity, a.Severity) })
	return c.found
}

// Refused returns the violations that make a target unusable.
func Refused(vs []Violation) []Violation {
	var out []Violation
	for _, v := range vs {
		if v.Severity == lint.Error {
			out = append(out, v)
		}
	}
	return out
}

// checker collects the violations of one pair.
type checker struct {
	pair           Pair
	source, target *segment
	found          []Violation
	inWords        []token // acronyms of the source that the target spells out
}

func (c *checker) add(v Violation) { c.found = append(c.found, v) }

// fail refuses the target as a whole.
func (c *checker) fail(rule, message string) {
	c.add(Violation{Rule: rule, Severity: lint.Error, Message: message})
}
