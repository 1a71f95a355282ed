package evaluate

// Limits of the search, as the reference program sets them. They change
// results, so they are part of the metric's definition.
const (
	terMaxShiftSize  = 10   // words in a shifted phrase
	terMaxShiftDist  = 50   // positions between a phrase and its match
	terMaxCandidates = 1000 // shifts tried for one segment, over all passes
)

// terNotInRef stands for every hypothesis word that the reference lacks: such
// words match nothing, so they need not be told apart.
const terNotInRef = -1

// terSearch finds the number of edits between one hypothesis and one reference.
// It is scratch memory to be used again and again, by one goroutine at a time.
type terSearch struct {
	ids      map[string]int32
	ref      []int32
	hyp      []int32
	shifted  []int32
	best     []int32
	dist     editDistance
	align    []int // reference position -> hypothesis position, -1 before the first
	refError []bool
	hypError []bool
}

func newTERSearch() *terSearch {
	return &terSearch{ids: make(map[string]int32)}
}

// edits returns the number of edits that turn hyp into ref: phrase shifts, found
// greedily, and what the edit distance is after them. It follows Tercom as
// sacreBLEU 2.6.0 ports it, down to the order of ties and to the places where
// the search gives up.
func (s *terSearch) edits(hyp, ref []string) int {
	if len(ref) == 0 {
		return len(hyp)
	}
	s.intern(hyp, ref)
	s.dist.setReference(s.ref, int32(len(s.ids)))
	shifts, tried := 0, 0
	for {
		before := s.dist.setHypothesis(s.hyp)
		gain, n := s.bestShift(before, tried)
		tried += n
		// The pass in which the limit is reached is thrown away with its shift.
		if tried >= terMaxCandidates || gain <= 0 {
			return shifts + before
		}
		shifts++
		s.hyp, s.best = s.best, s.hyp
	}
}

func (s *terSearch) intern(hyp, ref []string) {
	clear(s.ids)
	s.ref, s.hyp = s.ref[:0], s.hyp[:0]
	for _, w := range ref {
		id, ok := s.ids[w]
		if !ok {
			id = int32(len(s.ids))
			s.ids[w] = id
		}
		s.ref = append(s.ref, id)
	}
	for _, w := range hyp {
		id, ok := s.ids[w]
		if !ok {
			id = terNotInRef
		}
		s.hyp = append(s.hyp, id)
	}
}

// terShift is one candidate: move length words from start to before target.
type terShift struct {
	gain, length, start, target int
}

// better orders candidates: highest gain, then longest, then earliest phrase,
// then earliest target.
func (c terShift) better(than terShift) bool {
	switch {
	case c.gain != than.gain:
		return c.gain > than.gain
	case c.length != than.length:
		return c.length > than.length
	case c.start != than.start:
		return c.start < than.start
	}
	return c.target < than.target
}

// bestShift leaves the hypothesis after the best shift in s.best and returns
// what it gains (0 if there is none) and how many candidates were tried. It
// stops early once tried and the candidates of earlier passes reach the limit.
func (s *terSearch) bestShift(before, earlier int) (gain, tried int) {
	s.readTrace()
	var best terShift
	found := false
	for h := range s.hyp {
		for r := max(0, h-terMaxShiftDist); r < len(s.ref) && r <= h+terMaxShiftDist; r++ {
			hypWrong, refWrong := false, false
			for length := 1; length <= terMaxShiftSize; length++ {
				if h+length > len(s.hyp) || r+length > len(s.ref) || s.hyp[h+length-1] != s.ref[r+length-1] {
					break
				}
				hypWrong = hypWrong || s.hypError[h+length-1]
				refWrong = refWrong || s.refError[r+length-1]
				if !hypWrong || !refWrong || h <= s.align[r] && s.align[r] < h+length {
					continue
				}
				last := -1
				for offset := -1; offset < length; offset++ {
					target := 0
					if r+offset >= 0 {
						target = s.align[r+offset] + 1
					}
					if target == last {
						continue
					}
					last = target
					s.shifted = appendShifted(s.shifted[:0], s.hyp, h, length, target)
					c := terShift{before - s.dist.shifted(s.shifted, min(h, target)), length, h, target}
					tried++
					if !found || c.better(best) {
						best, found = c, true
					}
				}
				if earlier+tried >= terMaxCandidates {
					return 0, tried
				}
			}
		}
	}
	if !found {
		return 0, tried
	}
	s.best = appendShifted(s.best[:0], s.hyp, best.start, best.length, best.target)
	return best.gain, tried
}

// appendShifted appends words with the phrase words[start:start+length] moved
// to before words[target]. A target inside the phrase moves the phrase right by
// target words, cut at the end: what the reference program does.
func appendShifted(dst, words []int32, start, length, target int) []int32 {
	end := start + length
	phrase := words[start:end]
	switch {
	case target < start:
		dst = append(dst, words[:target]...)
		dst = append(dst, phrase...)
		dst = append(dst, words[target:start]...)
		return append(dst, words[end:]...)
	case target > end:
		dst = append(dst, words[:start]...)
		dst = append(dst, words[end:target]...)
		dst = append(dst, phrase...)
		return append(dst, words[target:]...)
	}
	to := min(length+target, len(words))
	dst = append(dst, words[:start]...)
	dst = append(dst, words[end:to]...)
	dst = append(dst, phrase...)
	return append(dst, words[to:]...)
}

// readTrace walks the cheapest path of the current hypothesis backwards and
// notes which words are wrong and where each reference word stands.
func (s *terSearch) readTrace() {
	s.align = resized(s.align, len(s.ref))
	s.refError = resized(s.refError, len(s.ref))
	s.hypError = resized(s.hypError, len(s.hyp))
	for i, j := len(s.hyp), len(s.ref); i > 0 || j > 0; {
		switch op := s.dist.op(i, j); op {
		case editKeep, editSubstitute:
			i, j = i-1, j-1
			s.align[j] = i
			s.refError[j], s.hypError[i] = op != editKeep, op != editKeep
		case editInsert:
			j--
			s.align[j] = i - 1
			s.refError[j] = true
		default:
			i--
			s.hypError[i] = true
		}
	}
}

// resized returns a slice of length n, in b's memory if that is enough. What it
// holds is undefined.
func resized[T any](b []T, n int) []T {
	if cap(b) < n {
		return make([]T, n, n+n/2)
	}
	return b[:n]
}
