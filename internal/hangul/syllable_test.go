package hangul

import "testing"

func TestComposeInvertsDecompose(t *testing.T) {
	for r := First; r <= Last; r++ {
		j, ok := Decompose(r)
		if !ok || Compose(j) != r {
			t.Fatalf("%c: %v, %v", r, j, ok)
		}
	}
	for _, r := range []rune{0, 'a', 'ㄱ', First - 1, Last + 1, 0xFFFD} {
		if _, ok := Decompose(r); ok {
			t.Errorf("%U counts as a syllable", r)
		}
	}
}

func TestLetters(t *testing.T) {
	for _, c := range []struct {
		r    rune
		want [3]rune
	}{
		{'가', [3]rune{'ㄱ', 'ㅏ', 0}}, {'값', [3]rune{'ㄱ', 'ㅏ', 'ㅄ'}}, {'힣', [3]rune{'ㅎ', 'ㅣ', 'ㅎ'}}, {'쮸', [3]rune{'ㅉ', 'ㅠ', 0}}, {'x', [3]rune{}},
	} {
		i, m, f := Letters(c.r)
		if got := [3]rune{i, m, f}; got != c.want {
			t.Errorf("%c: %q, want %q", c.r, got, c.want)
		}
	}
}

func TestFinalOf(t *testing.T) {
	for s, want := range map[string]Final{"": Unknown, "모델": Rieul, "규칙": Consonant, "토큰화": Vowel, "LLM": Unknown, "값": Consonant, "1억": Consonant, "ㄱ": Unknown, "\xec\x9d": Unknown} {
		if got := FinalOf(s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func TestParticlesAreOrderedByLength(t *testing.T) {
	last := 1 << 10
	for _, p := range Particles() {
		if len(p.AfterConsonant) > last {
			t.Errorf("%s comes after a shorter one", p.AfterConsonant)
		}
		last = len(p.AfterConsonant)
	}
}
