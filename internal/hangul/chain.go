package hangul

// A chain is all n-grams that end at one symbol of a text and are in the model:
// since every n-gram's suffix is there, they are those of the lengths 1 to n.
// The chain of the symbol before holds the back-off weights of the contexts, so
// that a passage is searched for each n-gram once.
type chain struct {
	n      int8
	costs  [order + 1]uint8 // -log probability by length, in steps
	weight [order + 1]uint8 // back-off weight by length
}

// begin makes c the chain of a single symbol.
func (g *ngrams) begin(c *chain, s symbol) {
	c.n = 1
	c.costs[1], c.weight[1] = g.unigrams[2*int(s)], g.unigrams[2*int(s)+1]
}

// add lengthens the chain by one n-gram, whose cell was found.
func (c *chain) add(cell int32) {
	c.n++
	c.costs[c.n], c.weight[c.n] = uint8(cell>>7), uint8(cell&0x7F)
}

// grow looks for the longer n-grams that end at s[i]. The longest can be longer
// than the longest before it, prev's, by one symbol only.
func (r *recent) grow(g *ngrams, c, prev *chain, s []symbol, i int) {
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
		cell := r.find(g, h)
		if cell == noGram {
			return
		}
		c.add(cell)
	}
}

// logProb returns the natural logarithm of the probability of the symbol with
// this chain behind the four before it, prev being the chain of the last of them.
func (c *chain) logProb(prev *chain) float32 {
	cost := int32(c.costs[c.n])
	// Back off from the contexts that are longer than what was found.
	for k := c.n; k <= prev.n && k < order; k++ {
		cost += int32(prev.weight[k])
	}
	return -step * float32(cost)
}
