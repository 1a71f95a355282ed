package evaluate

import (
	"os"
	"slices"
	"testing"
)

func TestTraits(t *testing.T) {
	for text, want := range map[string]Traits{
		"plain":                              {},
		"caf\u00e9 \u201cquoted\u201d\u2026": {},
		"cafe\u0301":                         {Decomposed: true},
		"한글":                                 {Hangul: true},
		"\u1112\u1161\u11ab":                 {Hangul: true, Decomposed: true},
		"\u212b":                             {Decomposed: true}, // the sign for \u00e5ngstr\u00f6m is the letter in NFC
		"漢字 かな":                              {},
		" \t":                                {Empty: 1},
	} {
		got := traitsOf(Item{Segment: Segment{References: []string{"x"}}, Hypotheses: []string{text}}, false)
		if got != want {
			t.Errorf("%q: got %+v, want %+v", text, got, want)
		}
	}
}

// TestKagome loads the Korean dictionary, which takes seconds.
func TestKagome(t *testing.T) {
	if os.Getenv("SUMTOOL_FULL") != "1" {
		t.Skip("loads a dictionary; set SUMTOOL_FULL=1")
	}
	maker, err := newTokenizer("ko-kagome")
	if err != nil {
		t.Fatal(err)
	}
	got := texted(appendWords(nil, maker()("모델은 긴 문서를 읽는다.")))
	if want := []string{"모델", "은", "긴", "문서", "를", "읽", "는다", "."}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
