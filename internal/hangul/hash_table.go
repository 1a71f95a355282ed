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
	if c := t.pick(u64(first, 0), u64(first, 8), uint32(h)); c != noCell {
		return c
	}
	second := t.cells[b2*bucketSize:][:bucketSize]
	return t.pick(u64(second, 0), u64(second, 8), uint32(h))
}

// pick returns the value of the first of four cells that has the bits of a hash.
func (t *hashTable) pick(low, high uint64, h uint32) cell {
	switch mask := t.mask; {
	case (uint32(low)^h)&^mask == 0 && uint32(low) != 0:
		return cell(uint32(low) & mask)
	case (uint32(low>>32)^h)&^mask == 0 && low>>32 != 0:
		return cell(uint32(low>>32) & mask)
	case (uint32(high)^h)&^mask == 0 && uint32(high) != 0:
		return cell(uint32(high) & mask)
	case (uint32(high>>32)^h)&^mask == 0 && high>>32 != 0:
		return cell(uint32(high>>32) & mask)
	}
	return noCell
}

// places returns the two of n buckets in which what has this hash may stand.
func places(h uint64, n uint32) (uint32, uint32) {
	high := uint32(h >> 32)
	b1 := uint32(uint64(high) * uint64(n) >> 32)
	b2 := uint32(uint64(high*0x9E3779B1^uint32(h)>>cellBits*0x85EBCA6B) * uint64(n) >> 32)
	return b1, b2
}
