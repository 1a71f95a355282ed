//go:build generate

package main

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/hangul"
)

// A verdict is what a model says of one place in a text.
type verdict struct {
	odds  float64
	right bool // the suggestion is what had stood there
	which hangul.Byte
	note  string
}

// curveSeed makes other slips than those that the weights were fitted on.
const curveSeed = 11

// measure prints the curve of a model's file on the lines of a text that it was
// not trained on: how many slips put into them it finds, and how many false
// alarms it gives on the lines as they are. A slip that makes a word of the file
// words counts neither way, as do words of one syllable, which the rule leaves
// alone.
func measure(model, text, words string, show int) error {
	m, err := openModel(model)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(text)
	if err != nil {
		return err
	}
	known, err := readWords(words)
	if err != nil {
		return err
	}
	bullets := lines(string(data))
	passages := make([]passage, len(bullets))
	for i, b := range bullets {
		passages[i].text = b
	}
	b := newBreaker(passages, curveSeed)
	var t hangul.Text
	var found, alarms []verdict
	for _, line := range bullets {
		t.Reset()
		t.Append(line, 0)
		m.Evidence(&t, func(e *hangul.Evidence) {
			if e.WordEnd-e.WordStart > len("가") {
				alarms = append(alarms, verdict{odds: e.Confidence, note: fmt.Sprintf("%s: %c", line[e.WordStart:e.WordEnd], e.Right)})
			}
		})
		x, ok := b.breakOne(line)
		if !ok {
			continue
		}
		word := wordAt(x.text, x.at)
		if known[word] || len(word) == len("가") {
			continue
		}
		v := verdict{odds: math.Inf(-1), note: fmt.Sprintf("%s: %c", word, x.right)}
		v.which, _ = hangul.Differs(x.right, hangul.SyllableAt(x.text, x.at))
		t.Reset()
		t.Append(x.text, 0)
		m.Evidence(&t, func(e *hangul.Evidence) {
			if e.WordStart <= x.at && x.at < e.WordEnd {
				v.odds, v.right = e.Confidence, e.Start == x.at && e.Right == x.right
			}
		})
		found = append(found, v)
	}
	printCurve(found, alarms, len(bullets))
	slices.SortFunc(alarms, func(a, b verdict) int { return cmp.Compare(b.odds, a.odds) })
	slices.SortFunc(found, func(a, b verdict) int { return cmp.Compare(a.odds, b.odds) })
	for _, v := range alarms[:min(show, len(alarms))] {
		fmt.Printf("alarm %5.1f %s\n", v.odds, v.note)
	}
	for _, v := range found[:min(show, len(found))] {
		fmt.Printf("missed %5.1f %s\n", v.odds, v.note)
	}
	return nil
}

// printCurve prints a line for each of some thresholds.
func printCurve(found, alarms []verdict, lines int) {
	fmt.Println("threshold  last byte  middle byte  right  alarms per 1,000")
	for least := 1.0; least <= 6; least += 0.5 {
		var slips, hits [hangul.FirstByte + 1]float64
		right, alarm := 0.0, 0.0
		for _, v := range found {
			slips[v.which]++
			if v.odds >= least {
				hits[v.which]++
				if v.right {
					right++
				}
			}
		}
		for _, v := range alarms {
			if v.odds >= least {
				alarm++
			}
		}
		fmt.Printf("%9.1f  %9.3f  %11.3f  %5.3f  %.2f\n", least, hits[hangul.LastByte]/slips[hangul.LastByte],
			hits[hangul.MiddleByte]/slips[hangul.MiddleByte], right/(hits[hangul.LastByte]+hits[hangul.MiddleByte]), 1000*alarm/float64(lines))
	}
}

// readWords reads the first word of each line; without a file there are none.
func readWords(file string) (map[string]bool, error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	words := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if f := strings.Fields(line); len(f) > 0 {
			words[f[0]] = true
		}
	}
	return words, nil
}

// wordAt returns the run of syllables around an offset.
func wordAt(text string, at int) string {
	start, end := at, at+len("가")
	for start >= len("가") && hangul.SyllableAt(text, start-len("가")) != 0 {
		start -= len("가")
	}
	for hangul.SyllableAt(text, end) != 0 {
		end += len("가")
	}
	return text[start:end]
}
