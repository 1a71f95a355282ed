package langid

import (
	"unicode"
	"unicode/utf8"
)

// Script is a writing system, as far as this program tells them apart.
type Script uint8

// The scripts. Kana is Hiragana and Katakana; Other is every letter beyond these.
const (
	None Script = iota // no letter: digits, punctuation, emoji, combining marks
	Latin
	Hangul
	Kana
	Han
	Cyrillic
	Greek
	Other
	scripts // their number
)

// String returns the script's English name.
func (s Script) String() string {
	return [scripts]string{"none", "Latin", "Hangul", "kana", "Han", "Cyrillic", "Greek", "other"}[s]
}

// Counts holds the number of letters of each script, indexed by [Script].
type Counts [scripts]int

// Letters is the number of letters of all scripts.
func (c *Counts) Letters() (n int) {
	for s := Latin; s < scripts; s++ {
		n += c[s]
	}
	return n
}

// Count counts the letters of a text by script. Every letter counts: addresses,
// names and code, too. It reads ranges of code points and no tables but for rare
// ones; invalid bytes count as nothing.
func Count[T ~string | ~[]byte](text T) (c Counts) {
	latin, hangul := 0, 0
	for i := 0; i < len(text); {
		for i < len(text) && text[i] < utf8.RuneSelf {
			latin += int(letterBit[text[i]])
			i++
		}
		// Hangul syllables are EA B0 80 to ED 9E A3: most letters of a Korean text.
		for i+2 < len(text) && text[i]-0xEA <= 3 && text[i+1]&0xC0 == 0x80 && text[i+2]&0xC0 == 0x80 {
			if r := rune(text[i]&0x0F)<<12 | rune(text[i+1]&0x3F)<<6 | rune(text[i+2]&0x3F); 0xAC00 <= r && r <= 0xD7A3 {
				hangul++
			} else {
				c[ScriptOf(r)]++
			}
			i += 3
		}
		if i < len(text) && text[i] >= utf8.RuneSelf {
			r, size := decode(text, i)
			c[ScriptOf(r)]++
			i += size
		}
	}
	c[None] = 0
	c[Latin] += latin
	c[Hangul] += hangul
	return c
}

// letterBit is 1 for the ASCII letters.
var letterBit = func() (t [256]uint8) {
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = 1, 1
	}
	return t
}()

// decode reads the code point at i, with a short way for three bytes, which is
// what Hangul, kana and Han take.
func decode[T ~string | ~[]byte](text T, i int) (rune, int) {
	if i+2 < len(text) {
		if a, b, c := text[i], text[i+1], text[i+2]; 0xE1 <= a && a <= 0xEC && b&0xC0 == 0x80 && c&0xC0 == 0x80 {
			return rune(a&0x0F)<<12 | rune(b&0x3F)<<6 | rune(c&0x3F), 3
		}
	}
	return utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
}

// ScriptOf returns the script of a letter, or [None].
func ScriptOf(r rune) Script {
	switch {
	case r < utf8.RuneSelf:
		if letterBit[max(r, 0)] == 1 {
			return Latin
		}
		return None
	case r < 0xC0: // Latin-1's signs: µ is a unit
		return None
	case 0xAC00 <= r && r <= 0xD7A3, 0x1100 <= r && r <= 0x11FF, 0x3131 <= r && r <= 0x318E,
		0xA960 <= r && r <= 0xA97C, 0xD7B0 <= r && r <= 0xD7FB, 0xFFA0 <= r && r <= 0xFFDC:
		return Hangul
	case 0x4E00 <= r && r <= 0x9FFF, 0x3400 <= r && r <= 0x4DBF, 0x3005 <= r && r <= 0x3007 && r != 0x3006,
		0xF900 <= r && r <= 0xFAFF, 0x20000 <= r && r <= 0x3FFFF:
		return Han
	case 0x3041 <= r && r <= 0x3096, 0x30A1 <= r && r <= 0x30FA, 0x30FC <= r && r <= 0x30FF,
		0x31F0 <= r && r <= 0x31FF, 0xFF66 <= r && r <= 0xFF9D:
		return Kana
	case 0xC0 <= r && r <= 0x24F, 0x1E00 <= r && r <= 0x1EFF:
		if r == 0xD7 || r == 0xF7 {
			return None
		}
		return Latin
	case 0x370 <= r && r <= 0x3FF, 0x1F00 <= r && r <= 0x1FFF:
		if unicode.IsLetter(r) {
			return Greek
		}
		return None
	case 0x400 <= r && r <= 0x52F:
		if unicode.IsLetter(r) {
			return Cyrillic
		}
		return None
	case 0x2000 <= r && r <= 0x2BFF, 0x3000 <= r && r <= 0x303F, 0x1D400 <= r && r <= 0x1D7FF:
		return None // punctuation, letterlike symbols, mathematical alphabets
	case unicode.Is(unicode.Latin, r):
		return Latin
	case unicode.IsLetter(r):
		return Other
	}
	return None
}
