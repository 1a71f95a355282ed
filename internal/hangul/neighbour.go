package hangul

// A syllable is three bytes in UTF-8: 1110xxxx 10xxxxxx 10xxxxxx. Its
// neighbours are the syllables that differ from it in one of them.

// Byte says which byte of a syllable differs.
type Byte uint8

// The bytes of a syllable.
const (
	LastByte Byte = iota
	MiddleByte
	FirstByte
)

// maxNeighbours is the most that a syllable can have: 63 with another last
// byte, 63 with another middle byte, 3 with another first byte.
const maxNeighbours = 63 + 63 + 3

// AppendNeighbours appends the syllables whose UTF-8 form differs from that of r
// in exactly one byte, at most 129 of them: those with another last byte first,
// then those with another middle, then those with another first byte. It
// appends nothing if r is no syllable.
func AppendNeighbours(dst []rune, r rune) []rune {
	if !IsSyllable(r) {
		return dst
	}
	for low := r &^ 0x3F; low < r&^0x3F+64; low++ {
		if low != r && IsSyllable(low) {
			dst = append(dst, low)
		}
	}
	for mid := rune(0); mid < 64; mid++ {
		if n := r&^0xFC0 | mid<<6; n != r && IsSyllable(n) {
			dst = append(dst, n)
		}
	}
	for top := rune(0xA); top <= 0xD; top++ {
		if n := r&0xFFF | top<<12; n != r && IsSyllable(n) {
			dst = append(dst, n)
		}
	}
	return dst
}

// Differs says in which byte two neighbours differ; ok is false if they are not
// neighbours.
func Differs(a, b rune) (which Byte, ok bool) {
	d := a ^ b
	switch {
	case d == 0 || !IsSyllable(a) || !IsSyllable(b):
		return 0, false
	case d&^0x3F == 0:
		return LastByte, true
	case d&^0xFC0 == 0:
		return MiddleByte, true
	case d&^0xF000 == 0:
		return FirstByte, true
	}
	return 0, false
}
