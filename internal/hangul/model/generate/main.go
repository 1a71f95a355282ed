//go:build generate

// Generate builds the model of Korean that internal/hangul embeds. See
// docs/garbled-text.md for what it is made of and how to run this.
package main

import (
	"bufio"
	_ "embed"
	"encoding/binary"
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	ko "github.com/ikawaha/kagome-dict-ko"
	"github.com/ikawaha/kagome-dict/dict"
	"github.com/sumtool/sumtool/internal/hangul"
)

var (
	//go:embed data/terms.txt
	termList string
	//go:embed data/sentences.txt
	sentenceList string
)

const (
	folds          = 4
	sentenceWeight = 12 // times that the technical sentences count
	proseWeight    = 4  // times that text on the digests' subjects counts
)

func main() {
	sources := flag.String("sources", "sources", "folder with the unpacked packages, one folder each")
	out := flag.String("o", "../korean.bin", "the model's file")
	grams := flag.Int("ngrams", 940_000, "n-grams to keep")
	work := flag.String("work", "", "keep counts and n-grams in this folder, to read them at the next run with the same inputs")
	explained := flag.String("explain", "", "print the evidence that the model in -o gives for this text, and build nothing")
	measured := flag.String("measure", "", "measure the model in -o on the lines of this file, which it was not trained on, and build nothing")
	words := flag.String("words", "", "with -measure: words (first on each line) into which a slip is no slip")
	show := flag.Int("show", 0, "with -measure: how many of the worst alarms and misses to print")
	flag.Parse()
	var err error
	switch {
	case *explained != "":
		err = explain(*out, *explained)
	case *measured != "":
		err = measure(*out, *measured, *words, *show)
	default:
		err = generate(*sources, *out, *grams, *work)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(sources, out string, grams int, work string) error {
	passages, err := readSources(sources)
	if err != nil {
		return err
	}
	sentences := lines(sentenceList)
	terms, loans := readTerms(termList)
	size := 0
	for _, p := range passages {
		size += len(p.text)
	}
	fmt.Fprintf(os.Stderr, "%d passages, %d bytes; %d sentences, %d terms\n", len(passages), size, len(sentences), len(terms))

	d := ko.Dict()
	counts, err := cachedCounts(d, work, passages, sentences)
	if err != nil {
		return err
	}
	spelling, err := readSpelling(filepath.Join(sources, "hunspell-ko/usr/share/hunspell/ko.dic"))
	if err != nil {
		return err
	}
	frequency, err := readFrequency(filepath.Join(sources, "git-shineware-KOMORAN/core/corpus_build/dic.word"))
	if err != nil {
		return err
	}
	s := hangul.Sections{Loans: loanTable(loans, spelling)}
	words := func(fold int, terms []string) error {
		lex := buildLexicon(d, evidence{counts.without(fold), spelling, frequency}, terms)
		fmt.Fprintf(os.Stderr, "%d surfaces\n", len(lex))
		return encodeWords(lex, buildClasses(d, lex), &s)
	}

	// The weights are learned on text that the n-grams have not seen.
	var obs []observation
	var broken, clean int
	b := newBreaker(passages, 7)
	for fold := range folds {
		var train, test, technical []string
		var trainWeight []int
		for i, t := range sentences {
			if i%folds == fold {
				technical = append(technical, t)
			} else {
				train, trainWeight = append(train, t), append(trainWeight, sentenceWeight)
			}
		}
		for _, p := range passages {
			if foldOf(p.source) == fold {
				if p.prose() || foldOf(p.text) == 0 {
					test = append(test, p.text)
				}
			} else {
				train, trainWeight = append(train, p.text), append(trainWeight, p.weight())
			}
		}
		// Some of the terms are held out too: a digest has others that no list knows.
		var known []string
		for _, t := range terms {
			if foldOf(t) != fold {
				known = append(known, t)
			}
		}
		if err := words(fold, known); err != nil {
			return err
		}
		if err := estimate(train, trainWeight, known, grams, cached(work, fmt.Sprintf("fold%d", fold)), &s); err != nil {
			return err
		}
		m, err := hangul.Open(string(s.Encode()))
		if err != nil {
			return err
		}
		var samples []sample
		for _, t := range test {
			samples = b.sample(samples, t, 1, 1)
		}
		for _, t := range technical {
			samples = b.sample(samples, t, 8, 12)
		}
		o, missed, n := observe(m, samples)
		fmt.Fprintf(os.Stderr, "fold %d: %d passages, %d of %d slips without evidence, %d observations\n", fold, len(test)+len(technical), missed, n, len(o))
		obs = append(obs, o...)
		broken += n
		clean += len(test) + len(technical)
	}
	if err := words(-1, terms); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "nodes %d, edges %d, entries %d, matrix %d bytes\n", len(s.Nodes)/6, len(s.Labels)/2, len(s.Entries)/4, len(s.Matrix))
	weights := fit(obs)
	curve("held-out text", obs, weights, broken, clean)
	var all []string
	var allWeight []int
	for _, p := range passages {
		all, allWeight = append(all, p.text), append(allWeight, p.weight())
	}
	for _, t := range sentences {
		all, allWeight = append(all, t), append(allWeight, sentenceWeight)
	}
	if err := estimate(all, allWeight, terms, grams, cached(work, "all"), &s); err != nil {
		return err
	}
	var packed []byte
	for _, w := range weights {
		packed = binary.LittleEndian.AppendUint32(packed, math.Float32bits(float32(w)))
	}
	s.Weights = string(packed)
	file := s.Encode()
	fmt.Fprintf(os.Stderr, "%d bytes\n", len(file))
	return os.WriteFile(out, file, 0o644)
}

// estimate trains n-grams on texts and on the terms, each once alone.
func estimate(texts []string, weights []int, terms []string, grams int, cache string, s *hangul.Sections) error {
	if file, err := os.ReadFile(cache); err == nil {
		kept, err := hangul.ReadSections(string(file))
		if err != nil {
			return fmt.Errorf("%s: %w", cache, err)
		}
		s.Unigrams, s.Grams = kept.Unigrams, kept.Grams
		return nil
	}
	e := newEstimator()
	var t hangul.Text
	for i, text := range texts {
		t.Reset()
		t.Append(text, 0)
		e.add(t.Symbols(), weights[i])
	}
	for _, term := range terms {
		t.Reset()
		t.Append(term, 0)
		sy := t.Symbols()
		e.add(sy[:len(sy)-1], 2) // what follows is open
	}
	m := e.estimate()
	m.prune(grams)
	if err := m.encode(s); err != nil || cache == "" {
		return err
	}
	kept := hangul.Sections{Unigrams: s.Unigrams, Grams: s.Grams}
	return os.WriteFile(cache, kept.Encode(), 0o644)
}

// prose reports whether the passage is running text on the digests' subjects,
// not a program's messages or manual.
func (p passage) prose() bool { return strings.HasPrefix(p.source, "git-") }

// weight is how often a passage counts.
func (p passage) weight() int {
	if p.prose() {
		return proseWeight
	}
	return 1
}

func foldOf(s string) int {
	h := fnv.New32a()
	h.Write([]byte(s))
	return int(h.Sum32() >> 8 % folds)
}

// readTerms returns the words of the list of terms, and those of them that
// stand under a heading of transliterations.
func readTerms(list string) (terms, loans []string) {
	foreign := false
	for line := range strings.Lines(list) {
		if strings.HasPrefix(line, "#") {
			foreign = strings.HasPrefix(line, "# loans")
			continue
		}
		terms = append(terms, strings.Fields(line)...)
		if foreign {
			loans = append(loans, strings.Fields(line)...)
		}
	}
	return terms, loans
}

// loanTable compares how often each syllable occurs in transliterations and in
// the words of the spelling dictionary, where native and Chinese words prevail.
func loanTable(loans []string, spelling map[string]bool) string {
	var foreign, domestic [hangul.Symbols]float64
	var foreignSum, domesticSum float64
	for _, w := range loans {
		for _, r := range w {
			foreign[hangul.SymbolOf(r)]++
			foreignSum++
		}
	}
	for w := range spelling {
		for _, r := range w {
			domestic[hangul.SymbolOf(r)]++
			domesticSum++
		}
	}
	table := make([]byte, hangul.Symbols)
	for i := range table {
		ratio := math.Log((foreign[i]+0.5)/foreignSum) - math.Log((domestic[i]+5)/domesticSum)
		table[i] = byte(int8(max(-1, min(1, ratio/2)) * hangul.LoanUnit))
	}
	return string(table)
}

// lines returns the lines of a list without comments.
func lines(s string) (out []string) {
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

// cachedCounts counts the words of all text by fold, or reads what an earlier run
// kept.
func cachedCounts(d *dict.Dict, work string, passages []passage, sentences []string) (foldCounts, error) {
	file := cached(work, "words")
	counts := foldCounts{}
	if f, err := os.Open(file); err == nil {
		defer f.Close()
		for sc := bufio.NewScanner(f); sc.Scan(); {
			fields := strings.Fields(sc.Text())
			var n [folds + 1]int
			for i := range n {
				if n[i], err = strconv.Atoi(fields[i+1]); err != nil {
					return nil, fmt.Errorf("%s: %w", file, err)
				}
			}
			counts[fields[0]] = n
		}
		return counts, nil
	}
	for _, s := range sentences {
		passages = append(passages, passage{"", s})
	}
	counts, err := countWords(d, passages)
	if err != nil || file == "" {
		return counts, err
	}
	var b strings.Builder
	for w, n := range counts {
		fmt.Fprintln(&b, w, strings.Trim(fmt.Sprint(n), "[]"))
	}
	return counts, os.WriteFile(file, []byte(b.String()), 0o644)
}

// foldCounts says of words how often they occur in each fold, and, last, in the
// technical sentences.
type foldCounts map[string][folds + 1]int

// without sums the counts of all folds but one.
func (c foldCounts) without(fold int) map[string]int {
	out := make(map[string]int, len(c))
	for w, n := range c {
		for i, k := range n {
			if i != fold {
				out[w] += k
			}
		}
	}
	return out
}

// cached names a file of the working folder, or "" if there is none.
func cached(work, name string) string {
	if work == "" {
		return ""
	}
	return filepath.Join(work, name)
}
