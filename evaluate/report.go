package evaluate

// Report is the outcome of one evaluation: everything that an output format
// prints, and nothing that it would have to compute.
type Report struct {
	Segments   int    // aligned segments
	References string // how many references a segment has: "1", "2", or "var" if the number differs
	Metrics    []MetricInfo
	Systems    []System // as given; the first is what the others are compared with
	Test       Test
	Pairs      []Comparison // every two systems; nil unless asked for
	Papers     []Group      // scores by paper, in order; nil for inputs without papers
	Buckets    []Bucketing  // scores by kinds of segments
	Worst      []SegmentRow // segments to show, the worst first
	Guide      int          // the metric that they are the worst by; -1 if none has a better
	Listing    *Listing     // every segment's scores; nil if they were not kept
	Unaligned  []string     // what could not be aligned, a line each
	Warnings   []string     // where a score misleads, a line each
	Asked      string       // what asking an endpoint took; "" if none was asked
}

// MetricInfo says how to read a metric's scores.
type MetricInfo struct {
	Key         string  // as on the command line and in JSON: "bleu", "chrf++", "rougeL"
	Name        string  // as printed: "BLEU", "chrF2++", "ROUGE-L"
	LowerBetter bool    // TER
	Neutral     bool    // neither is better: a ratio of lengths
	Digits      int     // decimals worth printing
	Max         float64 // where the scale ends; 0 if it has no end
	Signature   string  // what must be the same for two scores to be compared
	Short       string  // the same, abbreviated
}

// System is one system's result.
type System struct {
	Name   string
	Path   string  // where its texts were read
	Scores []Score // by metric
}

// Score is a system's score over all segments.
type Score struct {
	Value     float64
	Interval  *Interval // nil if nothing was resampled
	P         *float64  // that the difference to the first system is chance; nil for the first, or untested
	Identical bool      // every segment is the same as the first system's: P is 1
	Rank      int       // rank cluster, from 1; 0 if not asked for
	Parts     []Part    // what the score was computed from, for JSON
}

// Interval is a confidence interval and the mean of the resampled scores.
type Interval struct{ Lo, Hi, Mean float64 }

// Part is a named component of a score: a number, an integer or a list of them.
type Part struct {
	Name  string
	Value any
}

// Test says how differences were tested.
type Test struct {
	Name       string // "paired bootstrap", "paired approximate randomization", "" if untested
	Samples    int    // resamples or trials
	Seed       uint64
	Confidence float64 // of the intervals, e.g. 0.95
	Level      float64 // a P below it is marked as significant, e.g. 0.05
	Corrected  string  // "Holm" if the P values were corrected for several comparisons
}

// Group is the scores of some segments.
type Group struct {
	Key      string // arXiv id, or the bucket's name
	Title    string // of the paper; "" for other groups
	Segments int
	Scores   [][]float64 // by system, then by metric
}

// Bucketing is one way of dividing the segments into groups.
type Bucketing struct {
	Name   string // "length of the reference", "numbers"
	Groups []Group
}

// Listing is the scores of every segment. They are computed when they are asked
// for, so that a million segments need no more memory than their statistics.
type Listing struct {
	Len   int
	ID    func(segment int) string
	Score func(system, metric, segment int) (float64, []Part)
}

// SegmentRow is one segment with what every system made of it.
type SegmentRow struct {
	Index  int    // among the aligned segments, 0-based
	ID     string // "2405.19327/b2", or the line's number
	Paper  string // title; "" if there is none
	Source string // "" if none was given
	Refs   []string
	Hyps   []Hypothesis // by system
}

// Hypothesis is one system's segment.
type Hypothesis struct {
	Text   string
	Scores []float64 // by metric
}
