package evaluate

import "math/bits"

// sacreBLEU draws from numpy's default generator. To reach its p-values, the
// same numbers have to be drawn: what follows is numpy's SeedSequence, PCG64
// (O'Neill 2014: XSL-RR 128/64) and Lemire's (2019) way to a range, bit for bit.

// generator is numpy.random.default_rng(seed). A copy of it goes on where the
// original is.
type generator struct {
	hi, lo       uint64 // the state
	incHi, incLo uint64
	half         uint32 // the upper half of the last number, while it is unused
	spare        bool
}

const (
	pcgMulHi = 2549297995355413924
	pcgMulLo = 4865540595714422341
)

func newGenerator(seed uint64) *generator {
	s := seedState(seed)
	g := &generator{incHi: s[2]<<1 | s[3]>>63, incLo: s[3]<<1 | 1}
	g.step()
	var carry uint64
	g.lo, carry = bits.Add64(g.lo, s[1], 0)
	g.hi, _ = bits.Add64(g.hi, s[0], carry)
	g.step()
	return g
}

// seedState is SeedSequence(seed).generate_state(4, uint64).
func seedState(seed uint64) [4]uint64 {
	const multA, multB = 0x931e8875, 0x58f38ded
	hash := uint32(0x43b0d7e5)
	scramble := func(v uint32) uint32 {
		v ^= hash
		hash *= multA
		v *= hash
		return v ^ v>>16
	}
	// A seed of up to 32 bits is one word, and missing words are zero.
	pool := [4]uint32{scramble(uint32(seed)), scramble(uint32(seed >> 32)), scramble(0), scramble(0)}
	for from := range pool {
		for to := range pool {
			if from != to {
				v := 0xca01f9dd*pool[to] - 0x4973f715*scramble(pool[from])
				pool[to] = v ^ v>>16
			}
		}
	}
	hash = 0x8b51f9dd
	var words [8]uint32
	for i := range words {
		v := pool[i%4] ^ hash
		hash *= multB
		v *= hash
		words[i] = v ^ v>>16
	}
	var out [4]uint64
	for i := range out {
		out[i] = uint64(words[2*i+1])<<32 | uint64(words[2*i])
	}
	return out
}

func (g *generator) step() {
	hi, lo := bits.Mul64(g.lo, pcgMulLo)
	hi += g.hi*pcgMulLo + g.lo*pcgMulHi
	var carry uint64
	g.lo, carry = bits.Add64(lo, g.incLo, 0)
	g.hi, _ = bits.Add64(hi, g.incHi, carry)
}

func (g *generator) next64() uint64 {
	g.step()
	return bits.RotateLeft64(g.hi^g.lo, -int(g.hi>>58))
}

// next32 is the lower half of a new number or else the upper half of the last.
func (g *generator) next32() uint32 {
	if g.spare {
		g.spare = false
		return g.half
	}
	v := g.next64()
	g.half, g.spare = uint32(v>>32), true
	return uint32(v)
}

// below is one of integers(0, n), for n from 1.
func (g *generator) below(n uint32) uint32 {
	if n == 1 {
		return 0 // numpy draws nothing for it
	}
	m := uint64(g.next32()) * uint64(n)
	if uint32(m) < n {
		for reject := -n % n; uint32(m) < reject; {
			m = uint64(g.next32()) * uint64(n)
		}
	}
	return uint32(m >> 32)
}

// choose draws len(counts) of as many segments with replacement, one row of
// choice(n, size=(…, n)), and counts how often each was drawn.
func (g *generator) choose(counts []uint16) {
	clear(counts)
	for range counts {
		counts[g.below(uint32(len(counts)))]++
	}
}

// coins draws the rows of integers(2, size=…, dtype=bool): 32 from a number,
// from the lowest bit, on and on over all rows.
type coins struct {
	word uint32
	left int
}

func (c *coins) flip(g *generator, row []uint16) {
	for i := range row {
		if c.left == 0 {
			c.word, c.left = g.next32(), 32
		}
		row[i] = uint16(c.word & 1)
		c.word >>= 1
		c.left--
	}
}

// pairwiseSum is numpy's sum of a contiguous array: halves, down to blocks of at
// most 128 that eight partial sums go through.
func pairwiseSum(a []float64) float64 {
	switch n := len(a); {
	case n < 8:
		sum := 0.0
		for _, v := range a {
			sum += v
		}
		return sum
	case n <= 128:
		r := [8]float64(a)
		i := 8
		for ; i+8 <= n; i += 8 {
			for k := range r {
				r[k] += a[i+k]
			}
		}
		sum := ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]))
		for ; i < n; i++ {
			sum += a[i]
		}
		return sum
	default:
		half := n / 2
		half -= half % 8
		return pairwiseSum(a[:half]) + pairwiseSum(a[half:])
	}
}
