package hangul

import "testing"

func TestJoin(t *testing.T) {
	for _, c := range []struct{ letters, want string }{
		{"ㅎㅏㄴ", "한"}, {"ㄹㅣ", "리"}, {"ㅎㅏㄴㄱㅡㄹ", "한글"}, {"ㄱㅏㅂㅅ", ""}, {"ㄱㅏㅄ", "값"}, {"ㄲㅗㅊㅣ", "꼬치"}, {"ㅇㅣㅆㄷㅏ", "있다"},
		{"ㄱ", ""}, {"ㅏ", ""}, {"ㅏㄱ", ""}, {"ㄱㅏㅏ", ""}, {"ㄱㄴ", ""}, {"가", ""}, {"", ""}, {"ㅎㅏㅃ", ""},
	} {
		if got, ok := Join([]rune(c.letters)); got != c.want || ok != (c.want != "") {
			t.Errorf("%q: %q, %v; want %q", c.letters, got, ok, c.want)
		}
	}
}
