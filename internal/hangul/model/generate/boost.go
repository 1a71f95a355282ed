//go:build generate

package main

import (
	"math"
	"slices"
	"sync"

	"github.com/sumtool/sumtool/internal/hangul"
)

// How the decision trees are grown.
const (
	treeCount = 160
	rate      = 0.1
	ridge     = 4.0 // on the answers of leaves
	leastLeaf = 3.0 // sum of weight·p·(1-p) in a leaf
	maxBins   = 32  // values that are told apart in each feature
	leafBound = 4.0 // no leaf says more, before the rate
)

// binned are observations whose features are replaced by the number of the bin
// of values that they are in.
type binned struct {
	limits [hangul.NumFeatures][]float32 // greatest value of each bin but the last
	bins   [hangul.NumFeatures][]uint8
}

func bin(obs []observation) *binned {
	b := &binned{}
	each(func(f int) {
		values := make([]float32, 0, len(obs))
		for i := range obs {
			values = append(values, obs[i].features[f])
		}
		slices.Sort(values)
		var limits []float32
		for k := 1; k < maxBins; k++ {
			v := values[len(values)*k/maxBins]
			if v < values[len(values)-1] && (len(limits) == 0 || v > limits[len(limits)-1]) {
				limits = append(limits, v)
			}
		}
		b.limits[f] = limits
		b.bins[f] = make([]uint8, len(obs))
		for i := range obs {
			n, _ := slices.BinarySearch(limits, obs[i].features[f])
			b.bins[f][i] = uint8(n)
		}
	})
	return b
}

// each calls f for every feature, over the cores.
func each(f func(feature int)) {
	var wg sync.WaitGroup
	for i := range hangul.NumFeatures {
		wg.Go(func() { f(i) })
	}
	wg.Wait()
}

// boost grows trees that add up to the log odds of a slip, by Newton's method
// on the log loss (Friedman 2001; Chen and Guestrin 2016).
func boost(obs []observation) []hangul.Tree {
	b := bin(obs)
	z := make([]float64, len(obs))
	g, h := make([]float64, len(obs)), make([]float64, len(obs))
	leaf := make([]uint8, len(obs))
	trees := make([]hangul.Tree, treeCount)
	for k := range trees {
		for i := range obs {
			o := &obs[i]
			p := 1 / (1 + math.Exp(-z[i]))
			y := 0.0
			if o.slip {
				y = 1
			}
			g[i], h[i] = o.weight*(y-p), o.weight*p*(1-p)
		}
		trees[k] = b.grow(g, h, leaf)
		for i := range obs {
			z[i] += float64(trees[k].Leaf[leaf[i]])
		}
	}
	return trees
}

// A split is a question and what it gains.
type split struct {
	gain float64
	bin  int
}

// grow makes a tree level by level; leaf receives the leaf of each observation.
func (b *binned) grow(g, h []float64, leaf []uint8) (t hangul.Tree) {
	clear(leaf)
	for level := range hangul.TreeDepth {
		nodes := 1 << level
		best := make([][hangul.NumFeatures]split, nodes)
		each(func(f int) {
			sums := make([][maxBins][2]float64, nodes)
			for i, v := range b.bins[f] {
				s := &sums[leaf[i]][v]
				s[0] += g[i]
				s[1] += h[i]
			}
			for n := range nodes {
				best[n][f] = bestSplit(&sums[n], len(b.limits[f]))
			}
		})
		first := nodes - 1 // in the heap
		for n := range nodes {
			chosen := 0
			for f := range best[n] {
				if best[n][f].gain > best[n][chosen].gain {
					chosen = f
				}
			}
			t.Feature[first+n], t.Limit[first+n] = uint8(chosen), float32(math.Inf(1)) // all go left
			if best[n][chosen].gain > 0 {
				t.Limit[first+n] = b.limits[chosen][best[n][chosen].bin]
			} else {
				best[n][chosen].bin = maxBins
			}
		}
		for i := range leaf {
			n := leaf[i]
			f := t.Feature[first+int(n)]
			leaf[i] = 2 * n
			if int(b.bins[f][i]) > best[n][f].bin {
				leaf[i]++
			}
		}
	}
	var sums [1 << hangul.TreeDepth][2]float64
	for i, n := range leaf {
		sums[n][0] += g[i]
		sums[n][1] += h[i]
	}
	for n, s := range sums {
		t.Leaf[n] = float32(rate * max(-leafBound, min(leafBound, s[0]/(s[1]+ridge))))
	}
	return t
}

// bestSplit finds the bin after which to split.
func bestSplit(sums *[maxBins][2]float64, limits int) (best split) {
	var all, left [2]float64
	for _, s := range sums {
		all[0] += s[0]
		all[1] += s[1]
	}
	score := func(s [2]float64) float64 { return s[0] * s[0] / (s[1] + ridge) }
	for v := range limits {
		left[0] += sums[v][0]
		left[1] += sums[v][1]
		right := [2]float64{all[0] - left[0], all[1] - left[1]}
		if left[1] < leastLeaf || right[1] < leastLeaf {
			continue
		}
		if gain := score(left) + score(right) - score(all); gain > best.gain {
			best = split{gain, v}
		}
	}
	return best
}
