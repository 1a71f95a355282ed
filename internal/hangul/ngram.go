package hangul

// order is the length of the longest n-grams.
const order = 5

// ngrams is a back-off model of order 5 over symbols (interpolated Kneser-Ney,
// Chen and Goodman 1998, pruned and rounded). Whatever n-gram is there, so are its
// suffix and its prefix.
//
// Each length has a table of its own. That of the pairs fits the processor's
// nearer caches: each neighbour of each suspicious syllable is looked for there,
// with the symbols beside it. The longest n-grams are what is looked for first:
// with more bits to tell them apart, few that are not there are taken for others.
type ngrams struct {
	unigrams string               // two bytes a symbol: log probability, back-off weight
	tables   [order + 1]hashTable // cells by length, from 2 on; of the longest n-grams the costs alone
	unseen   byte                 // log probability of a symbol that the texts do not have
}

// step is the resolution of log probabilities and weights, in nats.
const step = 1.0 / 6

// A cell is what is known of an n-gram: 7 bits of -log probability and 7 bits of
// back-off weight, in steps.
type cell uint16

const (
	costBits = 7
	cellBits = 14
)

func (c cell) cost() uint8   { return uint8(c >> costBits) }
func (c cell) weight() uint8 { return uint8(c & (1<<costBits - 1)) }

// noCell stands for an n-gram that is not in the model.
const noCell = ^cell(0)

func (g *ngrams) unigram(s symbol) cell {
	return cell(g.unigrams[2*int(s)])<<costBits | cell(g.unigrams[2*int(s)+1])
}

// find returns the cell of the n-gram of n symbols, two at least, with this
// hash, or noCell.
func (g *ngrams) find(n int, h uint64) cell {
	value := g.tables[n].find(h)
	if n == order && value != noCell {
		value <<= costBits
	}
	return value
}

// valueBits is the size of what is kept of an n-gram of n symbols: the longest are
// the context of nothing and have no back-off weight.
func valueBits(n int) int {
	if n == order {
		return costBits
	}
	return cellBits
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
