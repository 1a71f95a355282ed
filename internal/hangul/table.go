package hangul

// Table maps syllables to lists of values, for look-ups at every syllable of a
// text: an array answers where a map would have to hash. The zero value is empty.
type Table[T any] struct {
	of    [Last - First + 1]uint16 // the syllable's list, 0 for none
	lists [][]T
}

// Add appends a value to the syllable's list. It panics if r is no syllable.
func (t *Table[T]) Add(r rune, value T) {
	n := &t.of[r-First]
	if *n == 0 {
		t.lists = append(t.lists, nil)
		*n = uint16(len(t.lists))
	}
	t.lists[*n-1] = append(t.lists[*n-1], value)
}

// Of returns the list of the character, which is empty for all but some syllables.
func (t *Table[T]) Of(r rune) []T {
	if n := r - First; uint(n) < uint(len(t.of)) && t.of[n] != 0 {
		return t.lists[t.of[n]-1]
	}
	return nil
}

// SyllableAt returns the syllable whose three bytes stand at the offset of the
// text, or 0.
func SyllableAt[T ~string | ~[]byte](text T, i int) rune {
	if i+2 >= len(text) || text[i]-0xEA > 3 || text[i+1]&0xC0 != 0x80 || text[i+2]&0xC0 != 0x80 {
		return 0
	}
	if r := rune(text[i]&0x0F)<<12 | rune(text[i+1]&0x3F)<<6 | rune(text[i+2]&0x3F); IsSyllable(r) {
		return r
	}
	return 0
}
