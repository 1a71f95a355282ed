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

// grow looks for the longer n-grams that end at s[i]. The longest can be longer
// than the longest before it, prev's, by one symbol only.
func (g *ngrams) grow(c, prev *chain, s []symbol, i int) {
	n := int(c.n)
	most := min(order, int(prev.n)+1)
	if n >= most {
		return
	}
	h := uint64(0)
	for k := range n {
		h = extend(h, s[i-k])
	}
	for n < most {
		h = extend(h, s[i-n])
		cell := g.find(h)
		if cell == noGram {
			break
		}
		n++
		c.costs[n], c.weight[n] = uint8(cell>>7), uint8(cell&0x7F)
	}
	c.n = int8(n)
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
