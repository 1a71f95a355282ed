package rules

import (
	"math/rand/v2"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// TestMaybeDecomposed looks at random texts in stretches and as a whole: the
// first place that is not composed must be the same.
func TestMaybeDecomposed(t *testing.T) {
	alphabet := []string{"a", " ", "\n", "가", "각", "힣", "é", "e", "\u0301", "\u11a8", "\u1112", "\u1161", "\u3099", "か", "\u212b", "·", "—", "中", "\uf900", "\xed", "\xc3", "\U0001d15e"}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var src []byte
		for range rng.IntN(12) {
			src = append(src, alphabet[rng.IntN(len(alphabet))]...)
		}
		at := 0
		for at < len(src) {
			start, end := maybeDecomposed(src, at)
			if at = start + norm.NFC.QuickSpan(src[start:end]); at < end {
				break
			}
		}
		if want := norm.NFC.QuickSpan(src); at != want {
			t.Fatalf("%+q: the first is at %d, want %d", src, at, want)
		}
	}
}
