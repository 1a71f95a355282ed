//go:build generate

package main

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"slices"

	"github.com/sumtool/sumtool/internal/hangul"
)

// An observation is the evidence for one neighbour of one syllable, and whether
// the syllable was broken and its neighbour is what had stood there.
type observation struct {
	features [hangul.NumFeatures]float32
	slip     bool
	weight   float64
	sample   int  // its number
	word     int  // where the run of syllables starts in it
	broken   bool // the run is the one that was broken
}

// knownWord is the weight of a slip that made another known word, one that fits
// its neighbours about as well (fitting, in nats): such a slip can be told by
// the context alone, and to look for it costs false alarms.
const (
	knownWord = 0.1
	fitting   = 3

	// loneSyllable is the weight of a slip in a word of one syllable, which says
	// little by itself.
	loneSyllable = 0.2
)

// observe collects evidence from samples, of which there were n before.
func observe(m *hangul.Model, samples []sample, n int) (out []observation) {
	var t hangul.Text
	for k, s := range samples {
		t.Reset()
		t.Append(s.text, 0)
		m.Candidates(&t, func(e *hangul.Evidence) {
			o := observation{features: e.Features, weight: s.count, sample: n + k, word: e.WordStart}
			if s.at >= 0 {
				if e.Features[hangul.Solid] > 0 && e.Features[hangul.CostGain] < fitting {
					o.weight = knownWord
				} else if e.WordEnd-e.WordStart == len("가") {
					o.weight = loneSyllable
				}
				o.broken = e.WordStart <= s.at && s.at < e.WordEnd
				o.slip = e.Start == s.at && e.Right == s.right
			}
			out = append(out, o)
		})
	}
	return out
}

// fit returns the judge that the observations teach.
func fit(obs []observation) *hangul.Judge {
	j := &hangul.Judge{Scales: scales(obs)}
	j.Weights = regress(obs, j.Scales)
	j.Trees = boost(obs)
	return j
}

// An outcome is what is said of a sample: the highest log odds of any of its
// words if it is clean, those of the broken word if one was broken.
type outcome struct {
	sample
	logOdds float64
	word    bool // the broken word consists of words that people write
}

// outcomes judges the observations of samples.
func outcomes(j *hangul.Judge, obs []observation, samples []sample) []outcome {
	out := make([]outcome, len(samples))
	for i, s := range samples {
		out[i] = outcome{sample: s, logOdds: math.Inf(-1)}
	}
	for len(obs) > 0 {
		n, v := 0, hangul.Verdict{}
		for n < len(obs) && obs[n].sample == obs[0].sample && obs[n].word == obs[0].word {
			v.Add(j.LogOdds(&obs[n].features))
			n++
		}
		if o := &out[obs[0].sample]; o.at < 0 || obs[0].broken {
			o.logOdds = max(o.logOdds, v.LogOdds())
			o.word = obs[0].features[hangul.Solid] > 0
		}
		obs = obs[n:]
	}
	return out
}

// curve prints, for several rates of false alarms in clean samples, how many of
// the slips are found.
func curve(name string, results []outcome) {
	var clean, broken, words []float64
	for _, r := range results {
		switch {
		case r.at < 0:
			clean = append(clean, r.logOdds)
		case r.word:
			words = append(words, r.logOdds)
		default:
			broken = append(broken, r.logOdds)
		}
	}
	slices.SortFunc(clean, func(a, b float64) int { return cmp.Compare(b, a) })
	fmt.Fprintf(os.Stderr, "%s: %d clean, %d slips that make no word, %d that make words\n", name, len(clean), len(broken), len(words))
	for _, alarms := range []float64{0.5, 1, 2, 5, 10, 20} {
		n := int(alarms * float64(len(clean)) / 1000)
		if n >= len(clean) {
			break
		}
		fmt.Fprintf(os.Stderr, "  %4g false alarms per 1,000: found %.3f, among words %.3f (threshold %.1f)\n",
			alarms, above(broken, clean[n]), above(words, clean[n]), clean[n])
	}
}

func above(values []float64, least float64) float64 {
	n := 0
	for _, v := range values {
		if v > least {
			n++
		}
	}
	return float64(n) / float64(max(1, len(values)))
}

// crossValidate prints the curve of judges that have not seen what they judge.
func crossValidate(folds [][]observation, samples []sample) {
	var all, sentences []outcome
	for k := range folds {
		var others []observation
		for i := range folds {
			if i != k {
				others = append(others, folds[i]...)
			}
		}
		j := fit(others)
		for i, o := range outcomes(j, folds[k], samples) {
			if samples[i].fold != k {
				continue
			}
			all = append(all, o)
			if o.technical {
				sentences = append(sentences, o)
			}
		}
	}
	curve("all held-out text", all)
	curve("held-out sentences", sentences)
}

// measure prints the curve of a finished model on the lines of a file.
func measure(model, file string) error {
	data, err := os.ReadFile(model)
	if err != nil {
		return err
	}
	m, err := hangul.Open(string(data))
	if err != nil {
		return err
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var passages []passage
	for _, l := range lines(string(text)) {
		passages = append(passages, passage{file, l})
	}
	b := newBreaker(passages, 11)
	var samples []sample
	for _, p := range passages {
		samples = b.sample(samples, p.text, 1, 1)
	}
	curve(file, outcomes(m.Judge(), observe(m, samples, 0), samples))
	return nil
}
