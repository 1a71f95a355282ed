package hangul

// A chain is all n-grams that end at one symbol of a text and are in the model:
// since every n-gram's suffix is there, they are those of the lengths 1 to n.
// Most chains of a good text are as long as can be, and what is asked of a chain
// is most often its longest n-gram. So that is looked for first, and the shorter
// ones when they are needed.
type chain struct {
	n     int8
	known uint8 // a bit for each length whose cell is there
	cells [order + 1]cell
}

func (c *chain) set(n int, found cell) {
	c.cells[n] = found
	c.known |= 1 << n
}

// readChain looks for the longest n-gram that ends at s[i]. It can be longer than
// that of the symbol before, whose chain is prev, by one symbol only.
func (g *ngrams) readChain(c, prev *chain, s []symbol, i int) {
	var hashes [order + 1]uint64
	most := min(order, int(prev.n)+1)
	for n := 1; n <= most; n++ {
		hashes[n] = extend(hashes[n-1], s[i-n+1])
	}
	*c = chain{n: 1}
	for n := most; n > 1; n-- {
		if found := g.find(n, hashes[n]); found != noCell {
			c.n = int8(n)
			c.set(n, found)
			return
		}
	}
	c.set(1, g.unigram(s[i]))
}

// cell returns what is known of the n-gram that ends at s[i], whose chain c is
// and has it.
func (g *ngrams) cell(c *chain, s []symbol, i, n int) cell {
	if c.known>>n&1 == 0 {
		c.set(n, g.look(s, i, n))
	}
	return c.cells[n]
}

// look finds an n-gram that is in the model.
func (g *ngrams) look(s []symbol, i, n int) cell {
	if n == 1 {
		return g.unigram(s[i])
	}
	h := uint64(0)
	for k := range n {
		h = extend(h, s[i-k])
	}
	return g.find(n, h)
}

// grow looks for n-grams that end at s[i] and are longer than the chain, which
// has two symbols at least and may have left some out.
func (g *ngrams) grow(c, prev *chain, s []symbol, i int) {
	most := min(order, prev.n+1)
	if c.n >= most {
		return
	}
	h := uint64(0)
	for k := range int(c.n) {
		h = extend(h, s[i-k])
	}
	for c.n < most {
		h = extend(h, s[i-int(c.n)])
		found := g.find(int(c.n)+1, h)
		if found == noCell {
			return
		}
		c.n++
		c.set(int(c.n), found)
	}
}

// logProb returns the natural logarithm of the probability of s[i], whose chain
// is c, behind the four symbols before it; prev is the chain of the last of them.
func (g *ngrams) logProb(c, prev *chain, s []symbol, i int) float32 {
	cost := int32(g.cell(c, s, i, int(c.n)).cost())
	// Back off from the contexts that are longer than what was found.
	for k := c.n; k <= prev.n && k < order; k++ {
		cost += int32(g.cell(prev, s, i-1, int(k)).weight())
	}
	return -step * float32(cost)
}
