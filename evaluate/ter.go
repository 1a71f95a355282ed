package evaluate

// statistics returns the number of edits to the nearest reference and the mean
// length of the references, in words. Without any reference it returns zeros.
func (s *terSearch) statistics(o TEROptions, hyp string, refs []string) (edits int, refLength float64) {
	words := o.words(hyp)
	total := 0
	for i, r := range refs {
		ref := o.referenceWords(r)
		total += len(ref)
		if n := s.edits(words, ref); i == 0 || n < edits {
			edits = n
		}
	}
	if len(refs) == 0 {
		return 0, 0
	}
	return edits, float64(total) / float64(len(refs))
}

// terScore is the rate in percent. Words against an empty reference count as
// all wrong.
func terScore(edits, refLength float64) float64 {
	switch {
	case refLength > 0:
		return 100 * (edits / refLength)
	case edits > 0:
		return 100
	}
	return 0
}
