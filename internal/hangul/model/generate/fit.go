package main

import (
	"fmt"
	"math"
	"os"
	"sort"

	"github.com/sumtool/sumtool/internal/hangul"
)

// An observation is the evidence that a model gives for one syllable, and
// whether it was broken and its neighbour is what had stood there.
type observation struct {
	features [hangul.NumFeatures]float64
	slip     bool
	weight   float64
}

// knownWord is the weight of a slip that made another known word: such a slip
// can be told by the context alone, and to look for it costs false alarms.
const knownWord = 0.1

// observe collects evidence from samples. missed counts the broken syllables
// for which there was none, or the wrong one.
func observe(m *hangul.Model, samples []sample) (out []observation, missed, broken int) {
	var t hangul.Text
	for _, s := range samples {
		t.Reset()
		t.Append(s.text, 0)
		hit := false
		m.Evidence(&t, func(e *hangul.Evidence) {
			o := observation{weight: s.count}
			for i, f := range e.Features {
				o.features[i] = float64(f)
			}
			if e.Features[hangul.Solid] > 0 && s.at >= 0 {
				o.weight = knownWord
			}
			if s.at >= 0 && e.WordStart <= s.at && s.at < e.WordEnd {
				if e.Start != s.at || e.Right != s.right {
					return
				}
				o.slip, hit = true, true
			}
			out = append(out, o)
		})
		if s.at >= 0 {
			broken++
			if !hit {
				missed++
			}
		}
	}
	return out, missed, broken
}

// fit finds the weights of a logistic regression by Newton's method with a
// ridge, so that they do not depend on a learning rate.
func fit(obs []observation) []float64 {
	const n = hangul.NumFeatures
	const ridge = 1.0
	w := make([]float64, n)
	for range 30 {
		var h [n][n]float64
		var g [n]float64
		for i := range obs {
			o := &obs[i]
			z := 0.0
			for j, f := range o.features {
				z += w[j] * f
			}
			p := 1 / (1 + math.Exp(-z))
			y := 0.0
			if o.slip {
				y = 1
			}
			for j, f := range o.features {
				g[j] += o.weight * (y - p) * f
				for k := j; k < n; k++ {
					h[j][k] += o.weight * p * (1 - p) * f * o.features[k]
				}
			}
		}
		for j := range n {
			g[j] -= ridge * w[j]
			h[j][j] += ridge
			for k := range j {
				h[j][k] = h[k][j]
			}
		}
		step := solve(h, g)
		size := 0.0
		for j := range n {
			w[j] += step[j]
			size += step[j] * step[j]
		}
		if size < 1e-10 {
			break
		}
	}
	return w
}

// solve solves h x = g by elimination.
func solve(h [hangul.NumFeatures][hangul.NumFeatures]float64, g [hangul.NumFeatures]float64) [hangul.NumFeatures]float64 {
	n := len(g)
	for i := range n {
		pivot := i
		for j := i + 1; j < n; j++ {
			if math.Abs(h[j][i]) > math.Abs(h[pivot][i]) {
				pivot = j
			}
		}
		h[i], h[pivot] = h[pivot], h[i]
		g[i], g[pivot] = g[pivot], g[i]
		for j := range n {
			if j != i {
				f := h[j][i] / h[i][i]
				for k := i; k < n; k++ {
					h[j][k] -= f * h[i][k]
				}
				g[j] -= f * g[i]
			}
		}
	}
	for i := range n {
		g[i] /= h[i][i]
	}
	return g
}

// curve prints, for several thresholds, how many slips are found and how many
// untouched passages get a false alarm.
func curve(name string, obs []observation, w []float64, broken, clean int) {
	type point struct {
		z    float64
		slip bool
	}
	ps := make([]point, 0, len(obs))
	for _, o := range obs {
		z := 0.0
		for j, f := range o.features {
			z += w[j] * f
		}
		ps = append(ps, point{z, o.slip})
	}
	sort.Slice(ps, func(i, j int) bool { return ps[i].z > ps[j].z })
	marks := []float64{0.1, 0.2, 0.5, 1, 2, 5, 10}
	hits, alarms := 0, 0
	fmt.Fprintf(os.Stderr, "%s: alarms per 1,000 passages -> recall (threshold):", name)
	for _, p := range ps {
		if p.slip {
			hits++
			continue
		}
		alarms++
		for len(marks) > 0 && 1000*float64(alarms)/float64(clean) > marks[0] {
			fmt.Fprintf(os.Stderr, "  %g -> %.3f (%.1f)", marks[0], float64(hits)/float64(broken), p.z)
			marks = marks[1:]
		}
	}
	fmt.Fprintln(os.Stderr)
}
