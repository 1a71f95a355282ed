package hangul

// rows remembers, for pairs of symbols, how each neighbour of one of them goes
// with the other. Texts ask for the same few thousand pairs again and again,
// and each answer is some 25 searches of the model.
type rows struct {
	at   map[rowKey]int32 // where the row starts in slab; its length stands before it
	slab []uint16
}

// A rowKey names a row: with prev, cells of the bigrams of prev and each
// neighbour; with next, those of each neighbour and next; with neither (none),
// the neighbours themselves, as far as the model knows them.
type rowKey struct{ prev, was, next symbol }

const (
	none = ^symbol(0)

	rowsLimit = 1 << 19 // bytes; then all are forgotten
)

// row returns a row of the model. It is valid until the next call of forget.
func (r *rows) row(g *ngrams, k rowKey) []uint16 {
	at, ok := r.at[k]
	if !ok {
		at = r.fill(g, k)
	}
	n := int32(r.slab[at])
	return r.slab[at+1 : at+1+n]
}

// forget makes room when there is little left.
func (r *rows) forget() {
	if r.at == nil || len(r.slab) > rowsLimit/2 {
		r.at, r.slab = map[rowKey]int32{}, r.slab[:0]
	}
}

func (r *rows) fill(g *ngrams, k rowKey) int32 {
	var neighbours []uint16
	if k.prev != none || k.next != none {
		neighbours = r.row(g, rowKey{none, k.was, none})
	}
	at := int32(len(r.slab))
	r.slab = append(r.slab, 0)
	switch {
	case k.prev != none:
		for _, s := range neighbours {
			r.slab = append(r.slab, uint16(g.find(2, extend(extend(0, symbol(s)), k.prev))))
		}
	case k.next != none:
		h := extend(0, k.next)
		for _, s := range neighbours {
			r.slab = append(r.slab, uint16(g.find(2, extend(h, symbol(s)))))
		}
	default:
		var all [maxNeighbours]rune
		for _, n := range AppendNeighbours(all[:0], k.was.rune()) {
			if s := symbolOf(n); g.unigrams[2*int(s)] < g.unseen {
				r.slab = append(r.slab, uint16(s))
			}
		}
	}
	r.slab[at] = uint16(len(r.slab) - int(at) - 1)
	r.at[k] = at
	return at
}
