package rules

import "github.com/sumtool/sumtool/internal/digest"

// RegistersOf returns the registers that the sentences of a Korean text are
// written in, each once, in the order of the text: 합니다체, 해요체 or 한다체.
// Sentences without one of their own (lists, noun-style, questions) do not count.
func RegistersOf(text string) (names []string) {
	var seen [linkLine + 1]bool
	for _, s := range sentences(text) {
		switch s.register {
		case hamnida, haeyo, handa:
			if !seen[s.register] {
				seen[s.register] = true
				names = append(names, styleName(s.register))
			}
		}
	}
	return names
}

// UsualRegister is the register of most papers of a digest, 합니다체 where there
// is none.
func UsualRegister(d *digest.Document) string {
	var file styles
	for i := range d.Papers {
		s := stylesOf(d, &d.Papers[i])
		file.count[s.majority()]++
	}
	file.count[noRegister] = 0
	if m := file.majority(); m != noRegister {
		return styleName(m)
	}
	return styleName(hamnida)
}
