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
	"sync"

	"github.com/sumtool/sumtool/evaluate"
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

// fixed prints a coordinate.
func fixed(v float64) string { return fmt.Sprintf("%.4g", math.Round(v*100)/100) }
