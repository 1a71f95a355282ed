// Package detect names the language of each bullet of digests, each line of
// plain texts and each record of JSON Lines, and prints what it found. It knows
// inputs and output formats; how a language is recognised is langid's.
package detect

import (
	"unicode/utf8"

	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/langid"
)

// Options say how texts are read and judged. Detector must be set.
type Options struct {
	Detector *langid.Detector
	// Extend adds the language that a file's name promises to the candidates
	// of that file.
	Extend        bool
	MinConfidence float64 // below it a language is und
	Spans         bool    // look for runs of other languages inside a text
	Expected      string  // the language that texts should be in; "" leaves it to the file's name and majority
	Template      digest.Template
	Jobs          int // workers; 0 means one per CPU
}

// Record is the language of one text.
type Record struct {
	File       string  `json:"file"`
	Line       int     `json:"line"`
	Paper      *Paper  `json:"paper,omitempty"`
	Language   string  `json:"language"`
	Confidence float64 `json:"confidence"`
	Expected   string  `json:"expected,omitempty"`
	Spans      *[]Span `json:"spans,omitempty"` // nil when nobody asked

	text string // the beginning of the text, for the table
}

// Unexpected reports whether the text is in another language than it should be.
func (r *Record) Unexpected() bool {
	return r.Expected != "" && r.Language != langid.Und && r.Language != r.Expected
}

// Paper names the paper that a bullet belongs to.
type Paper struct {
	ArXivID string `json:"arxiv_id"`
	Title   string `json:"title"`
}

// Span is a run of another language inside a text.
type Span struct {
	Language string `json:"language"`
	Text     string `json:"text"`
	Line     int    `json:"line,omitempty"` // where it is not the record's line
	Column   int    `json:"column"`         // 1-based, in code points
}

// forFile returns the options for one file: what its name says counts before
// what the config says, because an edition is in its own language.
func (o Options) forFile(path string) Options {
	named := langid.FromFileName(path)
	if named == "" {
		return o
	}
	o.Expected = named
	if o.Extend {
		if d, err := o.Detector.With(named); err == nil {
			o.Detector = d
		}
	}
	return o
}

// record judges one text of the document; the caller fills in where it stands.
func (o *Options) record(d *digest.Document, b *digest.Bullet) Record {
	found := o.Detector.Bullet(d.Source, b)
	r := Record{File: d.Path, Line: d.Position(b.Text.Start).Line, Language: found.Language, Confidence: found.Confidence,
		Expected: o.Expected, text: beginning(d.Bytes(b.Text))}
	if r.Confidence < o.MinConfidence {
		r.Language = langid.Und
	}
	if o.Spans {
		spans := []Span{}
		for _, run := range o.Detector.Runs(d.Source, b, found, found.Language) {
			at := d.Position(run.Span.Start)
			s := Span{Language: run.Language, Text: strings.Clone(d.Text(run.Span)), Column: at.Column}
			if at.Line != r.Line {
				s.Line = at.Line
			}
			spans = append(spans, s)
		}
		r.Spans = &spans
	}
	return r
}

// Document returns a record for each bullet of a digest.
func (o Options) Document(path string, src []byte) []Record {
	o = o.forFile(path)
	d := digest.Parse(path, src, o.Template)
	var records []Record
	for i := range d.Papers {
		p := &d.Papers[i]
		paper := &Paper{p.Heading.ArXivID, strings.Clone(p.Title(d))}
		for j := range p.Bullets {
			r := o.record(d, &p.Bullets[j])
			r.Paper = paper
			records = append(records, r)
		}
	}
	if o.Expected == "" {
		most := majority(records)
		for i := range records {
			records[i].Expected = most
		}
	}
	return records
}

// majority returns the language of most of the records, or "".
func majority(records []Record) string {
	languages := make([]string, len(records))
	for i := range records {
		languages[i] = records[i].Language
	}
	return langid.Majority(languages)
}

// text returns a record for a text that stands in no digest.
func (o *Options) text(path string, line int, text []byte) Record {
	d := &digest.Document{Path: path, Source: text}
	r := o.record(d, digest.PlainText(text))
	r.Line = line
	return r
}

// beginning cuts a text to what a table may show of it.
func beginning(text []byte) string {
	const most = 120 // bytes
	if len(text) <= most {
		return string(text)
	}
	n := most
	for n > most-utf8.UTFMax && !utf8.RuneStart(text[n]) { // bytes that are no UTF-8 may go on like this
		n--
	}
	return string(text[:n])
}
