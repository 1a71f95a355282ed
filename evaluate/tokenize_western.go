package evaluate

import (
	"slices"
	"strings"
)

// decodeEntities decodes the four entities of mteval in its order: what one
// step makes of the text, a later one may decode again.
func decodeEntities(s string) string {
	for _, e := range [...][2]string{{"&quot;", `"`}, {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}} {
		s = strings.ReplaceAll(s, e[0], e[1])
	}
	return s
}

// asciiSymbol reports the symbols that the Western tokenizers of mteval-v13a
// and Tercom always split off: all of ASCII's but apostrophe, comma, hyphen and
// period, and the space.
func asciiSymbol(r rune) bool {
	return r >= ' ' && r <= '&' || r >= '(' && r <= '+' || r == '/' || r >= ':' && r <= '@' ||
		r >= '[' && r <= '`' || r >= '{' && r <= '~'
}

func asciiDigit(b byte) bool { return b >= '0' && b <= '9' }

// punctuation spaces the text in a: symbols always, periods, commas and hyphens
// by the digits beside them.
func (s *spacer) punctuation() []byte {
	s.b = slices.Grow(s.b[:0], 3*len(s.a))
	for _, c := range s.a {
		if c != ' ' && asciiSymbol(rune(c)) {
			s.b = append(s.b, ' ', c, ' ')
		} else {
			s.b = append(s.b, c)
		}
	}
	return s.periods()
}

// periods spaces the text in b: periods and commas that no digit stands before,
// then those that no digit follows, then hyphens after a digit. One after
// another, since what a rule has matched it does not look at again, but the next
// rule does.
func (s *spacer) periods() []byte {
	in, out := s.b, s.a[:0]
	for i := 0; i < len(in); i++ {
		out = append(out, in[i])
		if i+1 < len(in) && (in[i+1] == '.' || in[i+1] == ',') && !asciiDigit(in[i]) {
			out = append(out, ' ', in[i+1], ' ')
			i++
		}
	}
	in, out = out, in[:0]
	for i := 0; i < len(in); i++ {
		if (in[i] == '.' || in[i] == ',') && i+1 < len(in) && !asciiDigit(in[i+1]) {
			out = append(out, ' ', in[i], ' ', in[i+1])
			i++
			continue
		}
		out = append(out, in[i])
	}
	in, out = out, in[:0]
	for i := 0; i < len(in); i++ {
		out = append(out, in[i])
		if i+1 < len(in) && in[i+1] == '-' && asciiDigit(in[i]) {
			out = append(out, ' ', '-', ' ')
			i++
		}
	}
	s.a, s.b = out, in
	return out
}
