package evaluate

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// marked writes changed stretches in square brackets.
func marked(parts []DiffPart) string {
	var b strings.Builder
	for _, p := range parts {
		if p.Changed {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestDiffWords(t *testing.T) {
	for _, c := range []struct{ name, a, b, inA, inB string }{
		{"same", "a b c", "a b c", "a b c", "a b c"},
		{"empty", "", "", "", ""},
		{"all new", "", "a b", "", "[a b]"},
		{"a number keeps its comma", "2,400 hours", "24,000 hours", "[2,400] hours", "[24,000] hours"},
		{"the period is its own", "rises to 47.3.", "rises to 47.8", "rises to [47.3.]", "rises to [47.8]"},
		{"space between changed words", "one two three four", "one four", "one [two three] four", "one four"},
		{"space alone never counts", "a  b", "a b", "a  b", "a b"},
		{"Korean by words", "점수는 41.8에서 올랐다", "점수가 41.8에서 올랐다", "[점수는] 41.8에서 올랐다", "[점수가] 41.8에서 올랐다"},
		{"combining marks stay", "cafe\u0301 x", "cafe x", "[cafe\u0301] x", "[cafe] x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			inA, inB := DiffWords(c.a, c.b)
			if d := cmp.Diff([]string{c.inA, c.inB}, []string{marked(inA), marked(inB)}); d != "" {
				t.Error(d)
			}
		})
	}
}

func FuzzDiffWords(f *testing.F) {
	f.Add("a b, c", "a c")
	f.Add("점수는 1,000.5", "점수가 1,000")
	f.Add("1.", ".1,,2\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) {
			t.Skip("segments are valid UTF-8")
		}
		inA, inB := DiffWords(a, b)
		for _, side := range []struct {
			parts []DiffPart
			want  string
		}{{inA, a}, {inB, b}} {
			var got string
			for _, p := range side.parts {
				got += p.Text
			}
			if got != side.want {
				t.Errorf("stretches give %q, want %q", got, side.want)
			}
		}
	})
}
