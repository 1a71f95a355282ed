package evaluate

import (
	"strings"
)

// RougeKind is one of the ROUGE scores.
type RougeKind string

// The kinds of ROUGE.
const (
	Rouge1    RougeKind = "rouge1"    // overlap of words
	Rouge2    RougeKind = "rouge2"    // overlap of pairs of words
	RougeL    RougeKind = "rougeL"    // longest common subsequence of the whole texts
	RougeLsum RougeKind = "rougeLsum" // the same by sentences, which newlines separate
)

// ROUGEOptions are the options of ROUGE.
type ROUGEOptions struct {
	Tokenizer RougeTokenizer // "" means [RougeUnicode]
	Stem      bool           // reduce tokens of more than three letters to their stems, by Porter's algorithm
}

// best scores a hypothesis against each reference and returns the score whose
// F1 is highest, the first of equals.
func (s *rougeScratch) best(kind RougeKind, split func(string) []string, stem bool, hyp string, refs []string) PRF {
	tokens := func(text string) [][]string {
		var out [][]string
		for sentence := range strings.SplitSeq(text, "\n") {
			t := split(sentence)
			if stem {
				t = stemTokens(t)
			}
			out = append(out, t)
		}
		return out
	}
	clear(s.ids)
	h := s.intern(tokens(hyp))
	var best PRF
	for i, ref := range refs {
		r := s.intern(tokens(ref))
		if got := s.score(kind, h, r); i == 0 || got.F1 > best.F1 {
			best = got
		}
	}
	return best
}

func (s *rougeScratch) score(kind RougeKind, hyp, ref [][]int32) PRF {
	switch kind {
	case Rouge1:
		return s.ngram(flatten(hyp), flatten(ref), 1)
	case Rouge2:
		return s.ngram(flatten(hyp), flatten(ref), 2)
	case RougeL:
		return s.longest(flatten(hyp), flatten(ref))
	}
	return s.summary(hyp, ref)
}
