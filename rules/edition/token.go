package edition

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/lazyregexp"
)

// token is a Latin word of a text, inner joiners included: GPT-4o, fine-tuning,
// CPU/GPU, config.json.
type token struct {
	text string
	at   digest.Span
}

// tokens returns the Latin words of the prose: what stands in addresses, code,
// formulas and tags is compared as a whole elsewhere, and figures with their
// units are numbers.
func (s *segment) tokens() []token {
	if s.latin != nil {
		return s.latin
	}
	out := []token{}
	skip := s.skipped()
	for i := 0; i < len(s.text); {
		r, size := utf8.DecodeRuneInString(s.text[i:])
		if !isNameRune(r) {
			i += size
			continue
		}
		end := tokenEnd(s.text, i)
		at := digest.Span{Start: i, End: end}
		for len(skip) > 0 && skip[0].End <= at.Start {
			skip = skip[1:]
		}
		if (len(skip) == 0 || !skip[0].Overlaps(at)) && strings.IndexFunc(s.text[i:end], unicode.IsLetter) >= 0 {
			out = append(out, token{s.text[i:end], at})
		}
		i = end
	}
	s.latin = out
	return out
}

// skipped are the spans whose words are no names, in order and apart.
func (s *segment) skipped() []digest.Span {
	var skip []digest.Span
	for _, in := range s.inlines {
		switch in.Kind {
		case digest.URL, digest.Code, digest.Math, digest.HTML, digest.CommentInline, digest.LinkMark:
			skip = append(skip, in.Span)
		}
	}
	for _, n := range s.numbers {
		if !n.InName {
			skip = append(skip, digest.Span{Start: n.Start, End: max(n.End, n.UnitEnd)})
		}
	}
	slices.SortFunc(skip, func(a, b digest.Span) int { return a.Start - b.Start })
	n := 0
	for _, s := range skip {
		switch {
		case s.Empty():
		case n > 0 && skip[n-1].Overlaps(s):
			skip[n-1].End = max(skip[n-1].End, s.End)
		default:
			skip[n] = s
			n++
		}
	}
	return skip[:n]
}

func isNameRune(r rune) bool {
	return r < 0x80 && (isLatinByte(byte(r)) || r >= '0' && r <= '9') || r >= 0xC0 && unicode.In(r, unicode.Latin, unicode.Greek)
}

// tokenEnd returns where the token that begins at i ends.
func tokenEnd(s string, i int) int {
	end := i
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !isNameRune(r) {
			if !strings.ContainsRune("-_.+/'\u2019&@#\u2010\u2011", r) {
				break
			}
			next, _ := utf8.DecodeRuneInString(s[end+size:])
			if !isNameRune(next) {
				if r == '+' || r == '#' { // C++, C#
					end += size
					continue
				}
				break
			}
		}
		end += size
	}
	return end
}

// parts splits a token where its parts may be said apart.
func (t token) parts() []string {
	return strings.FieldsFunc(t.text, func(r rune) bool { return strings.ContainsRune("-/&_@\u2010\u2011", r) })
}

var (
	fileName     = lazyregexp.New(`^[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]+)+$`)
	abbreviation = lazyregexp.New(`(?i)^(?:[a-z]\.)+[a-z]$|^et\.al$|^vs\.`)
)

// kind says how surely a token is a name.
type kind uint8

const (
	ordinary kind = iota // lower case: may be said otherwise
	proper               // a capital at its start: mostly a name, or a word that begins a title
	name                 // an acronym, CamelCase, letters with digits, a file name: must stay
)

func (t token) kind() kind {
	if fileName().MatchString(t.text) && !abbreviation().MatchString(t.text) {
		return name
	}
	k := ordinary
	parts := t.parts()
	for i, p := range parts {
		k = max(k, partKind(p))
		if i > 0 && startsDigit(p) && partKind(parts[i-1]) >= proper { // Claude-3
			k = name
		}
	}
	return k
}

func startsDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

func partKind(p string) kind {
	upper, lower, digits, inner := 0, 0, 0, false
	for i, r := range p {
		switch {
		case unicode.IsUpper(r):
			upper++
			inner = inner || i > 0
		case unicode.IsLower(r):
			lower++
		case unicode.IsDigit(r):
			digits++
		}
	}
	if upper >= 2 && lower == 1 && strings.HasSuffix(p, "s") { // LLMs
		return name
	}
	switch {
	case upper >= 2, inner && lower > 0:
		return name
	case digits > 0 && upper+lower > 0 && !startsDigit(p):
		return name
	case digits > 0 && upper > 0 && digits < len(p)-1: // 2B is a size, 3DGS a name
		return name
	case digits > 0 && upper == 1 && strings.HasSuffix(p, "D"): // 3D
		return name
	case upper == 1 && lower > 0:
		return proper
	}
	return ordinary
}
