package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/wording"
)

// The measures of a chart, in SVG units.
const (
	chartWidth  = 320
	chartRow    = 46 // height of one system's bars
	chartGap    = 8
	chartFooter = 16
	chartBins   = 20
)

// chart is the distribution of one metric's segment scores: bars for each
// system on a common scale.
type chart struct {
	Title, Range, Label string
	Width, Height       int
	Rows                []chartSystem
	Ticks               []chartTick
}

type chartSystem struct {
	Title     string
	Color     int
	Bars      []chartBar
	Top, Base int
	Width     int
	Median    string
	HasMedian bool
}

type chartBar struct{ X, Y, Width, Height, Title string }

type chartTick struct {
	X, Y   int
	Anchor string
	Text   string
}

// charts draws one for every metric that has more than one segment score.
func charts(r *evaluate.Report) []chart {
	if r.Listing == nil || r.Listing.Len < 2 {
		return nil
	}
	var out []chart
	for k, m := range r.Metrics {
		scores := make([][]float64, len(r.Systems))
		end, tallest := m.Max, 0
		for i := range r.Systems {
			for seg := range r.Listing.Len {
				if v, _ := r.Listing.Score(i, k, seg); finite(v) != nil {
					scores[i] = append(scores[i], v)
				}
			}
			slices.Sort(scores[i])
		}
		if end == 0 {
			end = roundUp(scores)
		}
		bins := make([][]int, len(scores))
		for i := range scores {
			bins[i] = histogram(scores[i], end)
			tallest = max(tallest, slices.Max(bins[i]))
		}
		out = append(out, drawChart(r, m, scores, bins, end, tallest))
	}
	return out
}

// roundUp is a round end for a scale without one: what all but the highest
// hundredth of the scores lie under.
func roundUp(scores [][]float64) float64 {
	var top float64
	for _, s := range scores {
		if len(s) > 0 {
			top = max(top, s[(len(s)-1)*99/100])
		}
	}
	if top <= 0 {
		return 1
	}
	step := math.Pow(10, math.Floor(math.Log10(top)))
	for _, f := range []float64{1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10} {
		if step*f >= top {
			return step * f
		}
	}
	return step * 10
}

// histogram counts sorted scores in equal bins from 0 to end; what lies beyond
// is counted in the first and the last.
func histogram(scores []float64, end float64) []int {
	bins := make([]int, chartBins)
	for _, v := range scores {
		bins[min(max(int(v/end*chartBins), 0), chartBins-1)]++
	}
	return bins
}

func drawChart(r *evaluate.Report, m evaluate.MetricInfo, scores [][]float64, bins [][]int, end float64, tallest int) chart {
	c := chart{
		Title: title(m), Width: chartWidth,
		Height: len(bins)*(chartRow+chartGap) + chartFooter,
		Label:  "Distribution of the segments' " + m.Name + " scores",
	}
	width := float64(chartWidth) / chartBins
	for i, counts := range bins {
		top := i * (chartRow + chartGap)
		row := chartSystem{Title: r.Systems[i].Name, Color: i % pageColors, Top: top, Base: top + chartRow, Width: chartWidth}
		for b, n := range counts {
			if n == 0 {
				continue
			}
			height := max(float64(chartRow)*float64(n)/float64(tallest), 1)
			row.Bars = append(row.Bars, chartBar{
				X: fixed(float64(b)*width + 1), Y: fixed(float64(row.Base) - height),
				Width: fixed(width - 2), Height: fixed(height),
				Title: fmt.Sprintf("%s: %s from %s to %s", r.Systems[i].Name, wording.Count(n, "segment"),
					number(m, float64(b)*end/chartBins), number(m, float64(b+1)*end/chartBins)),
			})
		}
		if n := len(scores[i]); n > 0 {
			row.HasMedian = true
			row.Median = fixed(min(scores[i][n/2]/end, 1) * chartWidth)
			row.Title += ": median " + number(m, scores[i][n/2])
		}
		c.Rows = append(c.Rows, row)
	}
	y := c.Height - 4
	for _, t := range []struct {
		at     float64
		anchor string
	}{{0, "start"}, {0.5, "middle"}, {1, "end"}} {
		c.Ticks = append(c.Ticks, chartTick{int(t.at * chartWidth), y, t.anchor, strconv.FormatFloat(t.at*end, 'g', 4, 64)})
	}
	return c
}
