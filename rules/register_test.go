package rules

import "testing"

func TestFormalEnding(t *testing.T) {
	for word, want := range map[string]string{
		"제안한다": "제안합니다", "이다": "입니다", "것이다": "것입니다", "크다": "큽니다", "높다": "높습니다", "얻는다": "얻습니다",
		"만든다": "만듭니다", "길다": "깁니다", "했다": "했습니다", "없다": "없습니다", "아니다": "아닙니다", "다": "",
		"있다": "있습니다", "됐다": "됐습니다", "보였다": "보였습니다", "꿨다": "꿨습니다", "겠다": "겠습니다", "많다": "많습니다", "옳다": "옳습니다", "돕는다": "돕습니다",
		"구성됩늈다": "", "구성됩늬다": "", "높였듔다": "", "제안핝다": "", "제안항다": "", "합늘다": "",
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
