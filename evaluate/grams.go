package evaluate

import (
	"bytes"
	"hash/maphash"
	"math/bits"
)

// gramTable numbers n-grams: an n-gram is the n-gram without its last symbol,
// by number, and that symbol. Both are kept and compared, so two n-grams never
// share a number, whatever they hash to. Number 0 is the empty n-gram.
//
// It is emptied and filled again for every segment, which costs nothing: slots
// of an older round are empty.
type gramTable struct {
	slots []gramSlot
	round uint32
	n     int32 // n-grams that have a number, besides the empty one
	shift uint8 // 64 - log2(len(slots))
}

type gramSlot struct {
	key   uint64
	id    int32
	round uint32
}

// reset forgets all n-grams.
func (t *gramTable) reset() {
	t.round++
	t.n = 0
	if t.slots == nil || t.round == 0 {
		t.resize(max(len(t.slots), 1<<9))
		t.round = 1
	}
}

func (t *gramTable) resize(slots int) {
	t.slots = make([]gramSlot, slots)
	t.shift = uint8(64 - bits.Len(uint(slots-1)))
}

// add returns the number of an n-gram, a new one if it has none.
func (t *gramTable) add(prefix, symbol int32) int32 {
	if 2*int(t.n) >= len(t.slots) {
		t.grow()
	}
	key := uint64(prefix)<<32 | uint64(uint32(symbol))
	mask := uint64(len(t.slots) - 1)
	for i := gramHash(key) >> t.shift; ; i = (i + 1) & mask {
		s := &t.slots[i&mask]
		if s.round != t.round {
			t.n++
			*s = gramSlot{key, t.n, t.round}
			return t.n
		}
		if s.key == key {
			return s.id
		}
	}
}

// find returns the number of an n-gram, 0 if it has none.
func (t *gramTable) find(prefix, symbol int32) int32 {
	key := uint64(prefix)<<32 | uint64(uint32(symbol))
	mask := uint64(len(t.slots) - 1)
	for i := gramHash(key) >> t.shift; ; i = (i + 1) & mask {
		s := &t.slots[i&mask]
		if s.round != t.round {
			return 0
		}
		if s.key == key {
			return s.id
		}
	}
}

func (t *gramTable) grow() {
	old := t.slots
	t.resize(2 * len(old))
	mask := uint64(len(t.slots) - 1)
	for _, s := range old {
		if s.round != t.round {
			continue
		}
		i := gramHash(s.key) >> t.shift
		for t.slots[i].round == t.round {
			i = (i + 1) & mask
		}
		t.slots[i] = s
	}
}

// gramHash spreads a key over 64 bits, the upper of which are used.
func gramHash(key uint64) uint64 {
	hi, lo := bits.Mul64(key^0x9E3779B97F4A7C15, 0xD1B54A32D192ED03)
	return (hi ^ lo) * 0x9E3779B97F4A7C15
}

// wordTable numbers words from 1, for one segment at a time like [gramTable].
type wordTable struct {
	seed  maphash.Seed
	slots []wordSlot
	text  []byte // the words, one after the other
	round uint32
	n     int32
}

type wordSlot struct {
	hash       uint64
	start, end int32 // in text
	id         int32
	round      uint32
}

// reset forgets all words.
func (t *wordTable) reset() {
	t.round++
	t.n = 0
	t.text = t.text[:0]
	if t.slots == nil || t.round == 0 {
		t.seed = maphash.MakeSeed()
		t.slots = make([]wordSlot, max(len(t.slots), 1<<8))
		t.round = 1
	}
}

// add returns the number of a word, a new one if it has none.
func (t *wordTable) add(word []byte) int32 {
	if 2*int(t.n) >= len(t.slots) {
		t.grow()
	}
	hash := maphash.Bytes(t.seed, word)
	s := t.slot(hash, word)
	if s.round != t.round {
		t.n++
		start := len(t.text)
		t.text = append(t.text, word...)
		*s = wordSlot{hash, int32(start), int32(len(t.text)), t.n, t.round}
	}
	return s.id
}

// find returns the number of a word, 0 if it has none.
func (t *wordTable) find(word []byte) int32 {
	if s := t.slot(maphash.Bytes(t.seed, word), word); s.round == t.round {
		return s.id
	}
	return 0
}

// slot is where a word stands, or the free slot where it would.
func (t *wordTable) slot(hash uint64, word []byte) *wordSlot {
	mask := uint64(len(t.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.round != t.round || s.hash == hash && bytes.Equal(t.text[s.start:s.end], word) {
			return s
		}
	}
}

func (t *wordTable) grow() {
	old := t.slots
	t.slots = make([]wordSlot, 2*len(old))
	mask := uint64(len(t.slots) - 1)
	for _, s := range old {
		if s.round != t.round {
			continue
		}
		i := s.hash & mask
		for t.slots[i].round == t.round {
			i = (i + 1) & mask
		}
		t.slots[i] = s
	}
}
