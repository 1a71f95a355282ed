package evaluate

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
	"strings"
)

// worstSegments keeps the texts of the segments whose worst system is worst by
// the guiding metric.
type worstSegments struct {
	guide int // -1: no metric has a better, so that the first segments are kept
	most  int
	p     *Plan
	heap  badHeap
}

// guides are the metrics that rank single segments best, the best first; after
// them any that has a better and a worse.
var guides = []string{"chrf++", "chrf", "rougeL", "ter"}

// guideOf is the metric that segments are ranked by, -1 if there is none.
func guideOf(metrics []MetricInfo) int {
	for _, key := range guides {
		if i := slices.IndexFunc(metrics, func(m MetricInfo) bool { return m.Key == key && !m.Neutral }); i >= 0 {
			return i
		}
	}
	return slices.IndexFunc(metrics, func(m MetricInfo) bool { return !m.Neutral })
}

func newWorst(p *Plan) *worstSegments {
	var infos []MetricInfo
	for _, m := range p.Metrics {
		infos = append(infos, m.Info())
	}
	return &worstSegments{guide: guideOf(infos), most: p.Worst, p: p}
}

// badSegment is a segment and how bad it is: more is worse.
type badSegment struct {
	badness float64
	row     SegmentRow
}

// badHeap has the least bad segment on top, of equals the last.
type badHeap []badSegment

func (h badHeap) Len() int      { return len(h) }
func (h badHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h badHeap) Less(i, j int) bool {
	return worseFirst(h[j], h[i]) < 0
}
func (h *badHeap) Push(x any) { *h = append(*h, x.(badSegment)) }
func (h *badHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// worseFirst orders segments: the worse first, of equals the earlier.
func worseFirst(a, b badSegment) int {
	return cmp.Or(cmp.Compare(b.badness, a.badness), cmp.Compare(a.row.Index, b.row.Index))
}

func (w *worstSegments) add(index int, s Scored) {
	if w.most <= 0 {
		return
	}
	bad := badSegment{w.badness(s), SegmentRow{Index: index}}
	if len(w.heap) == w.most {
		if worseFirst(bad, w.heap[0]) >= 0 {
			return
		}
		heap.Pop(&w.heap)
	}
	bad.row = w.row(index, s)
	heap.Push(&w.heap, bad)
}

func (w *worstSegments) badness(s Scored) float64 {
	out := math.Inf(-1)
	if w.guide < 0 {
		return out
	}
	m := w.p.Metrics[w.guide]
	for i := range s.Hypotheses {
		v := m.Score(s.Statistics(i, w.guide), Exact)
		if !m.Info().LowerBetter {
			v = -v
		}
		if v > out { // not so for NaN
			out = v
		}
	}
	return out
}

// row copies a segment: its texts are parts of larger blocks, which need not stay.
func (w *worstSegments) row(index int, s Scored) SegmentRow {
	row := SegmentRow{Index: index, ID: strings.Clone(s.ID), Source: strings.Clone(s.Source)}
	if s.Paper != nil {
		row.Paper = s.Paper.Title
	}
	for _, r := range s.References {
		row.Refs = append(row.Refs, strings.Clone(r))
	}
	for i, text := range s.Hypotheses {
		h := Hypothesis{Text: strings.Clone(text)}
		for k, m := range w.p.Metrics {
			h.Scores = append(h.Scores, m.Score(s.Statistics(i, k), Exact))
		}
		row.Hyps = append(row.Hyps, h)
	}
	return row
}

// rows are the segments, the worst first.
func (w *worstSegments) rows() []SegmentRow {
	slices.SortFunc(w.heap, worseFirst)
	var out []SegmentRow
	for _, b := range w.heap {
		out = append(out, b.row)
	}
	return out
}
