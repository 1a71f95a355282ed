//go:build generate

package main

import (
	"fmt"
	"math"
	"os"
	"sort"
	"sync"

	"github.com/sumtool/sumtool/internal/hangul"
)

// An observation is the evidence that a model gives for one syllable, and
// whether it was broken and its neighbour is what had stood there.
type observation struct {
	features [hangul.NumFeatures]float64
	slip     bool
	weight   float64
}

// knownWord is the weight of a slip that made another known word, one that fits
// its neighbours about as well (fitting, in tens of nats): such a slip can be
// told by the context alone, and to look for it costs false alarms.
const (
	knownWord = 0.03
	fitting   = 0.3

	// loneSyllable is the weight of a slip in a word of one syllable, which says
	// little by itself.
	loneSyllable = 0.2
)

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
			if e.Features[hangul.Solid] > 0 && e.Features[hangul.CostGain] < fitting && s.at >= 0 {
				o.weight = knownWord
			} else if e.WordEnd-e.WordStart == 3 && s.at >= 0 {
				o.weight = loneSyllable
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

// fit finds the weights of a logistic regression on all products of two
// features by Newton's method with a ridge, so that they do not depend on a
// learning rate.
func fit(obs []observation) []float64 {
	const n = hangul.NumWeights
	const ridge = 3.0
	w := make([]float64, n)
	for range 12 {
		// Parts of one size whatever the machine, so that the sums are the same.
		parts := make([]derivatives, 4)
		var wait sync.WaitGroup
		for k := range parts {
			wait.Go(func() { parts[k] = derive(obs[k*len(obs)/len(parts):(k+1)*len(obs)/len(parts)], w) })
		}
		wait.Wait()
		g, h := parts[0].gradient, parts[0].hessian
		for _, p := range parts[1:] {
			for j := range n {
				g[j] += p.gradient[j]
				for k := j; k < n; k++ {
					h[j][k] += p.hessian[j][k]
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
		if size < 1e-6 {
			break
		}
	}
	return w
}

// derivatives are those of the log likelihood; of the Hessian, negated, the
// upper half.
type derivatives struct {
	gradient []float64
	hessian  [][]float64
}

func derive(obs []observation, w []float64) derivatives {
	d := derivatives{make([]float64, len(w)), make([][]float64, len(w))}
	for i := range d.hessian {
		d.hessian[i] = make([]float64, len(w))
	}
	x := make([]float64, len(w))
	var used []int
	for i := range obs {
		o := &obs[i]
		o.products(x)
		z := 0.0
		used = used[:0]
		for j, f := range x {
			if f != 0 {
				used = append(used, j)
				z += w[j] * f
			}
		}
		p := 1 / (1 + math.Exp(-z))
		y := 0.0
		if o.slip {
			y = 1
		}
		c := o.weight * p * (1 - p)
		for a, j := range used {
			d.gradient[j] += o.weight * (y - p) * x[j]
			row, cx := d.hessian[j], c*x[j]
			for _, k := range used[a:] {
				row[k] += cx * x[k]
			}
		}
	}
	return d
}

// products fills x with the products of two features, in the order of the weights.
func (o *observation) products(x []float64) {
	at := 0
	for i, a := range o.features {
		for _, b := range o.features[:i+1] {
			x[at] = a * b
			at++
		}
	}
}

// logOdds is what the weights make of the observation.
func (o *observation) logOdds(w []float64) float64 {
	z, at := 0.0, 0
	for i, a := range o.features {
		for _, b := range o.features[:i+1] {
			z += w[at] * a * b
			at++
		}
	}
	return z
}

// solve solves h x = g, where h is symmetric and positive definite, by
// Cholesky's decomposition.
func solve(h [][]float64, g []float64) []float64 {
	n := len(g)
	for i := range n {
		for j := range i + 1 {
			sum := h[i][j]
			for k := range j {
				sum -= h[i][k] * h[j][k]
			}
			if i == j {
				h[i][i] = math.Sqrt(max(sum, 1e-12))
			} else {
				h[i][j] = sum / h[j][j]
			}
		}
	}
	x := append([]float64(nil), g...)
	for i := range n {
		for k := range i {
			x[i] -= h[i][k] * x[k]
		}
		x[i] /= h[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			x[i] -= h[k][i] * x[k]
		}
		x[i] /= h[i][i]
	}
	return x
}

// curve prints, for several thresholds, how many slips are found and how many
// untouched passages get a false alarm.
func curve(name string, obs []observation, w []float64, broken, clean int) {
	type point struct {
		z    float64
		slip bool
	}
	ps := make([]point, 0, len(obs))
	for i := range obs {
		ps = append(ps, point{obs[i].logOdds(w), obs[i].slip})
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
