package edition

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/lint"
)

// structure holds the target to the Markdown of the source: one line of one
// item, the same code, formulas and tags, as much emphasis.
func (c *checker) structure() {
	src, dst := c.source, c.target
	if strings.ContainsAny(strings.TrimSpace(dst.text), "\n\r") && !strings.ContainsAny(strings.TrimSpace(src.text), "\n\r") {
		c.fail(Structure, "a line break is added; the translation is one line")
	}
	if m := blockStart().FindString(dst.text); m != "" && !blockStart().MatchString(src.text) {
		c.add(Violation{Rule: Structure, Severity: lint.Error, Target: digest.Span{End: len(m)},
			Message: fmt.Sprintf("it begins with %q, which is no part of the text", strings.TrimSpace(m))})
	}
	if src.single && !dst.single {
		c.fail(Structure, "it is more than the text of one list item")
	}
	c.verbatim(digest.Code, "code")
	c.verbatim(digest.Math, "formula")
	c.verbatim(digest.HTML, "tag")
	c.verbatim(digest.CommentInline, "comment")
	c.emphasis()
	c.balance()
}

// blockStart is what would make another block of a text that begins with it.
var blockStart = lazyregexp.New("^\\s*(?:[-*+] |#{1,6} |> ?|\\d{1,3}[.)] |```|~~~|\\*{1,3}[^*\n]{1,40}\\*{1,3}: )")

// verbatim compares the inlines of one kind as multisets.
func (c *checker) verbatim(kind digest.InlineKind, what string) {
	src, dst := c.source.literals(kind), c.target.literals(kind)
	for _, in := range c.source.of(kind) {
		text := spaceless(c.source.at(in.Span))
		if i := slices.Index(dst, text); i >= 0 {
			dst = slices.Delete(dst, i, i+1)
			continue
		}
		c.add(Violation{Rule: Structure, Severity: lint.Error, Source: in.Span,
			Message: fmt.Sprintf("the %s %s must stay as it is", what, c.source.at(in.Span))})
	}
	for _, in := range c.target.of(kind) {
		if !slices.Contains(src, spaceless(c.target.at(in.Span))) {
			c.add(Violation{Rule: Structure, Severity: lint.Error, Target: in.Span,
				Message: fmt.Sprintf("the %s %s is not in the source", what, c.target.at(in.Span))})
		}
	}
}

func (s *segment) literals(kind digest.InlineKind) []string {
	var out []string
	for _, in := range s.of(kind) {
		out = append(out, spaceless(s.at(in.Span)))
	}
	return out
}

func spaceless(s string) string { return strings.Join(strings.Fields(s), "") }

// emphasis compares how often each strength of emphasis is used. Marks count,
// not what Markdown makes of them: `**강화 학습(RL)**과` is no emphasis because of
// the particle that is glued to it, its translation is.
func (c *checker) emphasis() {
	src, dst := c.source.strengths(), c.target.strengths()
	marks := [2][4]int{c.source.marks(), c.target.marks()}
	for n, name := range [...]string{1: "*emphasis*", 2: "**strong emphasis**", 3: "***both***"} {
		switch {
		case marks[0][n] == marks[1][n] && marks[0][n] > 0:
		case dst[n] < src[n]:
			c.fail(Structure, fmt.Sprintf("the %s is lost", name))
		case dst[n] > src[n]:
			c.fail(Structure, fmt.Sprintf("%s is added", name))
		}
	}
}

// marks counts the runs of one, two and three asterisks outside of code and
// formulas.
func (s *segment) marks() (n [4]int) {
	for i := 0; i < len(s.text); i++ {
		run := 0
		for i+run < len(s.text) && s.text[i+run] == '*' {
			run++
		}
		if run > 0 && run <= 3 && !s.covered(digest.Span{Start: i, End: i + run}, digest.Code, digest.Math, digest.URL, digest.LinkMark) {
			n[run]++
		}
		i += max(run-1, 0)
	}
	return n
}

func (s *segment) strengths() (n [4]int) {
	for _, in := range s.of(digest.Emphasis) {
		text := s.at(in.Span)
		k := 0
		for k < 3 && k < len(text) && (text[k] == '*' || text[k] == '_') {
			k++
		}
		n[k]++
	}
	return n
}

// balance refuses marks that open or close nothing: `**` left over, a backtick
// alone. A source with such marks may keep them.
func (c *checker) balance() {
	for _, mark := range [...]string{"**", "`"} {
		if c.target.loose(mark) > c.source.loose(mark) {
			c.fail(Structure, fmt.Sprintf("a %s opens or closes nothing", mark))
		}
	}
	for _, p := range [...]string{"()", "[]"} {
		if unbalanced(c.target.text, p[0], p[1]) && !unbalanced(c.source.text, p[0], p[1]) {
			c.add(Violation{Rule: Structure, Severity: lint.Warning, Message: fmt.Sprintf("the brackets %s do not pair", p)})
		}
	}
}

// loose counts the marks that are part of no inline.
func (s *segment) loose(mark string) (n int) {
	for i := 0; ; {
		j := strings.Index(s.text[i:], mark)
		if j < 0 {
			return n
		}
		at := digest.Span{Start: i + j, End: i + j + len(mark)}
		if !s.covered(at, digest.Code, digest.Math, digest.URL, digest.LinkMark, digest.Emphasis) {
			n++
		}
		i = at.End
	}
}

func unbalanced(s string, open, close byte) bool {
	return strings.Count(s, string(open)) != strings.Count(s, string(close))
}

// addresses compares link targets and bare addresses as multisets.
func (c *checker) addresses() {
	src, dst := c.source.targets(), c.target.targets()
	for _, t := range src {
		i := slices.IndexFunc(dst, func(o target) bool { return o.url == t.url })
		if i < 0 {
			c.add(Violation{Rule: URL, Severity: lint.Error, Source: t.at, Message: fmt.Sprintf("the address %s is missing", t.url)})
			continue
		}
		dst = slices.Delete(dst, i, i+1)
	}
	for _, t := range dst {
		c.add(Violation{Rule: URL, Severity: lint.Error, Target: t.at, Message: fmt.Sprintf("the address %s is not in the source", t.url)})
	}
	if n, m := len(c.source.of(digest.Link)), len(c.target.of(digest.Link)); n != m && len(src) == len(c.target.targets()) {
		c.fail(URL, fmt.Sprintf("%d of the addresses are links, in the source %d", m, n))
	}
}

type target struct {
	url string
	at  digest.Span
}

// targets lists the addresses of a text. One that is the text of a link belongs
// to the link.
func (s *segment) targets() []target {
	var out []target
	inside := 0
	for _, in := range s.inlines {
		switch {
		case in.Kind == digest.Link:
			inside = in.Span.End
		case in.Kind != digest.URL || in.Span.End <= inside:
			continue
		}
		out = append(out, target{strings.TrimSuffix(s.at(in.Target), "/"), in.Span})
	}
	return out
}
