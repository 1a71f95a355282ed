package hangul

// order is the length of the longest n-grams.
const order = 5

// ngrams is a back-off model of order 5 over symbols (interpolated Kneser-Ney,
// Chen and Goodman 1998, pruned and rounded). It is a cuckoo hash table of
// buckets of four 32-bit cells: 18 bits that tell the n-gram from others, 7
// bits of log probability, 7 bits of back-off weight. Unigrams stand in a plain
// array. Every n-gram's suffix and prefix are in the table too, so that a
// search can end at the first one missing.
type ngrams struct {
	unigrams string // two bytes a symbol: log probability, back-off weight
	cells    string // little-endian, four to a bucket
	buckets  uint32
	unseen   byte // log probability of a symbol that the texts do not have
}

// step is the resolution of log probabilities and weights, in nats.
const step = 1.0 / 6

const noGram = -1

// find returns the cell of the n-gram with this hash, or noGram. Nearly all the
// time of a search goes here, waiting for memory: two loads a bucket.
func (g *ngrams) find(h uint64) int32 {
	want := uint32(h) >> 14
	b1, b2 := g.places(h)
	first := g.cells[b1*16 : b1*16+16]
	if c := pick(u64(first, 0), u64(first, 8), want); c != noGram {
		return c
	}
	second := g.cells[b2*16 : b2*16+16]
	return pick(u64(second, 0), u64(second, 8), want)
}

// pick returns the value of the first of four cells with this fingerprint.
func pick(low, high uint64, want uint32) int32 {
	switch {
	case uint32(low)>>14 == want && uint32(low) != 0:
		return int32(low & 0x3FFF)
	case uint32(low>>46) == want && low>>32 != 0:
		return int32(low >> 32 & 0x3FFF)
	case uint32(high)>>14 == want && uint32(high) != 0:
		return int32(high & 0x3FFF)
	case uint32(high>>46) == want && high>>32 != 0:
		return int32(high >> 32 & 0x3FFF)
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

func u64(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
