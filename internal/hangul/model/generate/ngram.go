//go:build generate

package main

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/sumtool/sumtool/internal/hangul"
)

const (
	order = hangul.Order
	bits  = 12 // of a dense symbol number inside an n-gram's key
)

// estimator counts n-grams and turns them into an interpolated Kneser-Ney model
// with modified discounts (Chen and Goodman 1998, fixed discounts, since parts of
// the text are counted more than once).
type estimator struct {
	dense   map[uint16]uint64
	symbols []uint16 // by dense number
	keys    [order + 1][]uint64
}

func newEstimator() *estimator { return &estimator{dense: map[uint16]uint64{}} }

// add counts a passage weight times.
func (e *estimator) add(passage []uint16, weight int) {
	ids := make([]uint64, len(passage))
	for i, s := range passage {
		id, ok := e.dense[s]
		if !ok {
			id = uint64(len(e.symbols))
			if id >= 1<<bits {
				panic("more different symbols than a key has room for")
			}
			e.dense[s] = id
			e.symbols = append(e.symbols, s)
		}
		ids[i] = id
	}
	if weight > 1 {
		e.adapt(ids)
	}
	for range weight {
		for i := 1; i < len(ids); i++ {
			key := uint64(0)
			// The key of the longest n-gram that ends here; shorter ones follow from it.
			for n := min(order, i+1); n > 0; n-- {
				key = key<<bits | ids[i-n+1]
			}
			if i+1 >= order {
				e.keys[order] = append(e.keys[order], key)
			} else {
				e.keys[i+1] = append(e.keys[i+1], key) // begins at the edge: a raw count
			}
		}
	}
}

// adapt counts the shorter n-grams of a passage that weighs more than others as
// often as they occur. Elsewhere they count by the number of different symbols
// before them, so that the weight alone would reach the longest n-grams only.
func (e *estimator) adapt(ids []uint64) {
	for i := 1; i < len(ids); i++ {
		key := uint64(0)
		for n := 1; n < order && n <= i; n++ {
			key |= ids[i-n+1] << (bits * (n - 1))
			for range adaptation {
				e.keys[n] = append(e.keys[n], key)
			}
		}
	}
}

// adaptation is how often such an n-gram counts.
const adaptation = 2

type gramTable struct {
	keys  []uint64 // sorted
	count []float64
	p     []float64
	bow   []float64 // back-off weight of the n-gram as a context
	keep  []float64 // what pruning it would cost; then >= 0 if kept
}

func (t *gramTable) find(key uint64) int {
	i, ok := slices.BinarySearch(t.keys, key)
	if !ok {
		return -1
	}
	return i
}

var discounts = [4]float64{0, 0.7, 1.05, 1.35}

// model is the estimated model, by order.
type model struct {
	symbols []uint16
	grams   [order + 1]gramTable
	floor   float64 // probability of a symbol never seen
}

func (e *estimator) estimate() *model {
	m := &model{symbols: e.symbols}
	// Counts: raw for the longest n-grams and those at an edge, else the number
	// of different symbols that precede.
	for n := order; n >= 1; n-- {
		keys := e.keys[n]
		if n < order {
			mask := uint64(1)<<(bits*n) - 1
			for _, k := range m.grams[n+1].keys {
				keys = append(keys, k&mask)
			}
		}
		slices.Sort(keys)
		t := &m.grams[n]
		for i := 0; i < len(keys); {
			j := i
			for j < len(keys) && keys[j] == keys[i] {
				j++
			}
			t.keys = append(t.keys, keys[i])
			t.count = append(t.count, float64(j-i))
			i = j
		}
		t.p = make([]float64, len(t.keys))
		t.bow = make([]float64, len(t.keys))
		t.keep = make([]float64, len(t.keys))
		e.keys[n] = nil
	}
	for n := 1; n <= order; n++ {
		m.interpolate(n)
	}
	return m
}

// interpolate fills the probabilities of order n and the back-off weights of
// their contexts.
func (m *model) interpolate(n int) {
	t := &m.grams[n]
	mask := uint64(1)<<(bits*(n-1)) - 1
	for i := 0; i < len(t.keys); {
		j, total, held := i, 0.0, 0.0
		for j < len(t.keys) && t.keys[j]>>bits == t.keys[i]>>bits {
			total += t.count[j]
			held += discounts[min(3, int(t.count[j]))]
			j++
		}
		gamma := held / total
		if n == 1 {
			m.floor = gamma / float64(hangul.Symbols)
		} else if c := m.grams[n-1].find(t.keys[i] >> bits); c >= 0 {
			m.grams[n-1].bow[c] = gamma
		}
		for k := i; k < j; k++ {
			lower := m.floor
			if n > 1 {
				lower = gamma * m.grams[n-1].p[m.grams[n-1].find(t.keys[k]&mask)]
			}
			t.p[k] = (t.count[k]-discounts[min(3, int(t.count[k]))])/total + lower
			if n > 1 {
				t.keep[k] = t.count[k] * math.Log(t.p[k]/lower)
			}
		}
		i = j
	}
}

// prune keeps about limit n-grams of two symbols and more, those whose loss would
// cost the most, and with each its suffix and its prefix.
func (m *model) prune(limit int) {
	var all []float64
	for n := order; n >= 2; n-- {
		t := &m.grams[n]
		mask := uint64(1)<<(bits*(n-1)) - 1
		for i, k := range t.keys {
			if n > 2 {
				l := &m.grams[n-1]
				suffix, prefix := l.find(k&mask), l.find(k>>bits)
				l.keep[suffix] = max(l.keep[suffix], t.keep[i])
				if prefix >= 0 {
					l.keep[prefix] = max(l.keep[prefix], t.keep[i])
				}
			}
			all = append(all, t.keep[i])
		}
	}
	sort.Float64s(all)
	least := all[max(0, len(all)-limit)]
	for n := 2; n <= order; n++ {
		t := &m.grams[n]
		var kept gramTable
		for i, k := range t.keys {
			if t.keep[i] >= least {
				kept.keys = append(kept.keys, k)
				kept.p = append(kept.p, t.p[i])
			}
		}
		kept.bow = make([]float64, len(kept.keys))
		m.grams[n] = kept
	}
	m.reweigh()
}

// reweigh computes the back-off weights that what is kept needs to sum to one.
func (m *model) reweigh() {
	for n := 1; n <= order; n++ {
		for i := range m.grams[n].bow {
			m.grams[n].bow[i] = 1
		}
	}
	for n := 2; n <= order; n++ {
		t, l := &m.grams[n], &m.grams[n-1]
		mask := uint64(1)<<(bits*(n-1)) - 1
		for i := 0; i < len(t.keys); {
			j, upper, lower := i, 0.0, 0.0
			for j < len(t.keys) && t.keys[j]>>bits == t.keys[i]>>bits {
				upper += t.p[j]
				lower += l.p[l.find(t.keys[j]&mask)]
				j++
			}
			if c := l.find(t.keys[i] >> bits); c >= 0 {
				l.bow[c] = max(1-upper, 1e-4) / max(1-lower, 1e-4)
			}
			i = j
		}
	}
}

// rounded returns -log p in steps.
func rounded(p float64) uint32 {
	return uint32(max(0, min(127, math.Round(-math.Log(p)/hangul.Step))))
}

// encode writes the tables that the hangul package reads.
func (m *model) encode(s *hangul.Sections) error {
	uni := make([]byte, 2*hangul.Symbols)
	for i := range hangul.Symbols {
		uni[2*i] = byte(rounded(m.floor))
	}
	for i, k := range m.grams[1].keys {
		at := 2 * int(m.symbols[k])
		uni[at], uni[at+1] = byte(rounded(m.grams[1].p[i])), byte(rounded(m.grams[1].bow[i]))
	}
	s.Unigrams = string(uni)

	gram := make([]uint16, 0, order)
	for n := 2; n <= order; n++ {
		t := &m.grams[n]
		table := newCuckoo(hangul.ValueBits(n), len(t.keys))
		for i, k := range t.keys {
			gram = gram[:n]
			for j := n - 1; j >= 0; j-- {
				gram[j] = m.symbols[k&(1<<bits-1)]
				k >>= bits
			}
			value := rounded(t.p[i])
			if n < order {
				value = value<<hangul.CostBits | min(127, rounded(t.bow[i]))
			}
			if err := table.insert(hangul.HashGram(gram), value); err != nil {
				return err
			}
		}
		s.Grams[n] = table.encode()
	}
	return nil
}

// cuckoo is a hash table of buckets of four, with values of so many bits.
type cuckoo struct {
	bits   int
	cells  []uint32
	hashes []uint64
	n      uint32
	turn   uint32
}

func newCuckoo(bits, items int) *cuckoo {
	n := uint32(float64(items)/4/0.95) + 1
	return &cuckoo{bits: bits, cells: make([]uint32, 4*n), hashes: make([]uint64, 4*n), n: n}
}

func (c *cuckoo) insert(h uint64, value uint32) error {
	cell := uint32(h)>>c.bits<<c.bits | value
	if cell == 0 {
		cell = 1
	}
	for range 10000 {
		b1, b2 := hangul.Buckets(h, c.n)
		for _, b := range [2]uint32{b1, b2} {
			for i := 4 * b; i < 4*b+4; i++ {
				if c.cells[i] == 0 {
					c.cells[i], c.hashes[i] = cell, h
					return nil
				}
			}
		}
		c.turn = c.turn*1664525 + 1013904223
		at := 4*b1 + c.turn>>30
		if c.turn>>29&1 == 1 {
			at = 4*b2 + c.turn>>30
		}
		c.cells[at], cell = cell, c.cells[at]
		c.hashes[at], h = h, c.hashes[at]
	}
	return fmt.Errorf("the table of %d buckets is too full", c.n)
}

func (c *cuckoo) encode() string {
	out := make([]byte, 0, 4*len(c.cells))
	for _, v := range c.cells {
		out = append(out, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
	}
	return string(out)
}
