package evaluate

import (
	"math"
	"slices"
)

// Statistics are one system's sufficient statistics in one metric: their sum,
// and the segments' own where they were kept. Those take four bytes a number
// while all are whole, as counts are, and eight otherwise.
type Statistics struct {
	width int
	n     int
	keep  bool
	sum   []float64
	top   float64   // the largest number of a segment
	pairs []uint64  // segment by segment, two whole numbers in one: the first below
	wide  []float64 // segment by segment, instead of pairs
}

// NewStatistics returns the statistics of no segment. Those of single segments
// are kept only if told so; without them memory does not grow.
func NewStatistics(width int, keep bool) *Statistics {
	return &Statistics{width: width, keep: keep, sum: make([]float64, width)}
}

// stride is how many pairs a segment takes.
func (s *Statistics) stride() int { return (s.width + 1) / 2 }

// Add adds a segment.
func (s *Statistics) Add(stats []float64) {
	s.n++
	whole := true
	for i, v := range stats {
		s.sum[i] += v
		s.top = max(s.top, v)
		whole = whole && v >= 0 && v <= math.MaxUint32 && v == float64(uint32(v))
	}
	if !s.keep {
		return
	}
	if !whole && s.wide == nil {
		s.widen()
	}
	if s.wide != nil {
		s.wide = append(s.wide, stats...)
		return
	}
	for i := 0; i < len(stats); i += 2 {
		pair := uint64(stats[i])
		if i+1 < len(stats) {
			pair |= uint64(stats[i+1]) << 32
		}
		s.pairs = append(s.pairs, pair)
	}
}

// widen turns pairs into wide.
func (s *Statistics) widen() {
	s.wide = make([]float64, 0, (s.n+1)*s.width)
	row := make([]float64, s.width)
	for i := range s.n - 1 {
		s.unpack(i, row)
		s.wide = append(s.wide, row...)
	}
	s.pairs = nil
}

func (s *Statistics) unpack(i int, into []float64) {
	for k := range into {
		pair := s.pairs[i*s.stride()+k/2]
		into[k] = float64(uint32(pair >> (32 * (k % 2))))
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
	s.unpack(i, into)
}

// Equal reports whether both have kept the same statistics for every segment:
// then no sum of them can differ.
func (s *Statistics) Equal(t *Statistics) bool {
	return s.n == t.n && s.width == t.width && slices.Equal(s.pairs, t.pairs) && slices.Equal(s.wide, t.wide)
}
