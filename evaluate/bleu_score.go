package evaluate

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// bleuResult is a BLEU score with what it was computed from, smoothing included.
type bleuResult struct {
	score             float64
	penalty           float64 // for brevity
	hypLength, refLen float64
	matches, total    []float64 // by order
	precisions        []float64 // in percent
}

// String prints what sacreBLEU prints behind a score.
func (r bleuResult) String() string {
	var precisions []string
	for _, p := range r.precisions {
		precisions = append(precisions, strconv.FormatFloat(p, 'f', 1, 64))
	}
	return fmt.Sprintf("%s (BP = %.3f ratio = %.3f hyp_len = %d ref_len = %d)",
		strings.Join(precisions, "/"), r.penalty, r.ratio(), int(r.hypLength), int(r.refLen))
}

// ratio is the length of the hypotheses per that of the references.
func (r bleuResult) ratio() float64 {
	if r.refLen == 0 {
		return 0
	}
	return r.hypLength / r.refLen
}

// compute is sacreBLEU's compute_bleu, operation by operation.
func (m *BLEU) compute(sum []float64, by Arithmetic) bleuResult {
	order := m.o.MaxNgramOrder
	r := bleuResult{
		penalty:    1,
		hypLength:  sum[0],
		refLen:     sum[1],
		matches:    slices.Clone(sum[2 : 2+order]),
		total:      slices.Clone(sum[2+order : 2+2*order]),
		precisions: make([]float64, order),
	}
	if r.hypLength < r.refLen {
		r.penalty = 0
		if r.hypLength > 0 {
			r.penalty = math.Exp(1 - r.refLen/r.hypLength)
		}
	}
	// Without a single match the score is 0 whatever the smoothing.
	if !slices.ContainsFunc(r.matches, func(c float64) bool { return c > 0 }) {
		return r
	}
	divisor := 1.0
	used := order
	for n := range order {
		if m.o.SmoothMethod == SmoothAddK && n > 0 {
			r.matches[n] = add(r.matches[n], m.value, by)
			r.total[n] = add(r.total[n], m.value, by)
		}
		if r.total[n] == 0 {
			break
		}
		if m.o.EffectiveOrder {
			used = n + 1
		}
		switch {
		case r.matches[n] != 0:
			r.precisions[n] = 100 * r.matches[n] / r.total[n]
		case m.o.SmoothMethod == SmoothExp:
			divisor *= 2
			r.precisions[n] = 100 / float64(divisor*r.total[n])
		case m.o.SmoothMethod == SmoothFloor:
			r.precisions[n] = 100 * m.value / r.total[n]
		}
	}
	logs := 0.0
	for _, p := range r.precisions[:used] {
		if p == 0 {
			logs -= 9999999999
		} else {
			logs += math.Log(p)
		}
	}
	r.score = r.penalty * math.Exp(logs/float64(used))
	return r
}

// add adds to a sum of statistics where numpy stores the result in its place.
func add(sum, k float64, by Arithmetic) float64 {
	switch by {
	case Resampled:
		return float64(float32(sum + k))
	case Shuffled:
		return math.Trunc(sum + k)
	}
	return sum + k
}

// Score implements [Metric].
func (m *BLEU) Score(sum []float64, by Arithmetic) float64 {
	return m.compute(sum, by).score
}

// Parts implements [Metric].
func (m *BLEU) Parts(sum []float64) []Part {
	r := m.compute(sum, Exact)
	return []Part{
		{"precisions", r.precisions},
		{"bp", r.penalty},
		{"ratio", r.ratio()},
		{"sys_len", int(r.hypLength)},
		{"ref_len", int(r.refLen)},
		{"counts", r.matches},
		{"totals", r.total},
		{"verbose", r.String()},
	}
}
