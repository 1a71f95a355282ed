package hangul

// A hashTable is a cuckoo hash table of buckets of four cells of 32 bits, little-
// endian: bits of the hash, that tell it from others, and its value below them.
type hashTable struct {
	cells   string
	buckets uint32
	mask    uint32 // the bits of a value, at most 14
}

const bucketSize = 16

func newHashTable(cells string, bits int) hashTable {
	return hashTable{cells, uint32(len(cells) / bucketSize), 1<<bits - 1}
}

// find returns the value that is kept under a hash, or noCell. Nearly all its time
// goes into waiting for memory.
func (t *hashTable) find(h uint64) cell {
	b1, b2 := places(h, t.buckets)
	first := t.cells[b1*bucketSize:][:bucketSize]
	c := pick(u64(first, 0), u64(first, 8), uint32(h), t.mask)
	if c == 0 {
		second := t.cells[b2*bucketSize:][:bucketSize]
		if c = pick(u64(second, 0), u64(second, 8), uint32(h), t.mask); c == 0 {
			return noCell
		}
	}
	return cell(c & t.mask)
}

// pick returns the cell of four that has the bits of a hash above a value, or 0.
// Which of them it is cannot be foreseen: nothing here branches.
func pick(low, high uint64, h, mask uint32) uint32 {
	v := uint32(0)
	if c := uint32(low); (c^h)&^mask == 0 {
		v = c
	}
	if c := uint32(low >> 32); (c^h)&^mask == 0 {
		v = c
	}
	if c := uint32(high); (c^h)&^mask == 0 {
		v = c
	}
	if c := uint32(high >> 32); (c^h)&^mask == 0 {
		v = c
	}
	return v
}

// places returns the two of n buckets in which what has this hash may stand.
func places(h uint64, n uint32) (uint32, uint32) {
	high := uint32(h >> 32)
	b1 := uint32(uint64(high) * uint64(n) >> 32)
	b2 := uint32(uint64(high*0x9E3779B1^uint32(h)>>cellBits*0x85EBCA6B) * uint64(n) >> 32)
	return b1, b2
}
