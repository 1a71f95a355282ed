package hangul

// recent remembers what was asked of the n-gram model last: texts repeat
// themselves, the model is larger than the processor's nearer caches, and these
// 256 kB are not. An entry is what is left of the hash when its place is known,
// and a cell, or noGram, in 15 bits. It never changes an answer.
type recent [1 << 15]uint64

// The last 15 bits of an entry.
const (
	cellBits = 1<<14 - 1
	isGram   = 1 << 14
	noGramAt = 1
	answer   = 1<<15 - 1
)

// find is [ngrams.find].
func (r *recent) find(g *ngrams, h uint64) int32 {
	e := &r[h%uint64(len(r))]
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
