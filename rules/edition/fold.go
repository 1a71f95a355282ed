package edition

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text without what two spellings of a name may differ in: case,
// accents, width, spaces, hyphens. "LLaMA-3", "Llama 3" and "llama3" fold to the
// same. Where a token, or the part of a token written in CamelCase, begins and
// ends is kept, so that GPT is not found in the middle of another word.
type folded struct {
	text       string
	start, end []bool // by byte of text: a token or part begins here; ends after here
}

func fold(s string) folded {
	var f folded
	var b strings.Builder
	prev := rune(' ') // the last rune read, of any kind
	closed := true    // the last folded byte ends a token
	open := func(r rune) bool {
		switch {
		case closed:
			return true
		case unicode.IsUpper(r) && unicode.IsLower(prev): // camelCase
			return true
		case isHangul(r) != isHangul(prev):
			return true
		}
		return false
	}
	mark := func() {
		if n := len(f.end); n > 0 {
			f.end[n-1] = true
		}
	}
	// Most texts are ASCII or Hangul: both are composed and need no decomposition.
	if !plainText(s) {
		s = recompose(s)
	}
	for i, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
		case r == '.' && unicode.IsDigit(prev) && digitAt(s, i+1): // 3.5 is not 35
		case unicode.Is(unicode.Mn, r):
			continue
		default:
			mark()
			prev, closed = r, true
			continue
		}
		begins := open(r)
		if begins {
			mark()
		}
		size, _ := b.WriteRune(unicode.ToLower(r))
		for k := range size {
			f.start = append(f.start, begins && k == 0)
			f.end = append(f.end, false)
		}
		prev, closed = r, false
	}
	mark()
	f.text = b.String()
	return f
}

func plainText(s string) bool {
	for _, r := range s {
		if r > 0x7F && !(r >= 0xAC00 && r <= 0xD7A3) {
			return false
		}
	}
	return true
}

// recompose strips accents and widths of Latin letters and leaves Hangul whole.
func recompose(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r <= 0x7F || isHangul(r) {
			b.WriteRune(r)
			continue
		}
		b.WriteString(norm.NFKD.String(string(r)))
	}
	return b.String()
}

func digitAt(s string, i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }

func isHangul(r rune) bool {
	return r >= 0xAC00 && r <= 0xD7A3 || r >= 0x1100 && r <= 0x11FF || r >= 0x3130 && r <= 0x318F
}

// has reports whether the folded name stands in the text as a whole token, or a
// run of whole tokens, with a plural s or not. With open, digits may follow.
func (f folded) has(name string, open bool) bool {
	if name == "" {
		return true
	}
	for from := 0; ; {
		i := strings.Index(f.text[from:], name)
		if i < 0 {
			return false
		}
		at := from + i
		if f.start[at] && f.closes(at+len(name), open) {
			return true
		}
		_, size := utf8.DecodeRuneInString(f.text[at:])
		from = at + size
	}
}

// closes reports whether a name that ends before the byte i is whole.
func (f folded) closes(i int, open bool) bool {
	if i == len(f.text) || f.end[i-1] {
		return true
	}
	for _, plural := range [...]string{"s", "es"} {
		if j := i + len(plural); strings.HasPrefix(f.text[i:], plural) && (j == len(f.text) || f.end[j-1]) {
			return true
		}
	}
	return open && digitAt(f.text, i)
}
