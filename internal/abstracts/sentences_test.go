package abstracts

import (
	"slices"
	"strings"
	"testing"
)

func TestSentences(t *testing.T) {
	for _, want := range [][]string{
		nil,
		{"We present Lantern."},
		{"We present Lantern.", "It reads long texts."},
		{"Existing models, e.g. BERT or T5, forget.", "Ours (cf. Fig. 3) does not."},
		{"It gains 3.5 points.", "2.4 billion tokens suffice."},
		{"Smith et al. showed this in 2021.", "We agree!", "\"Why?\" is open."},
		{"The code is at https://example.org/a.b.c and free."},
		{"We ask: does it scale?", "It does...", "And more"},
		{"J. S. Bach is not in it.", "(See the appendix.)", "Done."},
		{"GPT-4 vs. Llama is close.", "The i.i.d. case is easy."},
	} {
		if got := Sentences(strings.Join(want, " ")); !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("We present Lantern. It reads (e.g. books).")
	f.Fuzz(func(t *testing.T, text string) {
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := Sentences(text); squeeze(strings.Join(got, " ")) != squeeze(text) {
			t.Errorf("%q lost text: %q", text, got)
		}
	})
}
