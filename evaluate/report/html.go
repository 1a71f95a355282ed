package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"math"
	"strings"
	"sync"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/wording"
)

// pageSegments is how many of the worst segments a page holds unless told.
const pageSegments = 200

// pageColors is how many colours the style has for systems.
const pageColors = 8

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

//go:embed page.js
var pageJS string

var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Parse(pageHTML))
})

// page is what the template fills in. Numbers are formatted here; the template
// only escapes and repeats.
type page struct {
	Policy       string
	Style        template.CSS
	Script       template.JS
	Title        string
	Lead         string
	Size         string
	Warnings     []string
	Notes        []string
	Unaligned    []string
	Metrics      []pageMetric
	Systems      []pageSystem
	Charts       []chart
	PairsTitle   string
	PairsHeader  []string
	Pairs        [][]string
	Sections     []pageSection
	Segments     []pageSegment
	SegmentsNote string
	Guide        int
	Lower        string // JSON: by metric, whether lower is better
}

type pageMetric struct {
	Name, Title, Signature string
	First                  string // which way the first click sorts: "down" for the best on top
}

type pageSystem struct {
	Name  string
	Color int
	Rank  int
	Cells []pageCell
}

type pageCell struct {
	Text, Half, Verdict string
	Sort                string // the score for the script; "" if there is none
	Best                bool
	Bar                 *pageBar
}

// pageBar is a score on its metric's scale, in percent of the scale.
type pageBar struct {
	Width, Lo, Hi string
	Interval      bool
}

type pageSection struct {
	ID, Title, Column string
	Groups            []pageGroup
}

type pageGroup struct {
	Name, ID string
	Segments int
	Cells    []pageGroupCell
}

type pageGroupCell struct {
	Sort   string
	Values []pageValue
}

type pageValue struct {
	System, Text string
	Color        int
	Best         bool
}

type pageSegment struct {
	Index             int
	ID, Paper, Source string
	Refs              []pageText
	Hyps              []pageHyp
	Same              bool
	Scores            string // JSON: by system, then by metric
}

type pageText struct{ Name, Text string }

type pageHyp struct {
	Name  string
	Color int
	Parts []pagePart
	Chips []pageText
}

// pagePart is a stretch of a text; Swap says that it replaces the one before.
type pagePart struct {
	Text            string
	Lost, New, Swap bool
}

// writeHTML prints one page that needs nothing else: no request is made, by
// policy too, and without its script it still shows everything.
func writeHTML(w io.Writer, r *evaluate.Report, o Options) error {
	p := page{
		Policy: "default-src 'none'; img-src data:; style-src " + sourceHash(pageCSS) +
			"; script-src " + sourceHash(pageJS) + "; base-uri 'none'; form-action 'none'",
		Style:     template.CSS(pageCSS),
		Script:    template.JS(pageJS),
		Title:     pageTitle(r),
		Lead:      lead(r),
		Size:      upperFirst(sizeLine(r)) + ".",
		Warnings:  r.Warnings,
		Notes:     notes(r),
		Unaligned: r.Unaligned,
		Charts:    charts(r),
		Guide:     max(r.Guide, 0),
	}
	lower := make([]bool, len(r.Metrics))
	for k, m := range r.Metrics {
		first := "down"
		if m.LowerBetter {
			first = "up"
		}
		lower[k] = m.LowerBetter
		p.Metrics = append(p.Metrics, pageMetric{m.Name, title(m), m.Signature, first})
	}
	p.Lower = toJSON(lower)
	for i, s := range r.Systems {
		p.Systems = append(p.Systems, pageSystem{s.Name, i % pageColors, rankOf(s), pageCells(r, i)})
	}
	if len(r.Pairs) > 0 {
		p.PairsTitle = pairsTitle
		p.PairsHeader, p.Pairs = pairTable(r)
	}
	for n, s := range sections(r, Options{PerPaper: true, Buckets: true}) {
		p.Sections = append(p.Sections, groupSection(r, s, n))
	}
	n := o.Worst
	if n <= 0 {
		n = pageSegments
	}
	rows := worst(r, n)
	p.SegmentsNote = segmentsNote(r, len(rows))
	for _, row := range rows {
		p.Segments = append(p.Segments, segment(r, row))
	}
	var b bytes.Buffer
	if err := pageTemplate().Execute(&b, p); err != nil {
		return fmt.Errorf("fill in the page: %w", err)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// sourceHash is the expression that lets exactly this text run.
func sourceHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// finite is a number for JSON, which has no other than finite ones.
func finite(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return v
}

func toJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil { // only booleans and finite numbers come here
		return "null"
	}
	return string(b)
}

func pageTitle(r *evaluate.Report) string {
	names := make([]string, len(r.Systems))
	for i, s := range r.Systems {
		names[i] = s.Name
	}
	if len(names) > 4 {
		return fmt.Sprintf("%d systems compared", len(names))
	}
	if len(names) == 1 {
		return names[0] + " evaluated"
	}
	return joined(names) + " compared"
}

// joined lists names as a sentence does.
func joined(names []string) string {
	switch n := len(names); n {
	case 0:
		return "nothing"
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}

// lead says in a sentence which system scores best by which metrics.
func lead(r *evaluate.Report) string {
	if len(r.Systems) < 2 {
		return ""
	}
	by := make([][]string, len(r.Systems))
	counted := 0
	for k, m := range r.Metrics {
		if m.Neutral {
			continue
		}
		counted++
		winner, n := -1, 0
		for i, best := range bests(m, corpus(r, k)) {
			if best {
				winner = i
				n++
			}
		}
		if n == 1 {
			by[winner] = append(by[winner], m.Name)
		}
	}
	var parts []string
	for i, metrics := range by {
		switch {
		case len(metrics) == 0:
		case len(metrics) == counted && counted > 1:
			parts = append(parts, r.Systems[i].Name+" scores best by every metric")
		default:
			parts = append(parts, r.Systems[i].Name+" scores best by "+joined(metrics))
		}
	}
	if len(parts) == 0 {
		return "No system scores best by any metric."
	}
	return strings.Join(parts, "; ") + "."
}

func pageCells(r *evaluate.Report, system int) []pageCell {
	var out []pageCell
	for k, m := range r.Metrics {
		sc := r.Systems[system].Scores[k]
		mark, words := verdict(r, sc)
		out = append(out, pageCell{
			Text: number(m, sc.Value), Half: half(m, sc.Interval), Sort: sortKey(sc.Value),
			Verdict: strings.TrimSpace(words + " " + mark),
			Best:    bests(m, corpus(r, k))[system],
			Bar:     scoreBar(r, k, sc),
		})
	}
	return out
}

func sortKey(v float64) string {
	if finite(v) == nil {
		return ""
	}
	return exact(v)
}

// scoreBar places a score between 0 and the end of the metric's scale or, if
// that has none, the highest score of any system. More is no merit of a neutral
// metric, so that it has no bar.
func scoreBar(r *evaluate.Report, metric int, s evaluate.Score) *pageBar {
	end := r.Metrics[metric].Max
	if r.Metrics[metric].Neutral {
		return nil
	}
	if end == 0 {
		for _, other := range r.Systems {
			sc := other.Scores[metric]
			end = max(end, sc.Value)
			if sc.Interval != nil {
				end = max(end, sc.Interval.Hi)
			}
		}
	}
	if end <= 0 || finite(end) == nil || finite(s.Value) == nil {
		return nil
	}
	at := func(v float64) string { return fixed(100 * min(max(v/end, 0), 1)) }
	b := &pageBar{Width: at(s.Value)}
	if s.Interval != nil {
		b.Lo, b.Hi, b.Interval = at(s.Interval.Lo), at(s.Interval.Hi), true
	}
	return b
}

func groupSection(r *evaluate.Report, s section, n int) pageSection {
	out := pageSection{ID: fmt.Sprintf("groups-%d", n), Title: s.Title, Column: s.Column}
	for _, g := range s.Groups {
		row := pageGroup{Name: groupName(g), Segments: g.Segments}
		if g.Title != "" {
			row.ID = g.Key
		}
		for k, m := range r.Metrics {
			scores := inGroup(g, k)
			best := bests(m, scores)
			sum := 0.0
			var cell pageGroupCell
			for i, v := range scores {
				sum += v
				cell.Values = append(cell.Values, pageValue{r.Systems[i].Name, number(m, v), i % pageColors, best[i]})
			}
			cell.Sort = sortKey(sum / float64(len(scores)))
			row.Cells = append(row.Cells, cell)
		}
		out.Groups = append(out.Groups, row)
	}
	return out
}

func segmentsNote(r *evaluate.Report, shown int) string {
	if shown < r.Segments {
		return fmt.Sprintf("%s of %d.", worstTitle(r, shown), r.Segments)
	}
	return "All " + wording.Count(shown, "segment") + "."
}

func segment(r *evaluate.Report, row evaluate.SegmentRow) pageSegment {
	out := pageSegment{Index: row.Index, ID: row.ID, Paper: row.Paper, Source: row.Source, Same: true}
	for i, ref := range row.Refs {
		name := "Reference"
		if len(row.Refs) > 1 {
			name = fmt.Sprintf("Reference %d", i+1)
		}
		out.Refs = append(out.Refs, pageText{name, ref})
	}
	scores := make([][]any, len(row.Hyps))
	for i, h := range row.Hyps {
		hyp := pageHyp{Name: r.Systems[i].Name, Color: i % pageColors, Parts: pageParts(compared(row, h))}
		out.Same = out.Same && len(row.Refs) > 0 && h.Text == row.Refs[0]
		for k, m := range r.Metrics {
			hyp.Chips = append(hyp.Chips, pageText{m.Name, number(m, h.Scores[k])})
			scores[i] = append(scores[i], finite(h.Scores[k]))
		}
		out.Hyps = append(out.Hyps, hyp)
	}
	out.Scores = toJSON(scores)
	return out
}

func pageParts(parts []evaluate.DiffPart) []pagePart {
	out := make([]pagePart, len(parts))
	for i, d := range parts {
		out[i] = pagePart{
			Text: d.Text, Lost: d.Kind == evaluate.Missing, New: d.Kind == evaluate.Extra,
			Swap: d.Kind == evaluate.Extra && i > 0 && parts[i-1].Kind == evaluate.Missing,
		}
	}
	return out
}

// fixed prints a coordinate.
func fixed(v float64) string { return fmt.Sprintf("%.4g", math.Round(v*100)/100) }
