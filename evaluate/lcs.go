package evaluate

import "math/bits"

// commonLength is the length of the longest common subsequence. A bit of a word
// stands for a token of hyp, and is cleared where the length grows: 64 cells of the
// table of lengths are computed at once (Hyyrö, Bit-Parallel LCS-length Computation
// Revisited, 2004). A segment may be a whole book.
func (s *rougeScratch) commonLength(ref, hyp []int32) int {
	words := (len(hyp) + 63) / 64
	s.place(hyp)
	s.rising = resized(s.rising, words)
	for k := range s.rising {
		s.rising[k] = ^uint64(0)
	}
	s.masks = s.masks[:0]
	s.mask = resized(s.mask, len(s.ids))
	clear(s.mask)
	for _, r := range ref {
		at := s.at[s.first[r]:s.first[r+1]]
		if len(at) < words {
			s.stepAt(at)
			continue
		}
		if s.mask[r] == 0 { // at most 64 tokens stand that often
			start := len(s.masks)
			s.masks = append(s.masks, make([]uint64, words)...)
			for _, j := range at {
				s.masks[start+int(j>>6)] |= 1 << (j & 63)
			}
			s.mask[r] = int32(start/words) + 1
		}
		start := int(s.mask[r]-1) * words
		s.step(s.masks[start : start+words])
	}
	rising := 0
	for _, w := range s.rising {
		rising += bits.OnesCount64(w)
	}
	return 64*words - rising
}

// place sorts the positions of hyp by token: those of token t are
// s.at[s.first[t]:s.first[t+1]].
func (s *rougeScratch) place(hyp []int32) {
	s.first, s.at = resized(s.first, len(s.ids)+1), resized(s.at, len(hyp))
	clear(s.first)
	for _, h := range hyp {
		s.first[h]++
	}
	end := int32(0)
	for t := range s.first {
		end += s.first[t]
		s.first[t] = end
	}
	for j := len(hyp) - 1; j >= 0; j-- {
		h := hyp[j]
		s.first[h]--
		s.at[s.first[h]] = int32(j)
	}
}

// step takes a token of the reference that stands in hyp where the mask has bits.
func (s *rougeScratch) step(mask []uint64) {
	carry := uint64(0)
	for k, m := range mask {
		v := s.rising[k]
		var sum uint64
		sum, carry = bits.Add64(v, v&m, carry)
		s.rising[k] = sum | v&^m
	}
}

// stepAt is step for a token with few positions.
func (s *rougeScratch) stepAt(at []int32) {
	carry := uint64(0)
	for k := 0; len(at) > 0 || carry > 0; k++ {
		if carry == 0 {
			k = int(at[0] >> 6)
		}
		if k == len(s.rising) {
			return
		}
		m := uint64(0)
		for len(at) > 0 && int(at[0]>>6) == k {
			m |= 1 << (at[0] & 63)
			at = at[1:]
		}
		v := s.rising[k]
		var sum uint64
		sum, carry = bits.Add64(v, v&m, carry)
		s.rising[k] = sum | v&^m
	}
}
