package hangul

// recent remembers what was asked of the n-gram model last: texts repeat
// themselves, the model is larger than the processor's nearer caches, and this
// is not. An entry is what is left of the hash when its place is known, and a
// cell, or noGram, in 15 bits. It never changes an answer.
//
// The table grows with what is read: a page of memory that is touched for the
// first time costs more than a hundred searches of the model, and a single
// digest needs few.
type recent struct {
	entries []uint64
	asked   int // symbols
}

// The entries that recent begins with, and has at most: 32 and 256 kB.
const (
	fewestRecent = 1 << 12
	mostRecent   = 1 << 15
)

// expect makes room for a text of n symbols. What was known may be lost.
func (r *recent) expect(n int) {
	r.asked += n
	size := max(len(r.entries), fewestRecent)
	for size < mostRecent && r.asked > 4*size {
		size *= 2
	}
	if size != len(r.entries) {
		r.entries = make([]uint64, size)
	}
}

// The last 15 bits of an entry.
const (
	cellBits = 1<<14 - 1
	isGram   = 1 << 14
	noGramAt = 1
	answer   = 1<<15 - 1
)

// find is [ngrams.find].
func (r *recent) find(g *ngrams, h uint64) int32 {
	e := &r.entries[h&uint64(len(r.entries)-1)]
	if *e^h <= answer && *e&answer != 0 {
		return unpack(*e)
	}
	cell := g.find(h)
	*e = h&^answer | noGramAt
	if cell != noGram {
		*e = h&^answer | isGram | uint64(cell)
	}
	return cell
}

func unpack(e uint64) int32 {
	if e&isGram == 0 {
		return noGram
	}
	return int32(e & cellBits)
}
