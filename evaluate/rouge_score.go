package evaluate

// PRF is precision, recall and their harmonic mean, each from 0 to 1.
type PRF struct{ Precision, Recall, F1 float64 }

// prf scores hits among so many hypothesis and reference items.
func prf(hits, hyp, ref int) PRF {
	p := float64(hits) / float64(max(hyp, 1))
	r := float64(hits) / float64(max(ref, 1))
	if p+r == 0 {
		return PRF{p, r, 0}
	}
	return PRF{p, r, 2 * p * r / (p + r)}
}

// rougeScratch scores one text against another. It is scratch memory to be used
// again and again, by one goroutine at a time.
type rougeScratch struct {
	ids    map[string]int32
	grams  map[[2]int32]int
	row    []int32  // lengths of common subsequences, one row of their table
	left   []uint64 // a bit for each cell of that table: the way back goes left
	counts [2][]int
	union  []bool

	// For commonLength:
	rising []uint64 // a bit for each token of hyp: the length does not grow there
	first  []int32  // by token: where its positions begin in at
	at     []int32  // positions in hyp
	mask   []int32  // by token: which of the masks is its own, counted from 1
	masks  []uint64 // positions as bits
}

func newRougeScratch() *rougeScratch {
	return &rougeScratch{ids: make(map[string]int32), grams: make(map[[2]int32]int)}
}

// intern numbers the tokens of a text, the same number for the same token of
// all texts of a segment.
func (s *rougeScratch) intern(tokens []string) []int32 {
	ids := make([]int32, len(tokens))
	for i, t := range tokens {
		id, ok := s.ids[t]
		if !ok {
			id = int32(len(s.ids))
			s.ids[t] = id
		}
		ids[i] = id
	}
	return ids
}

// ngram is ROUGE-1 or ROUGE-2: overlap of n-grams, each counted as often as it
// stands in both texts.
func (s *rougeScratch) ngram(hyp, ref []int32, n int) PRF {
	gram := func(ids []int32, i int) [2]int32 {
		if n == 1 {
			return [2]int32{ids[i], -1}
		}
		return [2]int32{ids[i], ids[i+1]}
	}
	clear(s.grams)
	for i := 0; i+n <= len(ref); i++ {
		s.grams[gram(ref, i)]++
	}
	hits := 0
	for i := 0; i+n <= len(hyp); i++ {
		g := gram(hyp, i)
		if c := s.grams[g]; c > 0 {
			s.grams[g] = c - 1
			hits++
		}
	}
	return prf(hits, max(len(hyp)-n+1, 0), max(len(ref)-n+1, 0))
}

// longest is ROUGE-L: the longest common subsequence of the whole texts.
func (s *rougeScratch) longest(hyp, ref []int32) PRF {
	if len(hyp) == 0 || len(ref) == 0 {
		return PRF{}
	}
	return prf(s.commonLength(ref, hyp), len(hyp), len(ref))
}

// table fills in the table of the lengths of the longest common subsequences of all
// beginnings, rows for those of ref and columns for those of hyp. Only one row of
// lengths is kept, and of each cell the bit that leads the way back.
func (s *rougeScratch) table(ref, hyp []int32) {
	s.row = resized(s.row, len(hyp))
	clear(s.row)
	words := (len(hyp) + 63) / 64
	s.left = resized(s.left, len(ref)*words)
	clear(s.left)
	for i, r := range ref {
		corner, left := int32(0), int32(0)
		for j, h := range hyp {
			above := s.row[j]
			switch {
			case r == h:
				left = corner + 1
			case left > above:
				s.left[i*words+j>>6] |= 1 << (j & 63)
			default:
				left = above
			}
			s.row[j], corner = left, above
		}
	}
}

// summary is ROUGE-Lsum: for every sentence of the reference the union of its
// longest common subsequences with all sentences of the hypothesis, no token
// counted more often than it stands in either text.
func (s *rougeScratch) summary(hyp, ref [][]int32) PRF {
	if len(hyp) == 1 && len(ref) == 1 {
		return s.longest(hyp[0], ref[0]) // the union of one
	}
	n, m := 0, 0
	for side, sentences := range [2][][]int32{hyp, ref} {
		s.counts[side] = resized(s.counts[side], len(s.ids))
		clear(s.counts[side])
		for _, ids := range sentences {
			for _, id := range ids {
				s.counts[side][id]++
			}
		}
	}
	for _, ids := range hyp {
		n += len(ids)
	}
	for _, ids := range ref {
		m += len(ids)
	}
	if n == 0 || m == 0 {
		return PRF{}
	}
	hits := 0
	for _, r := range ref {
		s.union = resized(s.union, len(r))
		clear(s.union)
		for _, h := range hyp {
			if len(h) > 0 {
				s.table(r, h)
				s.mark(r, h)
			}
		}
		for i, id := range r {
			if s.union[i] && s.counts[0][id] > 0 && s.counts[1][id] > 0 {
				hits++
				s.counts[0][id]--
				s.counts[1][id]--
			}
		}
	}
	return prf(hits, n, m)
}

// mark marks in s.union the reference tokens on one longest common subsequence:
// the one that the reference program's way back through the table finds.
func (s *rougeScratch) mark(ref, hyp []int32) {
	words := (len(hyp) + 63) / 64
	for i, j := len(ref), len(hyp); i > 0 && j > 0; {
		switch {
		case ref[i-1] == hyp[j-1]:
			i, j = i-1, j-1
			s.union[i] = true
		case s.left[(i-1)*words+(j-1)>>6]>>((j-1)&63)&1 == 1:
			j--
		default:
			i--
		}
	}
}
