package evaluate

import (
	"math/rand/v2"
	"testing"
)

// TestCommonLength compares with the table of lengths, whatever the sizes and however
// often tokens stand.
func TestCommonLength(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		kinds := 1 + r.IntN(400)
		s := newRougeScratch()
		for i := range kinds {
			s.ids[string(rune(0xAC00+i))] = int32(i)
		}
		text := func() []int32 {
			ids := make([]int32, 1+r.IntN(1+r.IntN(400)))
			for i := range ids {
				ids[i] = int32(r.IntN(1 + r.IntN(kinds)))
			}
			return ids
		}
		ref, hyp := text(), text()
		s.table(ref, hyp)
		want := int(s.row[len(hyp)-1])
		if got := s.commonLength(ref, hyp); got != want {
			t.Fatalf("%d, the table says %d: %v, %v", got, want, ref, hyp)
		}
		if got := s.commonLength(hyp, ref); got != want {
			t.Fatalf("the other way %d, the table says %d", got, want)
		}
	}
}
