package edition

import (
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/numeral"
)

// segment is one side of a pair, read once.
type segment struct {
	text    string
	inlines []digest.Inline // spans are offsets into text
	numbers []numeral.Number
	single  bool // it is the text of one list item and nothing else
	folded  folded

	// Read when first asked for:
	words      []lender // see lenders
	longWords  []lender
	latin      []token  // see tokens
	nameTexts  []string // see foldedNames
	beginnings []string // see hasWordFrom
	sounds     []string // see heard
}

func parse(text string) *segment {
	s := &segment{text: text, numbers: numeral.Find(text), folded: fold(text)}
	if strings.ContainsAny(text, "\r\n") {
		s.parseLines()
		return s
	}
	at, inlines := digest.Line([]byte(text))
	s.inlines = inlines
	s.single = at.Start == 0 && at.End > 0 && at.End >= len(strings.TrimRight(text, " \t"))
	return s
}

// frame is what a segment of several lines is parsed in: a labelled bullet, so that
// emphasis at its start is not taken for a label.
const frame = "### x\n\n- ***x***: "

func (s *segment) parseLines() {
	text := s.text
	doc := digest.Parse("", []byte(frame+text+"\n"), digest.DefaultTemplate())
	if len(doc.Papers) == 0 || len(doc.Papers[0].Bullets) == 0 {
		return
	}
	bullets := doc.Papers[0].Bullets
	at := bullets[0].Text
	s.single = len(doc.Papers) == 1 && len(bullets) == 1 && len(doc.Papers[0].Stray) == 0 && len(doc.Headings) == 0 &&
		at.Start <= len(frame) && at.End >= len(frame)+len(strings.TrimRight(text, " \n\r\t"))
	for _, in := range bullets[0].Inlines {
		in.Span, in.Target = in.Span.Shift(-len(frame)), in.Target.Shift(-len(frame))
		if in.Span.Start >= 0 && in.Span.End <= len(text) {
			s.inlines = append(s.inlines, in)
		}
	}
}

func (s *segment) at(span digest.Span) string { return s.text[span.Start:span.End] }

// of returns the inlines of the given kinds.
func (s *segment) of(kinds ...digest.InlineKind) []digest.Inline {
	var out []digest.Inline
	for _, in := range s.inlines {
		for _, k := range kinds {
			if in.Kind == k {
				out = append(out, in)
			}
		}
	}
	return out
}

// covered reports whether the span touches an inline of the given kinds.
func (s *segment) covered(at digest.Span, kinds ...digest.InlineKind) bool {
	for _, in := range s.inlines {
		for _, k := range kinds {
			if in.Kind == k && in.Span.Overlaps(at) {
				return true
			}
		}
	}
	return false
}
