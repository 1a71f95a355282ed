package hangul

import (
	"slices"
	"testing"
	"unicode/utf8"
)

func TestTable(t *testing.T) {
	var table Table[string]
	for _, word := range []string{"가을", "가지", "힣", "나무"} {
		r, _ := utf8.DecodeRuneInString(word)
		table.Add(r, word)
	}
	for r, want := range map[rune][]string{'가': {"가을", "가지"}, '힣': {"힣"}, '나': {"나무"}, '다': nil, 'a': nil, 0: nil, -1: nil, First - 1: nil, Last + 1: nil, utf8.MaxRune: nil} {
		if got := table.Of(r); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", r, got, want)
		}
	}
}

func TestSyllableAt(t *testing.T) {
	const text = "a가힣\uabff\ud7b0漢\xea\xb0"
	for i := range len(text) + 1 {
		want, _ := utf8.DecodeRuneInString(text[i:])
		if !IsSyllable(want) {
			want = 0
		}
		if got := SyllableAt(text, i); got != want {
			t.Errorf("at %d: got %q, want %q", i, got, want)
		}
		if got := SyllableAt([]byte(text), i); got != want {
			t.Errorf("bytes at %d: got %q, want %q", i, got, want)
		}
	}
}
