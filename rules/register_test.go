package rules

import "testing"

func TestFormalEnding(t *testing.T) {
	for word, want := range map[string]string{
		"제안한다": "제안합니다", "이다": "입니다", "것이다": "것입니다", "크다": "큽니다", "높다": "높습니다", "얻는다": "얻습니다",
		"만든다": "만듭니다", "길다": "깁니다", "했다": "했습니다", "없다": "없습니다", "아니다": "아닙니다", "다": "",
	} {
		if got := formalEnding(word); got != want {
			t.Errorf("formalEnding(%q) = %q, want %q", word, got, want)
		}
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("이것은 문장입니다. (예: 나는 안다.) 두 가지를 봅니다: A와 B. https://example.com/에서 봅니다")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, s := range sentences(text) {
			if s.start < end || s.end < s.start || s.end > len(text) || s.last[0] < 0 || s.last[1] < s.last[0] || s.last[1] > len(text) {
				t.Fatalf("sentence %+v after %d of %q", s, end, text)
			}
			end = s.end
		}
	})
}
