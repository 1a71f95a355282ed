package hangul

import (
	_ "embed"
	"errors"
	"fmt"
	"math"
	"sync"
)

//go:embed model/korean.bin
var embedded string

// Korean returns the embedded model. It is a view of the program's own data:
// the first call costs microseconds, and all goroutines may share it.
var Korean = sync.OnceValue(func() *Model {
	m, err := Open(embedded)
	if err != nil {
		panic(err)
	}
	return m
})

// Model is what is known of Korean: which syllables follow which, which words
// and endings there are and how they join, and how to weigh the two.
type Model struct {
	ngrams  ngrams
	words   words
	loans   string
	weights []float32
}

// Magic begins a model's file; the last byte is the version of its layout.
const Magic = "hangul\x00\x03"

// Sections are the parts of a model's file, in order. Each is preceded by its
// length in bytes (32 bits, little-endian).
type Sections struct {
	Unigrams string            // two bytes a symbol
	Loans    string            // a signed byte a symbol: how much it belongs to transliterations
	Grams    [Order + 1]string // hash tables of the n-grams, by length from 2 on
	Nodes    string            // the automaton of words: see words
	Labels   string
	Targets  string
	Sets     string
	Entries  string
	Matrix   string
	Weights  string // 32-bit floats
}

func (s *Sections) all() []*string {
	parts := []*string{&s.Unigrams, &s.Loans}
	for n := 2; n <= order; n++ {
		parts = append(parts, &s.Grams[n])
	}
	return append(parts, &s.Nodes, &s.Labels, &s.Targets, &s.Sets, &s.Entries, &s.Matrix, &s.Weights)
}

// Encode lays the sections out as a model's file.
func (s *Sections) Encode() []byte {
	out := []byte(Magic)
	for _, p := range s.all() {
		n := len(*p)
		out = append(out, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
		out = append(out, *p...)
	}
	return out
}

// ReadSections takes a model's file apart, which stays referenced.
func ReadSections(file string) (*Sections, error) {
	if len(file) < len(Magic) || file[:len(Magic)] != Magic {
		return nil, errors.New("hangul: not a model of this version; build it again")
	}
	s := &Sections{}
	rest := file[len(Magic):]
	for i, p := range s.all() {
		if len(rest) < 4 || uint64(u32(rest, 0)) > uint64(len(rest)-4) {
			return nil, fmt.Errorf("hangul: section %d of the model is cut short", i)
		}
		n := u32(rest, 0)
		*p, rest = rest[4:4+n], rest[4+n:]
	}
	return s, nil
}

// Open reads a model's file, which stays referenced.
func Open(file string) (*Model, error) {
	s, err := ReadSections(file)
	if err != nil {
		return nil, err
	}
	m := &Model{
		ngrams: ngrams{unigrams: s.Unigrams},
		words:  words{nodes: s.Nodes, labels: s.Labels, targets: s.Targets, sets: s.Sets, entries: s.Entries, matrix: s.Matrix},
		loans:  s.Loans,
	}
	for n := 2; n <= order; n++ {
		m.ngrams.tables[n] = newHashTable(s.Grams[n], valueBits(n))
		if len(s.Grams[n]) < bucketSize {
			return nil, fmt.Errorf("hangul: the model has no n-grams of %d symbols; build it again", n)
		}
	}
	for i := 0; i+4 <= len(s.Weights); i += 4 {
		m.weights = append(m.weights, math.Float32frombits(u32(s.Weights, i)))
	}
	if len(s.Unigrams) != 2*symbols || len(s.Loans) != symbols || len(s.Matrix) == 0 {
		return nil, errors.New("hangul: the model has no words; build it again")
	}
	for i := syllable0; int(i) < symbols; i++ {
		m.ngrams.unseen = max(m.ngrams.unseen, s.Unigrams[2*int(i)])
	}
	return m, nil
}
