package evaluate

import (
	"fmt"
	"math"
	"strconv"
)

// Smoothing is how BLEU treats orders of n-grams without any match. The names
// are sacreBLEU's; Chen and Cherry (2014) compare them.
type Smoothing string

// The ways of smoothing.
const (
	SmoothExp   Smoothing = "exp"   // half a match for the first such order, a quarter for the next, …
	SmoothFloor Smoothing = "floor" // so many matches
	SmoothAddK  Smoothing = "add-k" // so many more matches and n-grams, for all orders above 1
	SmoothNone  Smoothing = "none"
)

// BLEUOptions are the options of BLEU, under sacreBLEU's names. The zero value
// is sacreBLEU's default.
type BLEUOptions struct {
	Tokenize       string    // one of [Tokenizers]; "" means 13a
	Lowercase      bool      //
	SmoothMethod   Smoothing // "" means exp
	SmoothValue    *float64  // for floor and add-k; nil means 0.1 and 1
	MaxNgramOrder  int       // 0 means 4
	EffectiveOrder bool      // leave out the orders that the hypotheses are too short for
}

// maxOrder limits the orders of n-grams: nobody scores longer ones, and a typing
// error must not take all memory.
const maxOrder = 100

// BLEU is the metric of Papineni et al. (2002), as sacreBLEU 2.6.0 computes it.
type BLEU struct {
	o       BLEUOptions
	value   float64 // of smoothing
	newToks func() tokenizer
}

// NewBLEU checks the options and loads the tokenizer.
func NewBLEU(o BLEUOptions) (*BLEU, error) {
	if o.Tokenize == "" {
		o.Tokenize = "13a"
	}
	if o.MaxNgramOrder == 0 {
		o.MaxNgramOrder = 4
	}
	if o.MaxNgramOrder < 1 || o.MaxNgramOrder > maxOrder {
		return nil, fmt.Errorf("BLEU's n-gram order is %d, expected 1 to %d", o.MaxNgramOrder, maxOrder)
	}
	m := &BLEU{}
	switch o.SmoothMethod {
	case "":
		o.SmoothMethod = SmoothExp
	case SmoothExp, SmoothNone:
	case SmoothFloor:
		m.value = 0.1
	case SmoothAddK:
		m.value = 1
	default:
		return nil, fmt.Errorf("unknown smoothing %q (known: exp, floor, add-k, none)", o.SmoothMethod)
	}
	if o.SmoothValue != nil {
		m.value = *o.SmoothValue
		if math.IsNaN(m.value) || math.IsInf(m.value, 0) || m.value < 0 {
			return nil, fmt.Errorf("BLEU's smoothing value is %v, expected a number from 0", m.value)
		}
	}
	var err error
	if m.newToks, err = newTokenizer(o.Tokenize); err != nil {
		return nil, err
	}
	m.o = o
	return m, nil
}

// Info implements [Metric]. An order other than 4 is named, since sacreBLEU's
// signature does not tell it.
func (m *BLEU) Info() MetricInfo {
	name := "BLEU"
	if m.o.MaxNgramOrder != 4 {
		name += "-" + strconv.Itoa(m.o.MaxNgramOrder)
	}
	return MetricInfo{Key: "bleu", Name: name, Digits: 1, Max: 100}
}

// Signature implements [Metric].
func (m *BLEU) Signature() []Field {
	smooth := string(m.o.SmoothMethod)
	if m.o.SmoothMethod == SmoothFloor || m.o.SmoothMethod == SmoothAddK {
		smooth += "[" + strconv.FormatFloat(m.value, 'f', 2, 64) + "]"
	}
	return []Field{
		{"case", "c", letterCase(m.o.Lowercase)},
		{"eff", "e", yesNo(m.o.EffectiveOrder)},
		{"tok", "tok", m.o.Tokenize},
		{"smooth", "s", smooth},
	}
}

// Width implements [Metric]: the lengths of hypothesis and nearest reference,
// the matches by order, the n-grams of the hypothesis by order.
func (m *BLEU) Width() int { return 2 + 2*m.o.MaxNgramOrder }

// NewScorer implements [Metric].
func (m *BLEU) NewScorer() Scorer {
	return &bleuScorer{m: m, tokens: m.newToks(), matches: make([]int32, m.o.MaxNgramOrder)}
}

type bleuScorer struct {
	m       *BLEU
	tokens  tokenizer
	split   [][]byte
	words   wordTable
	symbols []int32
	ref     reference
	lengths []int // of the references
	matches []int32
}

func (s *bleuScorer) tokenize(text string) [][]byte {
	if s.m.o.Lowercase {
		text = pyLower(text)
	}
	s.split = appendWords(s.split[:0], s.tokens(TrimRight(text)))
	return s.split
}

// Prepare implements [Scorer].
func (s *bleuScorer) Prepare(seg Segment) error {
	if len(seg.References) == 0 {
		return ErrNoReference
	}
	s.words.reset()
	s.lengths = s.lengths[:0]
	for i, text := range seg.References {
		s.symbols = s.symbols[:0]
		for _, w := range s.tokenize(text) {
			s.symbols = append(s.symbols, s.words.add(w))
		}
		s.lengths = append(s.lengths, len(s.symbols))
		if i == 0 {
			s.ref.set(s.symbols, s.m.o.MaxNgramOrder)
		} else {
			s.ref.raise(s.symbols, s.m.o.MaxNgramOrder)
		}
	}
	return nil
}

// Statistics implements [Scorer].
func (s *bleuScorer) Statistics(hypothesis string, stats []float64) {
	s.symbols = s.symbols[:0]
	for _, w := range s.tokenize(hypothesis) {
		s.symbols = append(s.symbols, s.words.find(w))
	}
	clear(s.matches)
	s.ref.match(s.symbols, s.matches)
	stats[0] = float64(len(s.symbols))
	stats[1] = float64(nearest(s.lengths, len(s.symbols)))
	order := s.m.o.MaxNgramOrder
	for n, c := range s.matches {
		stats[2+n] = float64(c)
		stats[2+order+n] = float64(gramsIn(len(s.symbols), n+1))
	}
}

// nearest is the length that is nearest to n, the shorter of two.
func nearest(lengths []int, n int) int {
	best := lengths[0]
	for _, l := range lengths[1:] {
		d, b := max(l-n, n-l), max(best-n, n-best)
		if d < b || d == b && l < best {
			best = l
		}
	}
	return best
}
