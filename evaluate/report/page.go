package report

import (
	_ "embed"
	"html/template"
)

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
