// Package hangul knows Korean script and, through a compact model, the Korean
// language: syllables and their jamo, final consonants and the particles that
// depend on them, and which syllable was meant where one byte of it is wrong.
// It must not know digests, rules or findings: it reads strings and answers
// with offsets and scores.
package hangul

import "unicode/utf8"

// First and Last are the precomposed syllables 가 and 힣; all code points
// between them are syllables.
const (
	First rune = 0xAC00
	Last  rune = 0xD7A3
)

// The numbers of initials, medials and finals; final 0 means none.
const (
	initials = 19
	medials  = 21
	finals   = 28
)

// IsSyllable reports whether r is a precomposed Hangul syllable.
func IsSyllable(r rune) bool { return r >= First && r <= Last }

// IsJamo reports whether r is a single letter: a compatibility jamo such as ㄱ
// or ㅏ, or a conjoining one as decomposed text uses them.
func IsJamo(r rune) bool {
	return r >= 0x3131 && r <= 0x318E || r >= 0x1100 && r <= 0x11FF || r >= 0xA960 && r <= 0xA97C || r >= 0xD7B0 && r <= 0xD7FB
}

// Jamo are the letters of one syllable as indices: Initial 0–18 (ㄱ…ㅎ), Medial
// 0–20 (ㅏ…ㅣ), Final 0–27 (none, ㄱ…ㅎ).
type Jamo struct{ Initial, Medial, Final int }

// Decompose returns the letters of a syllable; ok is false for any other rune.
func Decompose(r rune) (j Jamo, ok bool) {
	if !IsSyllable(r) {
		return Jamo{}, false
	}
	n := int(r - First)
	return Jamo{n / (medials * finals), n / finals % medials, n % finals}, true
}

// Compose is the inverse of [Decompose]. It panics if an index is out of range.
func Compose(j Jamo) rune {
	if uint(j.Initial) >= initials || uint(j.Medial) >= medials || uint(j.Final) >= finals {
		panic("hangul: jamo index out of range")
	}
	return First + rune((j.Initial*medials+j.Medial)*finals+j.Final)
}

var (
	initialLetters = []rune("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
	medialLetters  = []rune("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ")
	finalLetters   = []rune("\x00ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
)

// Letters returns the compatibility jamo of a syllable (값 → ㄱ, ㅏ, ㅄ; final is
// 0 when there is none), as they are shown to people. All are 0 for any other rune.
func Letters(r rune) (initial, medial, final rune) {
	j, ok := Decompose(r)
	if !ok {
		return 0, 0, 0
	}
	return initialLetters[j.Initial], medialLetters[j.Medial], finalLetters[j.Final]
}

// Final is how a word ends, as far as particles depend on it.
type Final uint8

// The endings of a word.
const (
	Unknown   Final = iota // it ends in something that is no Hangul syllable
	Vowel                  // 경로: no final consonant
	Rieul                  // 모델: ㄹ, which 으로/로 treats like a vowel
	Consonant              // 규칙: any other final consonant (batchim)
)

// FinalOf returns how s ends.
func FinalOf(s string) Final {
	r, _ := utf8.DecodeLastRuneInString(s)
	j, ok := Decompose(r)
	switch {
	case !ok:
		return Unknown
	case j.Final == 0:
		return Vowel
	case j.Final == rieul:
		return Rieul
	}
	return Consonant
}

const rieul = 8 // index of the final ㄹ
