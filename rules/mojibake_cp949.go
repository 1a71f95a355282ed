package rules

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/korean"
)

// utf8AsCP949 reads UTF-8 that was shown as CP949, two bytes a character: a Han
// character where a syllable of three bytes begins, rare syllables in between,
// and a question mark for each byte that fitted nothing. The stretch must begin
// at the offset and goes as far as whole syllables do.
func utf8AsCP949(src []byte, at int) (garbled, bool) {
	var s cp949Reader
	g := garbled{cause: "UTF-8 was read as CP949"}
	whole := 0 // bytes of whole syllables
	for i := at; i < len(src) && s.read <= maxGarbled; {
		r, n := utf8.DecodeRune(src[i:])
		if !s.take(r) {
			break
		}
		i += n
		if s.want == 0 && s.proven() {
			g.end, whole = i, len(s.raw)
		}
	}
	g.meant = string(s.raw[:whole])
	switch {
	case g.end == 0:
		return g, false
	case s.replaced:
		g.cause, g.meant = "replacement characters were read as CP949", ""
	case s.lost || !utf8.ValidString(g.meant):
		g.meant = ""
	}
	return g, true
}

// cp949Reader collects the bytes behind such a stretch.
type cp949Reader struct {
	raw      []byte
	read     int  // characters
	want     int  // bytes that the syllable being read still needs
	lost     bool // a byte was replaced by a question mark
	rare     bool // a syllable that KS X 1001 lacks stands right after a lost byte
	gap      bool // the last character was a lost byte
	replaced bool // the bytes are those of U+FFFD
}

// take reads one more character; ok is false if it does not belong.
func (s *cp949Reader) take(r rune) (ok bool) {
	s.read++
	if r == '?' {
		s.lost, s.gap = true, true
		if s.want == 0 {
			s.want = 3 // the first byte of a syllable is what is lost most often
		}
		s.want--
		return true
	}
	pair, ok := cp949(r)
	if !ok || !s.feed(pair[0]) || !s.feed(pair[1]) {
		return false
	}
	if s.gap && (pair[0] <= 0xA0 || pair[1] <= 0xA0) {
		s.rare = true
	}
	s.gap = false
	return true
}

// feed takes one byte of UTF-8: Hangul syllables and U+FFFD begin with these.
func (s *cp949Reader) feed(b byte) bool {
	switch {
	case s.want > 0 && b&0xC0 == 0x80:
		s.want--
	case s.want == 0 && (b >= 0xEA && b <= 0xED || b == 0xEF):
		s.want = 2
		s.replaced = s.replaced || b == 0xEF
	default:
		return false
	}
	s.raw = append(s.raw, b)
	return true
}

// proven reports whether what was read is no text in its own right: without
// losses it decodes, with them rare syllables follow question marks.
func (s *cp949Reader) proven() bool { return !s.lost || s.rare || s.replaced }

// cp949 returns the two bytes that CP949 has for r.
func cp949(r rune) (raw [2]byte, ok bool) {
	if r < utf8.RuneSelf || r == utf8.RuneError {
		return raw, false
	}
	src := utf8.AppendRune(nil, r)
	var dst [4]byte
	n, _, err := korean.EUCKR.NewEncoder().Transform(dst[:], src, true)
	return [2]byte(dst[:2]), err == nil && n == 2
}
