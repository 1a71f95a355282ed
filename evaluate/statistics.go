package evaluate

// Statistics are one system's sufficient statistics in one metric: their sum,
// and the segments' own where they were kept. They take four bytes a number, or
// eight from the first number on that needs more.
type Statistics struct {
	width int
	n     int
	keep  bool
	sum   []float64
	rows  []float32 // segment by segment, while that is exact
	wide  []float64 // instead of rows
	whole bool      // every number is a whole one
}

// NewStatistics returns the statistics of no segment. Those of single segments
// are kept only if told so; without them memory does not grow.
func NewStatistics(width int, keep bool) *Statistics {
	return &Statistics{width: width, keep: keep, sum: make([]float64, width), whole: true}
}

// Add adds a segment.
func (s *Statistics) Add(stats []float64) {
	s.n++
	exact := true
	for i, v := range stats {
		s.sum[i] += v
		exact = exact && float64(float32(v)) == v
		s.whole = s.whole && v == float64(int64(v))
	}
	if !s.keep {
		return
	}
	if !exact && s.wide == nil {
		s.wide = make([]float64, len(s.rows), 2*cap(s.rows)+s.width)
		for i, v := range s.rows {
			s.wide[i] = float64(v)
		}
		s.rows = nil
	}
	if s.wide != nil {
		s.wide = append(s.wide, stats...)
		return
	}
	for _, v := range stats {
		s.rows = append(s.rows, float32(v))
	}
}

// Segments is the number of segments.
func (s *Statistics) Segments() int { return s.n }

// Sum is the sum over all segments.
func (s *Statistics) Sum() []float64 { return s.sum }

// Segment copies a kept segment's statistics to into, whose length is the
// metric's width.
func (s *Statistics) Segment(i int, into []float64) {
	if s.wide != nil {
		copy(into, s.wide[i*s.width:])
		return
	}
	for k, v := range s.rows[i*s.width : (i+1)*s.width] {
		into[k] = float64(v)
	}
}

// Equal reports whether both have kept the same statistics for every segment:
// then no sum of them can differ.
func (s *Statistics) Equal(t *Statistics) bool {
	if s.n != t.n || s.width != t.width || (s.wide == nil) != (t.wide == nil) {
		return false
	}
	for i, v := range s.rows {
		if v != t.rows[i] {
			return false
		}
	}
	for i, v := range s.wide {
		if v != t.wide[i] {
			return false
		}
	}
	return true
}
