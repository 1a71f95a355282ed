package langid

import (
	"embed"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/pemistahl/lingua-go"
)

//go:embed testdata/*.txt
var sentences embed.FS

// spokenHere are the languages of the accuracy table, each with its sentences in
// testdata.
var spokenHere = []string{"ko", "en", "ja", "zh", "de", "fr", "es", "vi", "ru"}

// TestAccuracy compares the detector with lingua-go alone on the same sentences
// and with the same candidates, whole and cut to 20 characters. It is never to be
// worse. With -v it prints the table of docs/languages.md, and holds it to that.
func TestAccuracy(t *testing.T) {
	if racing {
		t.Skip("the accuracy does not depend on the race detector, and the models load slowly under it")
	}
	ours, err := New(spokenHere...)
	if err != nil {
		t.Fatal(err)
	}
	alone := build(spokenHere)
	var table strings.Builder
	table.WriteString("| language | sentences | whole: sumtool | lingua alone | 20 characters: sumtool | lingua alone |\n|---|--:|--:|--:|--:|--:|\n")
	var sum [5]int
	for _, code := range spokenHere {
		lines := sentencesOf(t, code)
		if len(lines) < 40 {
			t.Errorf("%s has %d sentences, want 40 at least", code, len(lines))
		}
		row := [5]int{len(lines)}
		for _, line := range lines {
			for i, text := range []string{line, cut(line, 20)} {
				if got, _ := ours.Text([]byte(text)); got == code {
					row[1+2*i]++
				} else {
					t.Logf("%s: sumtool says %s: %s", code, got, text)
				}
				if got := linguaSays(alone, text); got == code {
					row[2+2*i]++
				} else {
					t.Logf("%s: lingua alone says %s: %s", code, got, text)
				}
			}
		}
		if row[1] < row[2] || row[3] < row[4] {
			t.Errorf("%s: worse than lingua alone: %v", code, row)
		}
		fmt.Fprintf(&table, "| %s | %d | %d | %d | %d | %d |\n", Name(code), row[0], row[1], row[2], row[3], row[4])
		for i, n := range row {
			sum[i] += n
		}
	}
	fmt.Fprintf(&table, "| all | %d | %d | %d | %d | %d |\n", sum[0], sum[1], sum[2], sum[3], sum[4])
	t.Log("\n" + table.String())
	docs, err := os.ReadFile("../../docs/languages.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(docs), table.String()) {
		t.Errorf("docs/languages.md has another table; it should be\n%s", table.String())
	}
}

func sentencesOf(t testing.TB, code string) []string {
	t.Helper()
	data, err := sentences.ReadFile("testdata/" + code + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

// cut returns the first n code points.
func cut(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

func linguaSays(d lingua.LanguageDetector, text string) string {
	l, ok := d.DetectLanguageOf(text)
	if !ok {
		return Und
	}
	return strings.ToLower(l.IsoCode639_1().String())
}

// TestDefaultLoadsNothing holds the default candidates to the alphabet: an answer
// by a model would not be certain.
func TestDefaultLoadsNothing(t *testing.T) {
	for _, code := range DefaultLanguages() {
		for _, line := range sentencesOf(t, code) {
			if got, _ := Detect(line); got != code {
				t.Errorf("%s is taken for %s: %s", code, got, line)
			}
		}
	}
	for s, codes := range Default().byScript {
		if len(codes) > 1 || Script(s) == Other && len(codes) > 0 {
			t.Errorf("%v share the script %v, so a model would be loaded", codes, Script(s))
		}
	}
}
