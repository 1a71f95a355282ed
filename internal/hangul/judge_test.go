package hangul

import (
	"math"
	"testing"
)

// oddJudge has a regression that multiplies the first two features, the second
// cut off at 2, and one tree that asks for the third.
func oddJudge() *Judge {
	j := &Judge{}
	for i := range j.Scales {
		j.Scales[i] = Scale{Low: -10, High: 10, Factor: 1}
	}
	j.Scales[1].High, j.Scales[1].Shift = 2, 1
	j.Weights[0] = 0.5          // the constant
	j.Weights[3+1] = 3          // the row of the second feature: with the first
	j.Weights[NumWeights-1] = 1 // the last feature's square
	var t Tree
	for i := range t.Limit {
		t.Feature[i], t.Limit[i] = 2, float32(i)
	}
	for i := range t.Leaf {
		t.Leaf[i] = float32(i)
	}
	j.Trees = []Tree{t}
	return j
}

func TestJudgeAddsRegressionAndTrees(t *testing.T) {
	j := oddJudge()
	for _, c := range []struct {
		features map[int]float32
		want     float64
	}{
		// The second feature is -1 when scaled; the third leads to leaf 0.
		{map[int]float32{}, 0.5},
		{map[int]float32{0: 4, 1: 7}, 0.5 + 3*4*1},
		{map[int]float32{NumFeatures - 1: 3, 1: 1}, 0.5 + 9},
		// 2.5 exceeds 0, 2, but not 6 and 13: leaf 1100 in binary.
		{map[int]float32{2: 2.5}, 0.5 + 12},
		{map[int]float32{2: 100}, 0.5 + 15},
	} {
		var f [NumFeatures]float32
		for i, v := range c.features {
			f[i] = v
		}
		if got := 2 * j.LogOdds(&f); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%v: %g, want %g", c.features, got, c.want)
		}
	}
}

func TestJudgeIsReadAsItWasWritten(t *testing.T) {
	j := oddJudge()
	data := string(j.Encode())
	back, ok := readJudge(data)
	if !ok || back.Scales != j.Scales || back.Weights != j.Weights || len(back.Trees) != 1 || back.Trees[0] != j.Trees[0] {
		t.Error("the judge that was read differs")
	}
	for _, bad := range []string{data[:len(data)-1], data[:10], data[:len(data)-treeSize] + "\xff" + data[len(data)-treeSize+1:]} {
		if _, ok := readJudge(bad); ok {
			t.Errorf("%d damaged bytes were read", len(bad))
		}
	}
}
