package hangul

// What the generator needs to write the tables that this package reads.

// Order is the length of the longest n-grams; Symbols the size of the alphabet;
// Step the resolution of log probabilities and back-off weights, in nats; CostBits
// the size of one of them in a table.
const (
	Order   = order
	Symbols = symbols
	Step    = step

	CostBits = costBits
)

// Symbols returns the text as the n-gram model sees it, with an edge at either end.
func (t *Text) Symbols() []uint16 {
	out := make([]uint16, 0, len(t.symbols)+1)
	for _, s := range t.symbols {
		out = append(out, uint16(s))
	}
	if len(out) > 0 && out[len(out)-1] != uint16(edge) {
		out = append(out, uint16(edge))
	}
	return out
}

// SymbolOf returns the symbol of a character.
func SymbolOf(r rune) uint16 { return uint16(classify(r)) }

// ValueBits is the size of what is kept of an n-gram of n symbols: its cost and,
// below it, its weight, which the longest ones do not have.
func ValueBits(n int) int { return valueBits(n) }

// HashGram returns the hash under which an n-gram is kept.
func HashGram(gram []uint16) uint64 {
	h := uint64(0)
	for i := len(gram) - 1; i >= 0; i-- {
		h = extend(h, symbol(gram[i]))
	}
	return h
}

// Buckets returns the two buckets, of n, in which an n-gram may stand.
func Buckets(h uint64, n uint32) (uint32, uint32) { return places(h, n) }
