package hangul

import "slices"

// Join writes compatibility jamo as the syllables that they spell, as a
// keyboard does: ㅎ, ㅏ, ㄴ is 한. ok is false unless all of them go into whole
// syllables.
func Join(letters []rune) (s string, ok bool) {
	var out []rune
	for i := 0; i < len(letters); {
		if i+1 == len(letters) {
			return "", false
		}
		initial, medial := slices.Index(initialLetters, letters[i]), slices.Index(medialLetters, letters[i+1])
		if initial < 0 || medial < 0 {
			return "", false
		}
		i += 2
		final := 0
		// A consonant is this syllable's last unless a vowel follows it.
		if i < len(letters) && (i+1 == len(letters) || slices.Index(medialLetters, letters[i+1]) < 0) {
			if n := slices.Index(finalLetters, letters[i]); n > 0 {
				final = n
				i++
			}
		}
		out = append(out, Compose(Jamo{initial, medial, final}))
	}
	return string(out), len(out) > 0
}
