package hangul

import "math/bits"

// order is the length of the longest n-grams.
const order = 5

// ngrams is a back-off model of order 5 over symbols (interpolated Kneser-Ney,
// Chen and Goodman 1998, pruned and rounded). It is a cuckoo hash table of
// buckets of four cells of 32 bits: 18 bits that tell the n-gram from others, 7
// bits of log probability, 7 bits of back-off weight. The first 8 bits of each
// cell, its tag, stand apart: most of what is asked for is not there, and a
// quarter of the memory tells so. Unigrams stand in a plain array. Every
// n-gram's suffix and prefix are in the table too, so that a search can end at
// the first one missing.
type ngrams struct {
	unigrams string // two bytes a symbol: log probability, back-off weight
	tags     string // four to a bucket
	cells    string // three bytes each, little-endian
	buckets  uint32
	unseen   byte // log probability of a symbol that the texts do not have
}

// step is the resolution of log probabilities and weights, in nats.
const step = 1.0 / 6

const noGram = -1

// find returns the cell of the n-gram with this hash, or noGram.
func (g *ngrams) find(h uint64) int32 {
	want := uint32(h) >> 14
	b1, b2 := g.places(h)
	if c := g.pick(b1, want); c != noGram {
		return c
	}
	return g.pick(b2, want)
}

// pick returns the value of the first cell of a bucket with this fingerprint.
func (g *ngrams) pick(bucket, want uint32) int32 {
	const ones, highs = 0x01010101, 0x80808080
	tag := want >> 10
	// A byte of x is 0 where the tag fits, and so becomes the lowest with its
	// high bit set; those above it may be set wrongly.
	x := u32(g.tags, int(4*bucket)) ^ tag*ones
	for fits := (x - ones) &^ x & highs; fits != 0; fits &= fits - 1 {
		at := 3 * (4*int(bucket) + bits.TrailingZeros32(fits)/8)
		cell := g.cells[at : at+3]
		c := uint32(cell[0]) | uint32(cell[1])<<8 | uint32(cell[2])<<16
		if c>>14 == want&0x3FF && (c != 0 || tag != 0) && x>>(bits.TrailingZeros32(fits)&^7)&0xFF == 0 {
			return int32(c & 0x3FFF)
		}
	}
	return noGram
}

// places returns the two buckets in which an n-gram may stand.
func (g *ngrams) places(h uint64) (uint32, uint32) {
	high := uint32(h >> 32)
	b1 := uint32(uint64(high) * uint64(g.buckets) >> 32)
	b2 := uint32(uint64(high*0x9E3779B1^uint32(h)>>14*0x85EBCA6B) * uint64(g.buckets) >> 32)
	return b1, b2
}

// extend adds a symbol to the left of an n-gram's hash; the hash of a single
// symbol is extend(0, s).
func extend(h uint64, s symbol) uint64 {
	h = (h ^ uint64(s) + 1) * 0x9E3779B97F4A7C15
	return h ^ h>>29
}

func u32(s string, i int) uint32 {
	s = s[i : i+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}
