package rules

import (
	"strings"
	"sync"

	"github.com/sumtool/sumtool/internal/hangul"
)

// particles are the Korean particles that follow a name or an address, longest first.
var particles = []string{
	"으로부터", "에서부터", "이라는", "에서는", "에서도", "에서의", "으로는", "으로써", "으로도",
	"라는", "에는", "에도", "로부터", "까지", "부터", "에서", "에게", "으로", "이라", "처럼", "보다", "로는", "로도", "로서", "로써", "이며", "이고", "이나", "이다", "조차", "마저", "만의", "과의", "와의", "으로의", "로의",
	"을", "를", "이", "가", "은", "는", "의", "에", "로", "와", "과", "도", "만", "나", "며",
}

// particlesBy are the particles by their first syllable, longest first.
var particlesBy = sync.OnceValue(func() *hangul.Table[string] {
	var by hangul.Table[string]
	for _, p := range particles {
		by.Add(hangul.SyllableAt(p, 0), p)
	}
	return &by
})

// isParticle reports whether the Hangul is one of the particles.
func isParticle(b []byte) bool {
	for _, p := range particlesBy().Of(hangul.SyllableAt(b, 0)) {
		if string(b) == p {
			return true
		}
	}
	return false
}

// particleAt returns the particle that s begins with and that ends a word there,
// or "".
func particleAt(s string) string {
	for _, p := range particlesBy().Of(hangul.SyllableAt(s, 0)) {
		if rest, ok := strings.CutPrefix(s, p); ok && endsWord(rest) {
			return p
		}
	}
	return ""
}

// endsWord reports whether s goes on with anything but a Hangul syllable, a
// letter or a digit.
func endsWord(s string) bool {
	for _, r := range s {
		return !isWordRune(r)
	}
	return true
}

func isWordRune(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xAC00 && r <= 0xD7A3
}
