package evaluate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Traits are what reports and warnings want to know of a segment's texts. They
// are found where the segment is scored, on all cores.
type Traits struct {
	Groups     [len(divisions)]uint8 // by division, the group that the segment belongs to
	Empty      uint64                // a bit for each of the first 64 systems whose hypothesis has nothing but white space
	EmptyRefs  bool                  // every reference is so
	Hangul     bool                  // some text has Hangul
	Decomposed bool                  // some text is not in Unicode's form NFC
}

func traitsOf(item Item, divide bool) Traits {
	var t Traits
	text := item.Source
	if len(item.References) > 0 {
		text = item.References[0]
	}
	if divide {
		for i, d := range Divisions() {
			t.Groups[i] = uint8(d.Of(text))
		}
	}
	t.EmptyRefs = len(item.References) > 0
	for _, r := range item.References {
		t.EmptyRefs = t.EmptyRefs && blank(r)
		t.see(r)
	}
	for s, h := range item.Hypotheses {
		if s < 64 && blank(h) {
			t.Empty |= 1 << s
		}
		t.see(h)
	}
	return t
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// see looks for Hangul and for text that is not composed. Most text needs no
// more than a look at its bytes: combining marks begin at U+0300, and the bytes
// of ASCII and of Latin letters lie below.
func (t *Traits) see(s string) {
	if t.Hangul && t.Decomposed {
		return
	}
	marks := false
	for i := 0; i < len(s); i++ {
		b := s[i]
		if b < 0xCC {
			continue
		}
		marks = marks || b < 0xEA || b > 0xED
		if b == 0xE1 || b >= 0xEA && b <= 0xED {
			r, _ := utf8.DecodeRuneInString(s[i:])
			t.Hangul = t.Hangul || unicode.Is(unicode.Hangul, r)
		}
	}
	if marks && !t.Decomposed {
		t.Decomposed = !norm.NFC.IsNormalString(s)
	}
}
