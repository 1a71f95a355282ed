package evaluate

import "math"

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
// One hypothesis is the base, whose whole matrix is kept; the others are shifts
// of it and share its first rows.
type editDistance struct {
	ref  []int32
	hyp  []int32 // the base
	cost []int32 // (len(hyp)+1) rows of len(ref)+1
	ops  []editOp
	a, b []int32 // rows of a shifted hypothesis

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
	d.cost = resized(d.cost, (len(hyp)+1)*width)
	d.ops = resized(d.ops, (len(hyp)+1)*width)
	for j := range width {
		d.cost[j], d.ops[j] = int32(j), editInsert
	}
	beam := d.newBeam(len(hyp))
	for i, w := range hyp {
		from, to := beam.columns(i + 1)
		above, row := d.cost[i*width:(i+1)*width], d.cost[(i+1)*width:(i+2)*width]
		for j := range from {
			row[j] = unreached
		}
		for j := to; j < width; j++ {
			row[j] = unreached
		}
		d.row(row, above, d.ops[(i+1)*width:(i+2)*width], w, from, to)
	}
	if len(d.masks) > 0 {
		d.states = resized(d.states, len(hyp)+1)
		d.states[0] = myersState{plus: ^uint64(0), cost: int32(len(d.ref))}
		for i, w := range hyp {
			d.states[i+1] = d.next(d.states[i], w)
		}
	}
	return int(d.cost[len(d.cost)-1])
}

// op returns the last operation of the cheapest way from the base's first i
// words to the reference's first j.
func (d *editDistance) op(i, j int) editOp { return d.ops[i*(len(d.ref)+1)+j] }

// row computes the cells [from, to) of a row. Of equally cheap operations it
// takes keeping and substituting first, then deleting, then inserting.
func (d *editDistance) row(row, above []int32, ops []editOp, word int32, from, to int) {
	if from == 0 {
		row[0], ops[0] = above[0]+1, editDelete
		from = 1
	}
	left := row[from-1]
	for j := from; j < to; j++ {
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
		row[j], ops[j] = cost, op
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
	width := len(d.ref) + 1
	d.a, d.b = resized(d.a, width), resized(d.b, width)
	above, row := d.cost[shared*width:(shared+1)*width], d.a
	beam := d.newBeam(len(hyp))
	for i := shared; i < len(hyp); i++ {
		from, to := beam.columns(i + 1)
		for j := range row {
			row[j] = unreached
		}
		d.costs(row, above, hyp[i], from, to)
		above = row
		if i&1 == shared&1 {
			row = d.b
		} else {
			row = d.a
		}
	}
	return int(above[width-1])
}

// costs is [editDistance.row] without the operations.
func (d *editDistance) costs(row, above []int32, word int32, from, to int) {
	if from == 0 {
		row[0] = above[0] + 1
		from = 1
	}
	left := row[from-1]
	for j := from; j < to; j++ {
		cost := above[j-1]
		if d.ref[j-1] != word {
			cost++
		}
		left = min(cost, above[j]+1, left+1)
		row[j] = left
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
