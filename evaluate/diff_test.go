package evaluate

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// marked writes a comparison as git's word diff does.
func marked(parts []DiffPart) string {
	var b strings.Builder
	for _, p := range parts {
		switch p.Kind {
		case Missing:
			b.WriteString("[-" + p.Text + "-]")
		case Extra:
			b.WriteString("{+" + p.Text + "+}")
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestDiffWords(t *testing.T) {
	for _, c := range []struct{ name, ref, hyp, want string }{
		{"same", "a b c", "a b c", "a b c"},
		{"empty", "", "", ""},
		{"all new", "", "a b", "{+a b+}"},
		{"all lost", "a b", "", "[-a b-]"},
		{"a number keeps its comma", "2,400 hours", "24,000 hours", "[-2,400-]{+24,000+} hours"},
		{"the period is its own", "rises to 47.3.", "rises to 47.8.", "rises to [-47.3-]{+47.8+}."},
		{"words lost inside", "one two three four", "one four", "one [-two three -]four"},
		{"words lost at the end", "one two three", "one", "one[- two three-]"},
		{"words lost before a comma", "one two, three", "one, three", "one[- two-], three"},
		{"words added", "one four", "one two four", "one {+two+} four"},
		{"space alone never counts", "a  b", "a b", "a b"},
		{"Korean by words", "점수는 41.8에서 올랐다", "점수가 41.8에서 올랐다", "[-점수는-]{+점수가+} 41.8에서 올랐다"},
		{"combining marks stay", "cafe\u0301 x", "cafe x", "[-cafe\u0301-]{+cafe+} x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := marked(DiffWords(c.ref, c.hyp)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func FuzzDiffWords(f *testing.F) {
	f.Add("a b, c", "a c")
	f.Add("점수는 1,000.5", "점수가 1,000")
	f.Add("1.", ".1,,2\n")
	f.Fuzz(func(t *testing.T, ref, hyp string) {
		if !utf8.ValidString(ref) || !utf8.ValidString(hyp) {
			t.Skip("segments are valid UTF-8")
		}
		var sb strings.Builder
		lost := ""
		for _, p := range DiffWords(ref, hyp) {
			if p.Text == "" {
				t.Error("empty stretch")
			}
			if p.Kind == Missing {
				if !strings.Contains(ref, p.Text) {
					t.Errorf("%q is not in the reference %q", p.Text, ref)
				}
				lost += p.Text
				continue
			}
			sb.WriteString(p.Text)
		}
		if sb.String() != hyp {
			t.Errorf("stretches give %q, want %q", sb.String(), hyp)
		}
		if ref == hyp && lost != "" {
			t.Errorf("the same text lost %q", lost)
		}
	})
}
