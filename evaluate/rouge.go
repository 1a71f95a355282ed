package evaluate

import (
	"fmt"
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

// NewROUGE returns a ROUGE score (Lin, "ROUGE: A Package for Automatic
// Evaluation of Summaries", 2004) as rouge_score 0.1.2 computes it, from 0 to 1:
// the mean over the segments of F1 against the reference where it is highest.
// Mean precision and recall are among its parts. It fails on an unknown kind or
// tokenizer.
func NewROUGE(kind RougeKind, o ROUGEOptions) (Metric, error) {
	if o.Tokenizer == "" {
		o.Tokenizer = RougeUnicode
	}
	split, err := o.Tokenizer.split()
	if err != nil {
		return nil, err
	}
	switch kind {
	case Rouge1, Rouge2, RougeL, RougeLsum:
		return rouge{kind, o, split}, nil
	}
	return nil, fmt.Errorf("unknown kind of ROUGE %q: use rouge1, rouge2, rougeL or rougeLsum", kind)
}

type rouge struct {
	kind    RougeKind
	options ROUGEOptions
	split   func(string) []string
}

// The statistics of a segment.
const (
	rougePrecision = iota
	rougeRecall
	rougeF1
	rougeSegments // 1
	rougeWidth
)

func (m rouge) Info() MetricInfo {
	return MetricInfo{Key: string(m.kind), Name: "ROUGE-" + strings.TrimPrefix(string(m.kind), "rouge"), Digits: 3, Max: 1}
}

func (m rouge) Signature() []Field {
	stem := "no"
	if m.options.Stem {
		stem = "porter"
	}
	return []Field{{"tok", "tok", string(m.options.Tokenizer)}, {"stem", "st", stem}, {"version", "v", "rouge_score-0.1.2"}}
}

func (m rouge) Width() int { return rougeWidth }

func (m rouge) NewScorer() Scorer {
	return &rougeScorer{metric: m, scratch: newRougeScratch(), stems: make(stemmer)}
}

func (m rouge) Score(sum []float64, _ Arithmetic) float64 {
	return mean(sum, rougeF1)
}

func (m rouge) Parts(sum []float64) []Part {
	return []Part{{"precision", mean(sum, rougePrecision)}, {"recall", mean(sum, rougeRecall)}, {"f1", mean(sum, rougeF1)}}
}

// mean is a statistic's mean over the segments; 0 over none.
func mean(sum []float64, statistic int) float64 {
	if sum[rougeSegments] == 0 {
		return 0
	}
	return sum[statistic] / sum[rougeSegments]
}

type rougeScorer struct {
	metric     rouge
	scratch    *rougeScratch
	stems      stemmer
	references [][][]int32 // by reference, then by sentence
}

func (s *rougeScorer) Prepare(seg Segment) error {
	if len(seg.References) == 0 {
		return ErrNoReference
	}
	clear(s.scratch.ids)
	s.references = s.references[:0]
	for _, r := range seg.References {
		s.references = append(s.references, s.sentences(r))
	}
	return nil
}

func (s *rougeScorer) Statistics(hypothesis string, stats []float64) {
	hyp := s.sentences(hypothesis)
	var best PRF
	for i, ref := range s.references {
		if got := s.score(hyp, ref); i == 0 || got.F1 > best.F1 {
			best = got
		}
	}
	stats[rougePrecision], stats[rougeRecall], stats[rougeF1], stats[rougeSegments] = best.Precision, best.Recall, best.F1, 1
}

// sentences numbers the tokens of a text. Only ROUGE-Lsum looks at sentences.
func (s *rougeScorer) sentences(text string) [][]int32 {
	parts := []string{text}
	if s.metric.kind == RougeLsum {
		parts = strings.Split(text, "\n")
	}
	out := make([][]int32, len(parts))
	for i, p := range parts {
		tokens := s.metric.split(p)
		if s.metric.options.Stem {
			tokens = s.stems.tokens(tokens)
		}
		out[i] = s.scratch.intern(tokens)
	}
	return out
}

func (s *rougeScorer) score(hyp, ref [][]int32) PRF {
	switch s.metric.kind {
	case Rouge1:
		return s.scratch.ngram(hyp[0], ref[0], 1)
	case Rouge2:
		return s.scratch.ngram(hyp[0], ref[0], 2)
	case RougeL:
		return s.scratch.longest(hyp[0], ref[0])
	}
	return s.scratch.summary(hyp, ref)
}
