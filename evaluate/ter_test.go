package evaluate

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// terOptions reads the options of a case of the reference program.
func terOptions(t *testing.T, raw json.RawMessage) TEROptions {
	t.Helper()
	var o struct {
		Normalized    bool
		NoPunct       bool `json:"no_punct"`
		AsianSupport  bool `json:"asian_support"`
		CaseSensitive bool `json:"case_sensitive"`
	}
	if err := json.Unmarshal(raw, &o); err != nil {
		t.Fatal(err)
	}
	return TEROptions{o.Normalized, o.NoPunct, o.AsianSupport, o.CaseSensitive}
}

func TestTEROfSamples(t *testing.T) {
	for _, c := range sampleCases(t, "ter") {
		m := NewTER(terOptions(t, c.Options))
		var segments []oracleSegment
		for _, h := range sampleLines(t, c.Hyp) {
			segments = append(segments, oracleSegment{hyp: h})
		}
		for _, name := range c.Refs {
			for i, r := range sampleLines(t, name) {
				segments[i].refs = append(segments[i].refs, r)
			}
		}
		sum, scores := scoreAll(t, m, segments)
		if got := m.Score(sum, Exact); !near(got, c.Expected.Score) || int(sum[terEdits]) != c.Expected.NumEdits || !near(sum[terRefLength], c.Expected.RefLen) {
			t.Errorf("%s %s: got %v of %v, want %+v", c.Hyp, c.Options, got, sum, c.Expected.Score)
		}
		for i, got := range scores {
			if !near(got, c.Expected.Segments[i]) {
				t.Errorf("%s %s, segment %d: got %v, want %v", c.Hyp, c.Options, i, got, c.Expected.Segments[i])
			}
		}
	}
}

func TestTEREdits(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("x ", 60))
	for _, c := range []struct {
		name, hyp, ref string
		want           int
	}{
		{"same", "a b c", "a b c", 0},
		{"nothing against nothing", "", "", 0},
		{"nothing against words", "", "a b", 2},
		{"words against nothing", "a b", "", 2},
		{"one substituted", "a x c", "a b c", 1},
		{"a phrase shifted counts once", "d e f a b c", "a b c d e f", 1},
		{"a phrase too long for one shift", "1 2 3 4 5 6 7 8 9 10 11 12 a b c d e f g h i j k l", "a b c d e f g h i j k l 1 2 3 4 5 6 7 8 9 10 11 12", 2},
		{"too far to shift", "a b c " + long, long + " a b c", 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := newTERSearch().edits(strings.Fields(c.hyp), strings.Fields(c.ref)); got != c.want {
				t.Errorf("got %d edits, want %d", got, c.want)
			}
		})
	}
}

// Where the beam cannot matter, both ways of measuring must agree.
func FuzzEditDistanceWays(f *testing.F) {
	f.Add([]byte("abcabc"), []byte("bcbcaa"), uint8(2))
	f.Add([]byte("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), []byte("b"), uint8(0))
	f.Fuzz(func(t *testing.T, h, r []byte, keep uint8) {
		if len(h) == 0 || len(r) == 0 || len(h) > 200 || len(r) > 64 {
			t.Skip()
		}
		ids := func(b []byte) []int32 {
			out := make([]int32, len(b))
			for i, c := range b {
				out[i] = int32(c % 7)
			}
			return out
		}
		hyp := ids(h)
		var d editDistance
		d.setReference(ids(r), 7)
		base := d.setHypothesis(hyp)
		shared := int(keep) % len(hyp)
		rest := hyp[shared:]
		for i, j := 0, len(rest)-1; i < j; i, j = i+1, j-1 {
			rest[i], rest[j] = rest[j], rest[i]
		}
		fast := d.shifted(hyp, shared)
		d.masks = nil
		if slow := d.shifted(hyp, shared); slow != fast {
			t.Errorf("%d with bits, %d with the beam (base %d)", fast, slow, base)
		}
	})
}

func FuzzTEREdits(f *testing.F) {
	f.Add("a b c d e f", "d e f a b c", uint8(1), uint8(1))
	f.Add("a", "b c", uint8(1), uint8(200))
	f.Add("a b", "b", uint8(200), uint8(1))
	f.Fuzz(func(t *testing.T, hyp, ref string, timesHyp, timesRef uint8) {
		if len(hyp)*int(timesHyp) > 3000 || len(ref)*int(timesRef) > 3000 {
			t.Skip("slow")
		}
		h := pyFields(strings.Repeat(hyp+" ", int(timesHyp)))
		r := pyFields(strings.Repeat(ref+" ", int(timesRef)))
		got := newTERSearch().edits(h, r)
		if got < max(len(h)-len(r), len(r)-len(h)) || got > len(h)+len(r) {
			t.Errorf("%d edits between %d and %d words", got, len(h), len(r))
		}
		if slices.Equal(h, r) && got != 0 {
			t.Errorf("%d edits between equal texts", got)
		}
	})
}
