package evaluate

// NewTER returns the translation edit rate as sacreBLEU 2.6.0 computes it, whose
// algorithm is that of Tercom (Snover et al., "A Study of Translation Edit Rate
// with Targeted Human Annotation", 2006): edits, phrase shifts among them, to
// the nearest reference per hundred words of the mean reference. Less is
// better; more than 100 is possible.
func NewTER(o TEROptions) Metric { return ter{o} }

type ter struct{ options TEROptions }

// The statistics of a segment.
const (
	terEdits     = iota // to the nearest reference
	terRefLength        // mean of the references, in words
	terWidth
)

func (m ter) Info() MetricInfo {
	return MetricInfo{Key: "ter", Name: "TER", LowerBetter: true, Digits: 1}
}

func (m ter) Signature() []Field {
	return []Field{
		{"case", "c", letterCase(!m.options.CaseSensitive)},
		{"tok", "t", "tercom"},
		{"norm", "nr", yesNo(m.options.Normalized)},
		{"punct", "pn", yesNo(!m.options.NoPunct)},
		{"asian", "as", yesNo(m.options.AsianSupport)},
	}
}

func (m ter) Width() int { return terWidth }

func (m ter) NewScorer() Scorer {
	return &terScorer{options: m.options, search: newTERSearch()}
}

// Score is the rate in percent. Words against an empty reference are all wrong.
func (m ter) Score(sum []float64, by Arithmetic) float64 {
	edits, length := sum[terEdits], sum[terRefLength]
	switch {
	case length > 0 && by == Resampled:
		return 100 * float64(float32(edits)/float32(length))
	case length > 0:
		return 100 * (edits / length)
	case edits > 0:
		return 100
	}
	return 0
}

func (m ter) Parts(sum []float64) []Part {
	return []Part{{"num_edits", int(sum[terEdits])}, {"ref_length", sum[terRefLength]}}
}

type terScorer struct {
	options    TEROptions
	search     *terSearch
	references [][]string
	meanLength float64
}

func (s *terScorer) Prepare(seg Segment) error {
	if len(seg.References) == 0 {
		return ErrNoReference
	}
	s.references = s.references[:0]
	words := 0
	for _, r := range seg.References {
		ref := s.options.referenceWords(r)
		words += len(ref)
		s.references = append(s.references, ref)
	}
	s.meanLength = float64(words) / float64(len(s.references))
	return nil
}

func (s *terScorer) Statistics(hypothesis string, stats []float64) {
	words := s.options.words(hypothesis)
	fewest := -1
	for _, ref := range s.references {
		if n := s.search.edits(words, ref); fewest < 0 || n < fewest {
			fewest = n
		}
	}
	stats[terEdits], stats[terRefLength] = float64(fewest), s.meanLength
}
