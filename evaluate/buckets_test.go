package evaluate

import (
	"strings"
	"testing"
)

func TestDivisions(t *testing.T) {
	want := map[string]string{
		"":                                   "1–10 words, without numbers",
		"정확도가 71.4%로 올랐다":                    "1–10 words, with numbers",
		"half (½) counts":                    "1–10 words, with numbers",
		strings.Repeat("word ", 10):          "1–10 words, without numbers",
		strings.Repeat("word ", 11):          "11–20 words, without numbers",
		strings.Repeat("word ", 40):          "21–40 words, without numbers",
		strings.Repeat("word ", 40) + "GPT4": "over 40 words, with numbers",
	}
	for text, groups := range want {
		var got []string
		for _, d := range Divisions() {
			got = append(got, d.Groups[d.Of(text)])
		}
		if g := strings.Join(got, ", "); g != groups {
			t.Errorf("%q: got %s, want %s", text, g, groups)
		}
	}
}
