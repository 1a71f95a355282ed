package hangul

import "math"

// A Judge weighs the features of a piece of evidence: the mean of the log odds
// by a logistic regression, which goes on sensibly beyond what it was fitted
// on, and by boosted trees, which see what is no sum of products.
type Judge struct {
	Scales  [NumFeatures]Scale
	Weights [NumWeights]float32
	Trees   []Tree
}

// NumWeights is the number of products of two features, each with itself too,
// where a constant counts as a feature before the others.
const NumWeights = (NumFeatures + 1) * (NumFeatures + 2) / 2

// Scale makes the values of a feature comparable with those of others: they are
// cut off at Low and High, and then (value - Shift) * Factor.
type Scale struct{ Low, High, Shift, Factor float32 }

// Scaled are scaled features behind a constant 1.
type Scaled [NumFeatures + 1]float32

// Scale returns the features as the regression reads them.
func (j *Judge) Scale(f *[NumFeatures]float32) (x Scaled) {
	x[0] = 1
	for i, v := range f {
		s := &j.Scales[i]
		x[i+1] = (max(s.Low, min(v, s.High)) - s.Shift) * s.Factor
	}
	return x
}

// regression is the logistic regression on all products of two scaled features.
func (j *Judge) regression(x *Scaled) float32 {
	sum, at := float32(0), 0
	for i, a := range x {
		inner := float32(0)
		for k, b := range x[:i+1] {
			inner += j.Weights[at+k] * b
		}
		at += i + 1
		sum += a * inner
	}
	return sum
}

// LogOdds returns what the features speak for.
func (j *Judge) LogOdds(f *[NumFeatures]float32) float64 {
	x := j.Scale(f)
	sum := j.regression(&x)
	for i := range j.Trees {
		sum += j.Trees[i].Answer(f)
	}
	return float64(sum) / 2
}

// A Verdict puts together what was judged of the neighbours of one run of
// syllables. At most one of them was meant, so that their probabilities add up.
// Since each was judged by itself, the sum can come close to 1 or pass it:
// then what is left is at least a twentieth of what would be left if they were
// independent.
type Verdict struct{ none, sum float64 } // none: log probability of no slip, if they were independent

// Add adds a neighbour by its log odds.
func (v *Verdict) Add(logOdds float64) {
	p := 1 / (1 + math.Exp(-logOdds))
	v.sum += p
	v.none += math.Log1p(-min(p, 1-1e-9))
}

// LogOdds returns the log odds that any of the neighbours was meant.
func (v *Verdict) LogOdds() float64 {
	left := max(1-v.sum, math.Exp(v.none)/20)
	return math.Log((1 - left) / left)
}

// Encode returns the judge's form in the model's file: 32-bit floats, the
// scales' first, then the trees.
func (j *Judge) Encode() []byte {
	var out []byte
	for _, s := range j.Scales {
		out = appendFloats(out, s.Low, s.High, s.Shift, s.Factor)
	}
	out = appendFloats(out, j.Weights[:]...)
	for i := range j.Trees {
		out = appendTree(out, &j.Trees[i])
	}
	return out
}

func appendFloats(to []byte, values ...float32) []byte {
	for _, v := range values {
		b := math.Float32bits(v)
		to = append(to, byte(b), byte(b>>8), byte(b>>16), byte(b>>24))
	}
	return to
}

func float(s string, i int) float32 { return math.Float32frombits(u32(s, i)) }

// readJudge is the inverse of Encode. An empty string is a judge that is always
// undecided.
func readJudge(s string) (j *Judge, ok bool) {
	j = &Judge{}
	const trees = 4 * (4*NumFeatures + NumWeights)
	if s == "" || len(s) < trees {
		return j, s == ""
	}
	for i := range j.Scales {
		at := 16 * i
		j.Scales[i] = Scale{float(s, at), float(s, at+4), float(s, at+8), float(s, at+12)}
	}
	for i := range j.Weights {
		j.Weights[i] = float(s, 16*NumFeatures+4*i)
	}
	j.Trees, ok = readTrees(s[trees:])
	return j, ok
}
