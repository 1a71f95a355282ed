package hangul

// A hashTable is a cuckoo hash table of buckets of four cells of 32 bits, little-
// endian: some bits that tell an n-gram from others, and its value below them.
type hashTable struct {
	cells   string
	buckets uint32
}

const bucketSize = 16

func newHashTable(cells string) hashTable {
	return hashTable{cells, uint32(len(cells) / bucketSize)}
}

// find returns the value, of so many bits, that is kept under a hash, or noCell.
// Nearly all its time goes into waiting for memory.
func (t *hashTable) find(h uint64, bits uint8) cell {
	want := uint32(h) >> (bits & 31)
	b1, b2 := places(h, t.buckets)
	first := t.cells[b1*bucketSize:][:bucketSize]
	if c := pick(u64(first, 0), u64(first, 8), want, bits); c != noCell {
		return c
	}
	second := t.cells[b2*bucketSize:][:bucketSize]
	return pick(u64(second, 0), u64(second, 8), want, bits)
}

// pick returns the value of the first of four cells with this fingerprint.
func pick(low, high uint64, want uint32, bits uint8) cell {
	mask := uint32(1)<<(bits&31) - 1
	switch {
	case uint32(low)>>(bits&31) == want && uint32(low) != 0:
		return cell(uint32(low) & mask)
	case uint32(low>>32)>>(bits&31) == want && low>>32 != 0:
		return cell(uint32(low>>32) & mask)
	case uint32(high)>>(bits&31) == want && uint32(high) != 0:
		return cell(uint32(high) & mask)
	case uint32(high>>32)>>(bits&31) == want && high>>32 != 0:
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
