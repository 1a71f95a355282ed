package regenerate

import (
	"regexp"

	"github.com/sumtool/sumtool/internal/digest"
)

// Register is how the sentences of a digest end.
type Register string

// The registers that digests are written in.
const (
	Formal Register = "합니다체" // …합니다
	Plain  Register = "한다체"  // …한다
)

var (
	formalEnd = regexp.MustCompile(`니다[.!"”)\]]*(?:\s|$)`)
	plainEnd  = regexp.MustCompile(`[^니]다[.!"”)\]]*(?:\s|$)`)
)

// registerOf returns the register of a text, "" if it has none or both.
func registerOf(text string) Register {
	formal, plain := formalEnd.MatchString(text), plainEnd.MatchString(text)
	switch {
	case formal && !plain:
		return Formal
	case plain && !formal:
		return Plain
	}
	return ""
}

// registerOfFile is the register of most bullets.
func registerOfFile(d *digest.Document) Register {
	n := map[Register]int{}
	for i := range d.Papers {
		for j := range d.Papers[i].Bullets {
			n[registerOf(d.Text(d.Papers[i].Bullets[j].Text))]++
		}
	}
	if n[Plain] > n[Formal] {
		return Plain
	}
	return Formal
}
