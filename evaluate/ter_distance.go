package evaluate

import (
	"math"
	"slices"
)

// terBeam is how far from the diagonal the edit distance looks, in words.
const terBeam = 25

type editOp uint8

const (
	editKeep editOp = iota
	editSubstitute
	editDelete // a hypothesis word that the reference lacks
	editInsert // a reference word that the hypothesis lacks
)

// unreached is the cost of a cell outside the beam.
const unreached = math.MaxInt32 / 2

// editDistance is Levenshtein's distance with every cost 1, limited to a beam
// around the pseudo-diagonal, from hypotheses of one length to one reference.
//
// One hypothesis is the base, whose matrix is kept as far as the beam goes; the
// others are shifts of it and share its first rows. So memory grows with the
// length of the texts and not with its square.
type editDistance struct {
	ref  []int32
	hyp  []int32   // the base
	rows []editRow // of the base, from the row before its first word
	cost []int32   // the cells of rows
	ops  []editOp
	a, b []int32 // rows at work, as wide as the matrix; of use inside the beam only

	// The same distance without a beam, 64 cells at a time (Myers 1999, as
	// Hyyrö 2003 gives it for global distance): where the beam cannot matter,
	// it gives the same number for a fraction of the work.
	masks  []uint64 // by word: the positions in ref where it stands
	states []myersState
}

// myersState is a row of the matrix: the vertical differences by sign, and the
// last cell.
type myersState struct {
	plus, minus uint64
	cost        int32
}

// editRow is the cells [from, to) of a row, kept from at on.
type editRow struct{ from, to, at int }

// setReference prepares the distance for a reference, whose words are ids below n.
func (d *editDistance) setReference(ref []int32, n int32) {
	d.ref = ref
	d.masks = d.masks[:0]
	if len(ref) > 64 {
		return
	}
	d.masks = resized(d.masks, int(n))
	clear(d.masks)
	for j, w := range ref {
		d.masks[w] |= 1 << j
	}
}

// setHypothesis makes hyp the base and returns its distance.
func (d *editDistance) setHypothesis(hyp []int32) int {
	d.hyp = hyp
	width := len(d.ref) + 1
	d.a, d.b = resized(d.a, width), resized(d.b, width)
	beam := d.newBeam(len(hyp))
	d.rows, d.cost, d.ops = d.rows[:0], d.cost[:0], d.ops[:0]

	above, row := d.a, d.b
	for j := range above {
		above[j] = int32(j)
	}
	before := editRow{0, width, 0}
	if len(hyp) > 0 { // of the first row only what the second can reach is looked at
		_, before.to = beam.columns(1)
	}
	d.grow(before)
	copy(d.cost, above[:before.to])
	d.stateRows(hyp)
	for i, word := range hyp {
		from, to := beam.columns(i + 1)
		surround(above, before, to)
		before = editRow{from, to, len(d.cost)}
		d.grow(before)
		d.row(row, above, d.ops[before.at:], word, from, to)
		copy(d.cost[before.at:], row[from:to])
		above, row = row, above
	}
	return int(above[width-1])
}

// grow makes room for one more row of the base.
func (d *editDistance) grow(r editRow) {
	d.rows = append(d.rows, r)
	end := r.at + r.to - r.from
	d.cost = slices.Grow(d.cost, end-len(d.cost))[:end]
	d.ops = slices.Grow(d.ops, end-len(d.ops))[:end]
}

// surround makes the cells beside a row unreached, as far as the next row, which
// ends at to, looks at them.
func surround(row []int32, r editRow, to int) {
	if r.from > 0 {
		row[r.from-1] = unreached
	}
	for j := r.to; j < to; j++ {
		row[j] = unreached
	}
}

// op returns the last operation of the cheapest way from the base's first i
// words to the reference's first j.
func (d *editDistance) op(i, j int) editOp {
	if i == 0 {
		return editInsert
	}
	r := d.rows[i]
	return d.ops[r.at+j-r.from]
}

// row computes the cells [from, to) of a row. Of equally cheap operations it
// takes keeping and substituting first, then deleting, then inserting.
func (d *editDistance) row(row, above []int32, ops []editOp, word int32, from, to int) {
	left := int32(unreached)
	for j := from; j < to; j++ {
		if j == 0 {
			left = above[0] + 1
			row[0], ops[0] = left, editDelete
			continue
		}
		cost, op := above[j-1], editKeep
		if d.ref[j-1] != word {
			cost, op = cost+1, editSubstitute
		}
		if c := above[j] + 1; c < cost {
			cost, op = c, editDelete
		}
		if c := left + 1; c < cost {
			cost, op = c, editInsert
		}
		row[j], ops[j-from] = cost, op
		left = cost
	}
}

// shifted returns the distance of a hypothesis as long as the base that shares
// its first words.
func (d *editDistance) shifted(hyp []int32, shared int) int {
	if len(d.masks) > 0 {
		s := d.states[shared]
		for _, w := range hyp[shared:] {
			s = d.next(s, w)
		}
		if d.beamCannotMatter(int(s.cost)) {
			return int(s.cost)
		}
	}
	above, row := d.a, d.b
	before := d.rows[shared]
	copy(above[before.from:], d.cost[before.at:before.at+before.to-before.from])
	beam := d.newBeam(len(hyp))
	for i := shared; i < len(hyp); i++ {
		from, to := beam.columns(i + 1)
		surround(above, before, to)
		d.costs(row, above, hyp[i], from, to)
		before = editRow{from: from, to: to}
		above, row = row, above
	}
	return int(above[len(d.ref)])
}

// costs is [editDistance.row] without the operations.
func (d *editDistance) costs(row, above []int32, word int32, from, to int) {
	left := int32(unreached)
	if from == 0 {
		left = above[0] + 1
		row[0] = left
		from = 1
	}
	for j := from; j < to; j++ {
		cost := above[j-1]
		if d.ref[j-1] != word {
			cost++
		}
		left = min(cost, above[j]+1, left+1)
		row[j] = left
	}
}

// stateRows computes the rows of the base without a beam.
func (d *editDistance) stateRows(hyp []int32) {
	if len(d.masks) == 0 {
		return
	}
	d.states = resized(d.states, len(hyp)+1)
	d.states[0] = myersState{plus: ^uint64(0), cost: int32(len(d.ref))}
	for i, w := range hyp {
		d.states[i+1] = d.next(d.states[i], w)
	}
}

// next computes the row below s for a hypothesis word.
func (d *editDistance) next(s myersState, word int32) myersState {
	var equal uint64
	if word != terNotInRef {
		equal = d.masks[word]
	}
	vertical := equal | s.minus
	horizontal := ((equal & s.plus) + s.plus) ^ s.plus | equal
	plus := s.minus | ^(horizontal | s.plus)
	minus := s.plus & horizontal
	last := len(d.ref) - 1
	cost := s.cost + int32(plus>>last&1) - int32(minus>>last&1)
	plus, minus = plus<<1|1, minus<<1
	return myersState{minus | ^(vertical | plus), plus & vertical, cost}
}

// beamCannotMatter reports whether a cheapest path of that cost stays inside
// the beam wherever it goes. Such a path leaves the straight line between the
// corners by at most (cost + difference of lengths)/2 cells; one cell is for
// the rounding of the line.
func (d *editDistance) beamCannotMatter(cost int) bool {
	diff := len(d.ref) - len(d.hyp)
	return (cost+max(diff, -diff))/2 < terBeam-1
}

// editBeam says which cells of each row are looked at.
type editBeam struct {
	rows, refs, width int
	ratio             float64
}

func (d *editDistance) newBeam(rows int) editBeam {
	b := editBeam{rows: rows, refs: len(d.ref), width: terBeam, ratio: 1}
	if rows > 0 {
		b.ratio = float64(b.refs) / float64(rows)
	}
	// Very different lengths would leave neighbouring rows without common cells.
	if terBeam < b.ratio/2 {
		b.width = int(math.Ceil(b.ratio/2 + terBeam))
	}
	return b
}

// columns returns the range of cells of row i, 1 <= i <= rows, end exclusive.
func (b editBeam) columns(i int) (from, to int) {
	diagonal := int(math.Floor(float64(i) * b.ratio))
	from, to = max(0, diagonal-b.width), min(b.refs+1, diagonal+b.width)
	if i == b.rows {
		to = b.refs + 1
	}
	return from, to
}
