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

// find returns the cell of the n-gram with this hash, or noGram.
func (g *ngrams) find(h uint64) int32 {
	print := uint32(h) >> 14
	b1, b2 := g.places(h)
	for _, b := range [2]uint32{b1, b2} {
		at := g.cells[b*16 : b*16+16]
		for i := 0; i < 16; i += 4 {
			if c := u32(at, i); c>>14 == print && c != 0 {
				return int32(c & 0x3FFF)
			}
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
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
}

// logProb returns the natural logarithm of P(s[i] | the four symbols before it).
func (g *ngrams) logProb(s []symbol, i int) float32 {
	best := int32(g.unigrams[2*int(s[i])])
	n := 1
	h := extend(0, s[i])
	for n < order && n <= i {
		h = extend(h, s[i-n])
		c := g.find(h)
		if c == noGram {
			break
		}
		best = c >> 7
		n++
	}
	if n == order || n > i {
		return -step * float32(best)
	}
	// Back off from the contexts that are longer than what was found.
	weight := int32(0)
	h = extend(0, s[i-1])
	if n == 1 {
		weight += int32(g.unigrams[2*int(s[i-1])+1])
	}
	for k := 2; k < order && k <= i; k++ {
		h = extend(h, s[i-k])
		c := g.find(h)
		if c == noGram {
			break
		}
		if k >= n {
			weight += c & 0x7F
		}
	}
	return -step * float32(best+weight)
}
