// Package evaluate scores texts against references and says how far the scores
// can be trusted.
//
// It knows metrics, the statistics behind them, resampling tests, and how
// segments of several files belong together. It must not know flags, where a
// report is printed, or what an endpoint is.
//
// Every metric works in two steps. A [Scorer] turns one segment into sufficient
// statistics, a short vector of numbers; [Metric].Score turns a sum of such
// vectors into a score, of one segment as of many. Scores of corpora, papers and
// segments, confidence intervals and significance tests all differ only in which
// vectors are summed, so a text is read once, whatever is asked for.
//
// Where is what: each metric has the files of its name (bleu, chrf, ter, rouge
// with porter's stemmer, length, integrity, lint, founded for numbers and names,
// roundtrip), and registry lists them; tokenize, pytext and grams are what they
// share. [Plan] runs an evaluation: collect scores the segments, tally and traits
// note what else they say, statistics, weigh and resample sum and draw, numpy is
// the reference's generator, significance and rank compare, and worst, buckets
// and diff pick what a [Report] shows. Scored parts of other processes come
// through scored.
package evaluate

import (
	"errors"
	"strconv"
	"strings"
)

// Metric is one way of scoring, with its options. It is immutable and may be
// used by several goroutines at once.
type Metric interface {
	// Info says how to read the scores. Its Signature is empty: that depends on
	// the evaluation too.
	Info() MetricInfo
	// Signature is the options that scores depend on, in the order of printing.
	Signature() []Field
	// Width is how many numbers a segment's statistics have.
	Width() int
	// NewScorer returns a scorer with scratch memory of its own.
	NewScorer() Scorer
	// Score is the score of a sum of segments' statistics, one segment's among
	// them.
	Score(sum []float64, by Arithmetic) float64
	// Parts is what a score was computed from, for people and for JSON.
	Parts(sum []float64) []Part
}

// Scorer computes the statistics of segments, one after the other: what belongs
// to a segment is prepared once and shared by all systems. It is for one
// goroutine at a time.
type Scorer interface {
	// Prepare reads what a segment's hypotheses are compared with.
	Prepare(Segment) error
	// Statistics scores a hypothesis for the prepared segment and sets all
	// numbers of stats, whose length is the metric's Width.
	Statistics(hypothesis string, stats []float64)
}

// Segment is what hypotheses are compared with.
type Segment struct {
	Source     string   // "" if there is none
	Context    string   // what the text is about, such as the paper's title; "" if that is not known
	References []string // one or more for the metrics that need them; an empty text is a reference too
}

// ErrNoReference is a segment without any reference, for a metric that needs one.
var ErrNoReference = errors.New("no reference")

// Arithmetic is how a sum of statistics came about. The reference program
// computes in other precisions when it resamples; a score that is to agree with
// its p-values to the last digit has to do the same.
type Arithmetic uint8

const (
	// Exact is the sum of segments as they are.
	Exact Arithmetic = iota
	// Resampled is a bootstrap sample: numpy sums in single precision, and a
	// quotient of two such sums is in single precision too.
	Resampled
	// Shuffled is a trial of approximate randomization: numpy sums integers, and
	// whatever is added to such a sum loses its fraction.
	Shuffled
)

// Field is a named value in a signature.
type Field struct {
	Name  string // "smooth"
	Short string // "s"
	Value string // "exp"
}

// sacreBLEUVersion is the version whose numbers these are.
const sacreBLEUVersion = "2.6.0"

// Conditions are what a score depends on besides the metric's own options.
type Conditions struct {
	References string // "1", "2", …, "var" where the number differs
	Bootstrap  int    // resamples, 0 if none were drawn
	Trials     int    // of approximate randomization, 0 if there were none
	Seed       uint64 // of either
}

// FormatSignature is a metric's signature in sacreBLEU's format: what has to be
// the same for two scores to be compared. The version is that of the program
// whose numbers these are, sacreBLEU if the metric names no other; prog names
// the program that computed them.
func FormatSignature(m Metric, c Conditions, short bool) string {
	var fields []Field
	add := func(name, abbreviated, value string) {
		fields = append(fields, Field{name, abbreviated, value})
	}
	if _, free := m.(referenceFree); !free {
		add("nrefs", "#", c.References)
	}
	if c.Bootstrap > 0 {
		add("bs", "bs", strconv.Itoa(c.Bootstrap))
	}
	if c.Trials > 0 {
		add("ar", "ar", strconv.Itoa(c.Trials))
	}
	if c.Bootstrap > 0 || c.Trials > 0 {
		add("seed", "rs", strconv.FormatUint(c.Seed, 10))
	}
	fields = append(fields, m.Signature()...)
	if fields[len(fields)-1].Name != "version" {
		add("version", "v", sacreBLEUVersion)
	}
	add("prog", "p", "sumtool")

	var b strings.Builder
	for i, f := range fields {
		if i > 0 {
			b.WriteByte('|')
		}
		if short {
			b.WriteString(f.Short)
		} else {
			b.WriteString(f.Name)
		}
		b.WriteByte(':')
		b.WriteString(f.Value)
	}
	return b.String()
}

// referenceFree is implemented by metrics that look at no reference.
type referenceFree interface{ referenceFree() }

func (integrity) referenceFree()    {}
func (lintMetric) referenceFree()   {}
func (sourceLength) referenceFree() {}

// yesNo is a switch's value in a signature.
func yesNo(on bool) string {
	if on {
		return "yes"
	}
	return "no"
}

// letterCase is the value of "case" in a signature.
func letterCase(lower bool) string {
	if lower {
		return "lc"
	}
	return "mixed"
}
