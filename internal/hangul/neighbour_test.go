package hangul

import "testing"

func TestNeighboursDifferInOneByte(t *testing.T) {
	for r := First; r <= Last; r += 7 {
		ns := AppendNeighbours(nil, r)
		if len(ns) > maxNeighbours || len(ns) < 60 {
			t.Fatalf("%c has %d neighbours", r, len(ns))
		}
		seen := map[rune]bool{}
		for _, n := range ns {
			a, b, differ := string(r), string(n), 0
			for i := range 3 {
				if a[i] != b[i] {
					differ++
				}
			}
			which, ok := Differs(r, n)
			if differ != 1 || seen[n] || !ok || a[2-int(which)] == b[2-int(which)] {
				t.Fatalf("%c and %c: %d bytes differ, byte %d named", r, n, differ, which)
			}
			seen[n] = true
		}
	}
	if ns := AppendNeighbours(nil, 'a'); ns != nil {
		t.Errorf("a Latin letter has neighbours: %q", ns)
	}
	if _, ok := Differs('며', '모'); ok {
		t.Error("며 and 모 differ in two bytes")
	}
}
