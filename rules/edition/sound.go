package edition

import (
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/lazyregexp"
)

// soundsLike reports whether the source writes the name in Hangul: YouTube for
// 유튜브, LiDAR for 라이다. Only the consonants are compared, vowels are heard
// too differently.
func (c *checker) soundsLike(name string) bool {
	folded := fold(name).text
	return c.hears(skeleton(folded)) || c.hears(skeleton(codaR().ReplaceAllString(folded, "$1")))
}

// codaR is an r that Korean does not write: that of torch in 파이토치.
var codaR = lazyregexp.New(`r([^aeiouyr]|$)`)

func (c *checker) hears(want string) bool {
	if len(want) < 2 {
		return false
	}
	for _, heard := range c.source.heard() { // a particle may go on behind the name
		if strings.HasPrefix(heard, want) && len(heard)-len(want) <= 2 || len(heard) >= 2 && len(want)-len(heard) <= 1 && strings.HasPrefix(want, heard) {
			return true
		}
	}
	return false
}

// heard returns the consonants of the Hangul words of a text, each once.
func (s *segment) heard() []string {
	if s.sounds == nil {
		s.sounds = []string{}
		for _, w := range hangulRuns(s.text) {
			s.sounds = append(s.sounds, consonants(w))
		}
		slices.Sort(s.sounds)
		s.sounds = slices.Compact(s.sounds)
	}
	return s.sounds
}

// Classes of consonants that Korean does not part when it writes foreign words.
const (
	initialSounds = "kknttrmppss0cccktpx" // by initial jamo: ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ
)

// finalSounds are the classes of the final jamo, empty for none.
var finalSounds = [28]string{0: "", 1: "k", 4: "n", 7: "t", 8: "r", 16: "m", 17: "p", 19: "t", 21: "n"}

// consonants returns the consonant classes of a Hangul word.
func consonants(word string) string {
	var b []byte
	for _, r := range word {
		i := int(r - 0xAC00)
		b = append(b, initialSounds[i/588])
		b = append(b, finalSounds[i%28]...)
	}
	return squeeze(b)
}

// skeleton returns the consonant classes of a lower-case Latin word.
func skeleton(word string) string {
	replaced := soundPairs.Replace(word)
	var b []byte
	for i := range len(replaced) {
		switch ch := replaced[i]; ch {
		case 'b', 'p', 'f', 'v':
			b = append(b, 'p')
		case 'c', 'g', 'k', 'q':
			b = append(b, 'k')
		case 'd', 't':
			b = append(b, 't')
		case 'j':
			b = append(b, 'c')
		case 'l', 'r':
			b = append(b, 'r')
		case 'm':
			b = append(b, 'm')
		case 'n':
			b = append(b, 'n')
		case 's', 'z':
			b = append(b, 's')
		case 'x':
			b = append(b, 'k', 's')
		}
	}
	return squeeze(b)
}

var soundPairs = strings.NewReplacer("ph", "f", "th", "s", "ch", "j", "sh", "s", "ck", "k", "ng", "n", "ce", "se", "ci", "si", "cy", "sy", "ge", "je", "gi", "ji", "wh", "w", "h", "", "z", "j")

// squeeze drops silent and breathed sounds and repeated ones.
func squeeze(b []byte) string {
	out := b[:0]
	for _, c := range b {
		if c == '0' || c == 'x' || len(out) > 0 && out[len(out)-1] == c {
			continue
		}
		out = append(out, c)
	}
	return string(out)
}

func hangulRuns(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r < 0xAC00 || r > 0xD7A3 })
}
