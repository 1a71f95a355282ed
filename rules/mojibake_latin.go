package rules

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"

	"github.com/sumtool/sumtool/internal/hangul"
)

// maxGarbled bounds one stretch of garbled text, in characters.
const maxGarbled = 400

// latinByte returns the byte above 0x7F that Latin-1 or Windows-1252 shows as r.
func latinByte(r rune) (byte, bool) {
	if r >= 0x80 && r <= 0xFF {
		return byte(r), true
	}
	if r < 0x80 || r > 0x2122 {
		return 0, false
	}
	b, ok := charmap.Windows1252.EncodeRune(r)
	return b, ok && b >= 0x80
}

// latinRun returns the bytes behind the run of such characters at the offset, at
// most so many, and where each of them ends in src.
func latinRun(src []byte, at, most int) (raw []byte, ends []int) {
	for i := at; i < len(src) && len(raw) < most; {
		r, n := utf8.DecodeRune(src[i:])
		b, ok := latinByte(r)
		if !ok {
			break
		}
		i += n
		raw, ends = append(raw, b), append(ends, i)
	}
	return raw, ends
}

// utf8AsLatin reads UTF-8 that was shown as Latin-1 or Windows-1252: the longest
// stretch of whole characters at the offset.
func utf8AsLatin(src []byte, at int) (garbled, bool) {
	if raw, _ := latinRun(src, at, utf8.UTFMax); !utf8.FullRune(raw) || raw[0] < 0xC2 {
		return garbled{}, false
	} else if r, _ := utf8.DecodeRune(raw); r == utf8.RuneError {
		return garbled{}, false
	}
	raw, ends := latinRun(src, at, maxGarbled)
	end := 0
	var meant []rune
	for end < len(raw) {
		r, n := utf8.DecodeRune(raw[end:])
		if r == utf8.RuneError || !plausible(r, raw[end:end+n]) {
			break
		}
		meant = append(meant, r)
		end += n
	}
	if end == 0 || len(meant) == 1 && !convincing(meant[0], raw[:end]) {
		return garbled{}, false
	}
	text := string(meant)
	if again, ok := utf8AsLatin([]byte(text), 0); ok && again.end == len(text) { // twice
		text = again.meant
	}
	return garbled{ends[end-1], text, "UTF-8 was read as Latin-1"}, true
}

// plausible reports whether a decoded character is one that digests hold: so
// that neighbouring accents and quotation marks are not taken for one.
func plausible(r rune, raw []byte) bool {
	switch {
	case r < 0x100: // Â or Ã and a sign: é, °, a no-break space
		return true
	case r < 0x250, r >= 0x370 && r < 0x400: // Latin beyond Western, Greek
		return !punctuation1252(raw[1:])
	case r < 0x2000, r >= 0xE000 && r < 0xF900:
		return false
	}
	return unicode.IsGraphic(r) || unicode.Is(unicode.Cf, r)
}

// convincing reports whether a single decoded character is evidence enough.
func convincing(r rune, raw []byte) bool {
	switch {
	case r < 0x100: // "Ã" before a quotation mark may be a letter in a quotation
		return !punctuation1252(raw[1:])
	case r >= 0x2000 && r < 0x3100, r >= 0xFF00: // ’, …, →, 、
		return true
	}
	return !punctuation1252(raw[1:])
}

// punctuation1252 reports whether Windows-1252 shows all the bytes as quotation
// marks, dashes and such, which also stand beside letters that are right.
func punctuation1252(raw []byte) bool {
	for _, b := range raw {
		switch b {
		case 0x82, 0x84, 0x85, 0x8B, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x9B, 0xA0, 0xAB, 0xB7, 0xBB:
		default:
			return false
		}
	}
	return true
}

// eucAsLatin reads EUC-KR that was shown as Latin-1: two characters a syllable.
// Latin letters beside it would make it a Latin word.
func eucAsLatin(src []byte, at int) (garbled, bool) {
	before, _ := utf8.DecodeLastRune(src[:at])
	if _, ok := latinByte(before); ok || latinLetter(before) {
		return garbled{}, false // it began earlier, or is a Latin word's
	}
	raw, ends := latinRun(src, at, maxGarbled)
	if len(raw) < 2 {
		return garbled{}, false
	}
	// After an odd number there is a character of its own, often punctuation.
	n := len(raw) &^ 1
	if after, _ := utf8.DecodeRune(src[ends[len(ends)-1]:]); latinLetter(after) {
		return garbled{}, false
	}
	meant, err := korean.EUCKR.NewDecoder().Bytes(raw[:n])
	if err != nil || utf8.RuneCount(meant) != n/2 {
		return garbled{}, false
	}
	letters := 0
	for i := range n {
		if raw[i] >= 0xC0 && raw[i] != 0xD7 && raw[i] != 0xF7 {
			letters++
		}
	}
	for _, r := range string(meant) {
		if !hangul.IsSyllable(r) {
			return garbled{}, false
		}
	}
	// A single pair may be a sign and a letter that only stand beside each other.
	if letters == 0 || n == 2 && !hangul.IsSyllable(before) {
		return garbled{}, false
	}
	return garbled{ends[n-1], string(meant), "EUC-KR was read as Latin-1"}, true
}

func latinLetter(r rune) bool { return r != utf8.RuneError && unicode.Is(unicode.Latin, r) }
