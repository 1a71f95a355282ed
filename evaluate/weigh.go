package evaluate

import (
	"math"
	"slices"
)

// A resample is a sum of segments' statistics, each with a weight: how often the
// segment was drawn, or whether a coin fell on it. Some resamples are summed at
// a time, so that the statistics pass through the processor once for all.

// together is how many resamples are summed at a time.
const together = 8

// weighing is some resamples' weights.
type weighing struct {
	weights [together][]uint16  // by resample and segment
	start   [together]generator // before a resample's segments were drawn, for sums that need their order
	first   int                 // the number of the first resample
	n       int                 // resamples in use
	acc     [][together]uint64  // scratch
	row     []float64           // scratch
}

func newWeighing(segments int) *weighing {
	w := new(weighing)
	for i := range w.weights {
		w.weights[i] = make([]uint16, segments)
	}
	return w
}

// sums sets out, resample by resample, to the exact sums of s.
func (w *weighing) sums(s *Statistics, out [][]float64) {
	// In pairs, a sum has to fit into 32 bits.
	if s.wide == nil && s.top*float64(s.n) <= math.MaxUint32 {
		w.pairs(s, out)
		return
	}
	for k := range w.n {
		clear(out[k])
	}
	w.row = resized(w.row, s.width)
	for i := range s.n {
		s.Segment(i, w.row)
		for k := range w.n {
			if c := float64(w.weights[k][i]); c > 0 {
				for j, v := range w.row {
					out[k][j] += float64(c * v)
				}
			}
		}
	}
}

// rests sets out to the sums of s without what sums, which are given, hold: of
// the segments on which no coin fell. Where numbers are rounded the order of
// additions matters, so that the rest is summed and not subtracted.
func (w *weighing) rests(s *Statistics, sums, out [][]float64) {
	if s.wide == nil {
		for k := range w.n {
			for j, all := range s.sum {
				out[k][j] = all - sums[k][j]
			}
		}
		return
	}
	for k := range w.n {
		clear(out[k])
	}
	w.row = resized(w.row, s.width)
	for i := range s.n {
		s.Segment(i, w.row)
		for k := range w.n {
			if w.weights[k][i] == 0 {
				for j, v := range w.row {
					out[k][j] += v
				}
			}
		}
	}
}

// singleExact is up to where single precision holds every whole number.
const singleExact = 1 << 24

// singleSums is sums as numpy computes them of a bootstrap's resamples: in
// single precision, in the order in which the segments were drawn. The order
// matters only where something is rounded.
func (w *weighing) singleSums(s *Statistics, out [][]float64) {
	if s.wide == nil {
		w.sums(s, out)
	}
	for k := range w.n {
		if s.wide == nil && slices.Max(out[k]) <= singleExact {
			continue
		}
		sum := make([]float32, s.width)
		w.row = resized(w.row, s.width)
		g := w.start[k]
		for range s.n {
			s.Segment(int(g.below(uint32(s.n))), w.row)
			for j, v := range w.row {
				sum[j] += float32(v)
			}
		}
		for j, v := range sum {
			out[k][j] = float64(v)
		}
	}
}

// blockRows is how many segments are summed before the next numbers of them
// are: so many that they stay in the innermost caches.
const blockRows = 512

// pairs sums whole numbers, two at a time. No weight or number carries over
// from the lower to the upper: sums has seen to that.
func (w *weighing) pairs(s *Statistics, out [][]float64) {
	stride := s.stride()
	w.acc = resized(w.acc, stride)
	clear(w.acc)
	for from := 0; from < s.n; from += blockRows {
		to := min(from+blockRows, s.n)
		var c [together][]uint16
		for k := range c {
			c[k] = w.weights[k][from:to]
		}
		for j := range w.acc {
			addBlock(&w.acc[j], s.pairs[from*stride+j:], stride, &c)
		}
	}
	for k := range w.n {
		for i := range out[k] {
			out[k][i] = float64(uint32(w.acc[i/2][k] >> (32 * (i % 2))))
		}
	}
}

// addBlock adds every stride-th of rows, times its weights.
func addBlock(acc *[together]uint64, rows []uint64, stride int, c *[together][]uint16) {
	n := len(c[0])
	c0, c1, c2, c3 := c[0][:n], c[1][:n], c[2][:n], c[3][:n]
	c4, c5, c6, c7 := c[4][:n], c[5][:n], c[6][:n], c[7][:n]
	var a0, a1, a2, a3, a4, a5, a6, a7 uint64
	at := 0
	for i := range n {
		v := rows[at]
		at += stride
		a0 += uint64(c0[i]) * v
		a1 += uint64(c1[i]) * v
		a2 += uint64(c2[i]) * v
		a3 += uint64(c3[i]) * v
		a4 += uint64(c4[i]) * v
		a5 += uint64(c5[i]) * v
		a6 += uint64(c6[i]) * v
		a7 += uint64(c7[i]) * v
	}
	acc[0] += a0
	acc[1] += a1
	acc[2] += a2
	acc[3] += a3
	acc[4] += a4
	acc[5] += a5
	acc[6] += a6
	acc[7] += a7
}
