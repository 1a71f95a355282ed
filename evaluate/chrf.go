package evaluate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// CHRFOptions are the options of chrF, under sacreBLEU's names. The defaults
// are [DefaultCHRF].
type CHRFOptions struct {
	CharOrder    int // longest n-grams of characters (code points); 0 for none
	WordOrder    int // longest n-grams of words; 0 for none, 2 for chrF++
	Beta         int // recall counts beta times as much as precision
	Lowercase    bool
	Whitespace   bool // n-grams of characters run across white space
	EpsSmoothing bool // as chrF++.py, NLTK and Moses: a mean of F over all orders
}

// DefaultCHRF is chrF2 with n-grams of up to six characters.
var DefaultCHRF = CHRFOptions{CharOrder: 6, Beta: 2}

// CHRF is the metric of Popović (2015, 2017), as sacreBLEU 2.6.0 computes it.
type CHRF struct {
	key string
	o   CHRFOptions
}

// NewCHRF checks the options.
func NewCHRF(o CHRFOptions) (*CHRF, error) {
	return newCHRF("chrf"+strings.Repeat("+", min(max(o.WordOrder, 0), maxOrder)), o)
}

// newCHRF is NewCHRF under the name that it was asked for by.
func newCHRF(key string, o CHRFOptions) (*CHRF, error) {
	for _, v := range []struct {
		name      string
		n, lowest int
	}{{"character order", o.CharOrder, 0}, {"word order", o.WordOrder, 0}, {"beta", o.Beta, 0}} {
		if v.n < v.lowest || v.n > maxOrder {
			return nil, fmt.Errorf("chrF's %s is %d, expected %d to %d", v.name, v.n, v.lowest, maxOrder)
		}
	}
	if o.CharOrder+o.WordOrder == 0 {
		return nil, fmt.Errorf("chrF's character order and word order are both 0: nothing to count")
	}
	return &CHRF{key, o}, nil
}

// Info implements [Metric].
func (m *CHRF) Info() MetricInfo {
	name := "chrF" + strconv.Itoa(m.o.Beta) + strings.Repeat("+", m.o.WordOrder)
	return MetricInfo{Key: m.key, Name: name, Digits: 1, Max: 100}
}

// Signature implements [Metric].
func (m *CHRF) Signature() []Field {
	return []Field{
		{"case", "c", letterCase(m.o.Lowercase)},
		{"eff", "e", yesNo(!m.o.EpsSmoothing)},
		{"nc", "nc", strconv.Itoa(m.o.CharOrder)},
		{"nw", "nw", strconv.Itoa(m.o.WordOrder)},
		{"space", "s", yesNo(m.o.Whitespace)},
	}
}

func (m *CHRF) orders() int { return m.o.CharOrder + m.o.WordOrder }

// Width implements [Metric]: for every order the n-grams of hypothesis and
// reference, and the matches; characters first.
func (m *CHRF) Width() int { return 3 * m.orders() }

// NewScorer implements [Metric].
func (m *CHRF) NewScorer() Scorer {
	return &chrfScorer{m: m, matches: make([]int32, m.orders()), trial: make([]float64, m.Width())}
}

type chrfScorer struct {
	m       *CHRF
	refs    []*chrfReference
	n       int // references in use
	words   wordTable
	text    []byte
	split   [][]byte
	chars   []int32
	tokens  []int32
	matches []int32
	trial   []float64
}

// chrfReference is one reference's n-grams.
type chrfReference struct {
	chars, words         reference
	charCount, wordCount int
}

// characters sets chars to the code points of a text, counted from 1.
func (s *chrfScorer) characters(text string) {
	s.chars = s.chars[:0]
	for _, r := range text {
		if s.m.o.Whitespace || !pySpace(r) {
			s.chars = append(s.chars, r+1)
		}
	}
}

// numbers sets tokens to the numbers of the words of a text.
func (s *chrfScorer) numbers(text string, number func([]byte) int32) {
	s.tokens = s.tokens[:0]
	if s.m.o.WordOrder == 0 {
		return
	}
	s.text = append(s.text[:0], text...)
	s.split = appendWords(s.split[:0], s.text)
	for _, w := range s.split {
		first, rest := peel(w)
		s.tokens = append(s.tokens, number(first))
		if len(rest) > 0 {
			s.tokens = append(s.tokens, number(rest))
		}
	}
}

// peel splits one punctuation mark of ASCII off a word, from its end or else
// from its beginning. The other end keeps its mark: "(hi)" becomes "(hi" and ")".
func peel(word []byte) (first, rest []byte) {
	_, size := utf8.DecodeRune(word)
	switch last := len(word) - 1; {
	case size == len(word):
		return word, nil
	case asciiPunct(word[last]):
		return word[:last], word[last:]
	case asciiPunct(word[0]):
		return word[:1], word[1:]
	}
	return word, nil
}

func asciiPunct(b byte) bool {
	return b >= '!' && b <= '/' || b >= ':' && b <= '@' || b >= '[' && b <= '`' || b >= '{' && b <= '~'
}

// Prepare implements [Scorer].
func (s *chrfScorer) Prepare(seg Segment) error {
	if len(seg.References) == 0 {
		return ErrNoReference
	}
	s.words.reset()
	s.n = len(seg.References)
	for i, text := range seg.References {
		if i == len(s.refs) {
			s.refs = append(s.refs, new(chrfReference))
		}
		if s.m.o.Lowercase {
			text = pyLower(text)
		}
		r := s.refs[i]
		s.characters(text)
		r.chars.set(s.chars, s.m.o.CharOrder)
		r.charCount = len(s.chars)
		s.numbers(text, s.words.add)
		r.words.set(s.tokens, s.m.o.WordOrder)
		r.wordCount = len(s.tokens)
	}
	return nil
}

// Statistics implements [Scorer]: those of the reference with the highest score,
// the first of equals.
func (s *chrfScorer) Statistics(hypothesis string, stats []float64) {
	if s.m.o.Lowercase {
		hypothesis = pyLower(hypothesis)
	}
	s.characters(hypothesis)
	s.numbers(hypothesis, s.words.find)
	best := -1.0
	for _, r := range s.refs[:s.n] {
		s.against(r)
		if s.n == 1 {
			copy(stats, s.trial)
			return
		}
		if score := s.m.Score(s.trial, Exact); score > best {
			best = score
			copy(stats, s.trial)
		}
	}
}

// against sets trial to the statistics for one reference.
func (s *chrfScorer) against(r *chrfReference) {
	clear(s.matches)
	r.chars.match(s.chars, s.matches[:s.m.o.CharOrder])
	r.words.match(s.tokens, s.matches[s.m.o.CharOrder:])
	for i := range s.matches {
		n, hyp, ref := i+1, len(s.chars), r.charCount
		if i >= s.m.o.CharOrder {
			n, hyp, ref = i-s.m.o.CharOrder+1, len(s.tokens), r.wordCount
		}
		// What is too short a reference for an order says nothing of a
		// hypothesis: its n-grams do not count as wrong.
		hyp, ref = gramsIn(hyp, n), gramsIn(ref, n)
		if ref == 0 {
			hyp = 0
		}
		s.trial[3*i], s.trial[3*i+1], s.trial[3*i+2] = float64(hyp), float64(ref), float64(s.matches[i])
	}
}

// Score implements [Metric]: sacreBLEU's _compute_f_score, operation by
// operation.
func (m *CHRF) Score(sum []float64, by Arithmetic) float64 {
	const eps = 1e-16
	weight := float64(m.o.Beta * m.o.Beta)
	total, precision, recall := 0.0, 0.0, 0.0
	used := 0
	for i := 0; i < len(sum); i += 3 {
		hyp, ref, match := sum[i], sum[i+1], sum[i+2]
		p, r := eps, eps
		if hyp > 0 {
			p = quotient(match, hyp, by)
		}
		if ref > 0 {
			r = quotient(match, ref, by)
		}
		if below := float64(weight*p) + r; below > 0 {
			total += (1 + weight) * p * r / below
		} else {
			total += eps
		}
		if hyp > 0 && ref > 0 {
			precision += p
			recall += r
			used++
		}
	}
	if m.o.EpsSmoothing {
		return 100 * total / float64(m.orders())
	}
	if used > 0 {
		precision /= float64(used)
		recall /= float64(used)
	}
	if precision+recall == 0 {
		return 0
	}
	return 100 * ((1 + weight) * precision * recall / (float64(weight*precision) + recall))
}

// quotient divides two sums of statistics.
func quotient(a, b float64, by Arithmetic) float64 {
	if by == Resampled {
		return float64(float32(a) / float32(b))
	}
	return a / b
}

// Parts implements [Metric].
func (m *CHRF) Parts(sum []float64) []Part { return []Part{{"stats", slices.Clone(sum)}} }
