package hangul

import "unicode/utf8"

// A symbol is what the n-gram model counts: a syllable, or a class of other
// characters. Runs of Latin letters, and runs of digits, are one symbol.
type symbol uint16

const (
	edge      symbol = iota // before the first and after the last character
	blank                   // one or more spaces
	latin                   // a word in another script, code, an address, a formula
	number                  // digits with what stands between them
	stop                    // . ! ?
	comma                   // , ; : ·
	open                    // an opening bracket or quote
	shut                    // a closing one
	other                   // anything else
	syllable0               // syllable0 + n is the syllable First + n
)

const symbols = int(syllable0) + int(Last-First) + 1

func (s symbol) isSyllable() bool { return s >= syllable0 }

func (s symbol) rune() rune { return First + rune(s-syllable0) }

func symbolOf(r rune) symbol { return syllable0 + symbol(r-First) }

// Text is a passage made ready for the model. Its zero value is an empty text;
// one Text may be used for many passages, one after the other, and then
// allocates nothing.
type Text struct {
	symbols []symbol // begins and ends with an edge
	offsets []int32  // where each symbol starts in what was appended, by the caller's count
	ends    []int32
	search  search
}

// Reset empties the text.
func (t *Text) Reset() {
	t.symbols = append(t.symbols[:0], edge)
	t.offsets = append(t.offsets[:0], 0)
	t.ends = append(t.ends[:0], 0)
}

// Append adds a stretch of prose; offset is where its first byte stands in the
// document, and what is found will be placed in the same count.
func (t *Text) Append(s string, offset int) {
	if len(t.symbols) == 0 {
		t.Reset()
	}
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if r != '*' { // a mark of emphasis is no part of the text
			t.add(classify(r), offset+i, offset+i+n)
		}
		i += n
	}
}

// Gap stands for something between two stretches that is not prose: code, an
// address, a formula.
func (t *Text) Gap(start, end int) {
	if len(t.symbols) == 0 {
		t.Reset()
	}
	t.add(latin, start, end)
}

func (t *Text) add(s symbol, start, end int) {
	last := len(t.symbols) - 1
	if prev := t.symbols[last]; prev == s && (s == blank || s == latin || s == number || s == other) {
		t.ends[last] = int32(end)
		return
	}
	t.symbols = append(t.symbols, s)
	t.offsets = append(t.offsets, int32(start))
	t.ends = append(t.ends, int32(end))
}

// classify maps a character to its symbol.
func classify(r rune) symbol {
	switch {
	case r >= First && r <= Last:
		return symbolOf(r)
	case r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == 0xA0:
		return blank
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_':
		return latin
	case r >= '0' && r <= '9' || r == '%':
		return number
	}
	switch r {
	case '.', '!', '?':
		return stop
	case ',', ';', ':', '·', '/':
		return comma
	case '(', '[', '{', '<', '‘', '“', '「', '『', '《':
		return open
	case ')', ']', '}', '>', '’', '”', '」', '』', '》':
		return shut
	case '"', '\'', '`':
		return other
	}
	if r > 0x2E7F || r >= 0xC0 && r < 0x2000 {
		return latin
	}
	return other
}
