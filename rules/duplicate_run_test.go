package rules

import "testing"

// TestFirstTwinsIsLinear has a phrase in every bullet that makes all of them
// candidates for each other.
func TestFirstTwinsIsLinear(t *testing.T) {
	const n = 5000
	bullets := make([]sketched, n)
	for i := range bullets {
		for k := range sketchSize {
			bullets[i].sketch[k] = uint32(1_000_000*k + i*min(k, 1)) // alike in the first alone
		}
	}
	compared := 0
	relisted := func(i, j int) bool { compared++; return false }
	for i, twin := range firstTwins(n, func(i int) *sketched { return &bullets[i] }, relisted, 0.6) {
		if twin >= 0 {
			t.Fatalf("%d resembles %d", i, twin)
		}
	}
	if most := n * mostAlike; compared == 0 || compared > most {
		t.Errorf("%d comparisons of %d bullets, at most %d expected", compared, n, most)
	}
}
