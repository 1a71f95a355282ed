package edition

import "testing"

// FuzzCheck holds any two texts against each other: no panic, spans inside the
// texts, the same verdict twice.
func FuzzCheck(f *testing.F) {
	for _, p := range pairs(f, "right.tsv") {
		f.Add(p[0], p[1])
	}
	for _, p := range pairs(f, "wrong.tsv") {
		f.Add(p[1], p[2])
	}
	f.Add("**", "`[$<!--")
	f.Add("\xff한\xe0", "\xc3(\x80")
	f.Fuzz(func(t *testing.T, source, target string) {
		p := Pair{Source: source, Target: target}
		first, again := Check(p), Check(p)
		if len(first) != len(again) {
			t.Fatalf("%d violations, then %d", len(first), len(again))
		}
		for i, v := range first {
			if v != again[i] || v.Message == "" {
				t.Fatalf("%+v, then %+v", v, again[i])
			}
			if v.Source.Start < 0 || v.Source.Start > v.Source.End || v.Source.End > len(source) ||
				v.Target.Start < 0 || v.Target.Start > v.Target.End || v.Target.End > len(target) {
				t.Fatalf("%+v lies outside of the texts", v)
			}
		}
		Swapped([]Pair{p, {Source: target, Target: source}})
	})
}
