package evaluate

// reference is one text's n-grams with their counts, to be matched with
// hypotheses. The zero value is ready; it is used again and again.
type reference struct {
	grams  gramTable
	counts []int32 // by n-gram
	left   []int32 // what a hypothesis has not used up of counts
}

// set reads a text, given as symbols, which are positive.
func (r *reference) set(symbols []int32, order int) {
	r.grams.reset()
	r.counts = append(r.counts[:0], 0)
	for i := range symbols {
		gram := int32(0)
		for _, s := range symbols[i:min(i+order, len(symbols))] {
			gram = r.grams.add(gram, s)
			if int(gram) == len(r.counts) {
				r.counts = append(r.counts, 0)
			}
			r.counts[gram]++
		}
	}
}

// raise adds another text, of whose n-grams a hypothesis may use as many as
// stand in any one text.
func (r *reference) raise(symbols []int32, order int) {
	r.left = append(r.left[:0], r.counts...)
	clear(r.left)
	for i := range symbols {
		gram := int32(0)
		for _, s := range symbols[i:min(i+order, len(symbols))] {
			gram = r.grams.add(gram, s)
			if int(gram) == len(r.counts) {
				r.counts = append(r.counts, 0)
				r.left = append(r.left, 0)
			}
			r.left[gram]++
		}
	}
	for gram, n := range r.left {
		r.counts[gram] = max(r.counts[gram], n)
	}
}

// match counts the n-grams of a text that the reference has too, each as often
// as it stands in both, and adds them to matches by order. A symbol that is not
// positive matches nothing.
func (r *reference) match(symbols []int32, matches []int32) {
	r.left = append(r.left[:0], r.counts...)
	for i := range symbols {
		gram := int32(0)
		// A longer n-gram cannot match where a shorter one does not.
		for n, s := range symbols[i:min(i+len(matches), len(symbols))] {
			if s <= 0 {
				break
			}
			if gram = r.grams.find(gram, s); gram == 0 {
				break
			}
			if r.left[gram] > 0 {
				r.left[gram]--
				matches[n]++
			}
		}
	}
}

// gramsIn is how many n-grams so many symbols have.
func gramsIn(symbols, n int) int { return max(symbols-n+1, 0) }
