//go:build generate

package main

import (
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/sumtool/sumtool/internal/hangul"
)

// scales fits the scale of each feature: all but its rarest values, in units of
// their standard deviation, and around their mean where that is far from zero.
func scales(obs []observation) (out [hangul.NumFeatures]hangul.Scale) {
	each(func(f int) {
		values := make([]float32, len(obs))
		for i := range obs {
			values[i] = obs[i].features[f]
		}
		slices.Sort(values)
		s := hangul.Scale{Low: values[len(values)/200], High: values[len(values)-1-len(values)/500]}
		var sum, squares float64
		for _, v := range values {
			x := float64(max(s.Low, min(v, s.High)))
			sum += x
			squares += x * x
		}
		mean := sum / float64(len(values))
		deviation := math.Sqrt(max(0, squares/float64(len(values))-mean*mean))
		if math.Abs(mean) > 1.5*deviation {
			s.Shift = float32(mean)
		}
		if deviation > 1e-6 {
			s.Factor = float32(1 / deviation)
		}
		out[f] = s
	})
	return out
}

// How the regression is fitted.
const (
	penalty    = 3.0 // on the weights' squares
	iterations = 60
	history    = 8 // steps that L-BFGS remembers
)

// regress finds the weights of a logistic regression by L-BFGS (Nocedal 1980).
func regress(obs []observation, scales [hangul.NumFeatures]hangul.Scale) (w [hangul.NumWeights]float32) {
	r := newRegression(obs, scales)
	at := make([]float64, hangul.NumWeights)
	loss, slope := r.loss(at)
	var steps, changes [][]float64
	for range iterations {
		d := direction(slope, steps, changes)
		length, next, nextSlope, nextLoss := 1.0, []float64(nil), []float64(nil), 0.0
		for down := dot(slope, d); ; length /= 2 {
			next = sum(at, d, -length)
			if nextLoss, nextSlope = r.loss(next); nextLoss <= loss-1e-4*length*down || length < 1e-6 {
				break
			}
		}
		step, change := sum(next, at, -1), sum(nextSlope, slope, -1)
		if dot(step, change) > 1e-10 {
			steps, changes = append(steps, step), append(changes, change)
			if len(steps) > history {
				steps, changes = steps[1:], changes[1:]
			}
		}
		gained := loss - nextLoss
		at, loss, slope = next, nextLoss, nextSlope
		if gained < 1e-5*loss {
			break
		}
	}
	for i, v := range at {
		w[i] = float32(v)
	}
	return w
}

// direction is the slope times an estimate of the curvature's inverse.
func direction(slope []float64, steps, changes [][]float64) []float64 {
	d := slices.Clone(slope)
	if len(steps) == 0 {
		size := 0.0
		for _, v := range d {
			size += math.Abs(v)
		}
		return sum(make([]float64, len(d)), d, 1/size)
	}
	shares := make([]float64, len(steps))
	for i := len(steps) - 1; i >= 0; i-- {
		shares[i] = dot(steps[i], d) / dot(changes[i], steps[i])
		d = sum(d, changes[i], -shares[i])
	}
	s, c := steps[len(steps)-1], changes[len(steps)-1]
	d = sum(make([]float64, len(d)), d, dot(s, c)/dot(c, c))
	for i := range steps {
		d = sum(d, steps[i], shares[i]-dot(changes[i], d)/dot(changes[i], steps[i]))
	}
	return d
}

func dot(a, b []float64) (s float64) {
	for i, x := range a {
		s += x * b[i]
	}
	return s
}

// sum returns a + factor·b.
func sum(a, b []float64, factor float64) []float64 {
	out := make([]float64, len(a))
	for i, x := range a {
		out[i] = x + factor*b[i]
	}
	return out
}

// regression holds scaled features for the evaluation of a loss.
type regression struct {
	obs []observation
	x   []hangul.Scaled
}

func newRegression(obs []observation, scales [hangul.NumFeatures]hangul.Scale) *regression {
	j := hangul.Judge{Scales: scales}
	r := &regression{obs, make([]hangul.Scaled, len(obs))}
	for i := range obs {
		r.x[i] = j.Scale(&obs[i].features)
	}
	return r
}

// loss returns the penalised log loss and its slope. The shares of the cores
// are added up in their order, so that the result is always the same.
func (r *regression) loss(w []float64) (loss float64, slope []float64) {
	weights := make([]float32, len(w))
	for i, v := range w {
		weights[i] = float32(v)
	}
	const shares = 4
	var losses [shares]float64
	var slopes [shares][]float32
	var wg sync.WaitGroup
	limit := make(chan struct{}, runtime.GOMAXPROCS(0))
	for k := range shares {
		wg.Go(func() {
			limit <- struct{}{}
			losses[k], slopes[k] = r.share(weights, k*len(r.obs)/shares, (k+1)*len(r.obs)/shares)
			<-limit
		})
	}
	wg.Wait()
	slope = make([]float64, len(w))
	for k := range shares {
		loss += losses[k]
		for i, v := range slopes[k] {
			slope[i] += float64(v)
		}
	}
	loss += penalty / 2 * dot(w, w)
	return loss, sum(slope, w, penalty)
}

func (r *regression) share(w []float32, from, to int) (loss float64, slope []float32) {
	slope = make([]float32, len(w))
	for n := from; n < to; n++ {
		x, o := &r.x[n], &r.obs[n]
		z, at := float32(0), 0
		for i, a := range x {
			inner := float32(0)
			for k, b := range x[:i+1] {
				inner += w[at+k] * b
			}
			at += i + 1
			z += a * inner
		}
		p := 1 / (1 + math.Exp(-float64(z)))
		y := 0.0
		if o.slip {
			y = 1
		}
		loss += o.weight * (math.Log1p(math.Exp(-math.Abs(float64(z)))) + max(0, float64(z)) - y*float64(z))
		g := float32(o.weight * (p - y))
		at = 0
		for i, a := range x {
			row, ga := slope[at:at+i+1], g*a
			at += i + 1
			if ga == 0 {
				continue
			}
			for k, b := range x[:i+1] {
				row[k] += ga * b
			}
		}
	}
	return loss, slope
}
