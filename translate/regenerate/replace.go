package regenerate

import (
	"bytes"

	"github.com/sumtool/sumtool/internal/digest"
)

// Bullet is one line of a new summary.
type Bullet struct {
	ID       string   `json:"id"`
	Label    string   `json:"label"`    // one of the file's; "" where the file has none
	Text     string   `json:"text"`     // one line of prose
	Evidence []string `json:"evidence"` // ids of the abstract's sentences that it rests on
}

// Summary is a paper's new summary.
type Summary struct {
	Paper   *digest.Paper
	Bullets []Bullet
}

// replace returns the document's source with the papers' summaries replaced:
// their bullets, and what Markdown has made of summary text beside them. All
// other bytes stay. Summaries are in the order of their papers.
func replace(d *digest.Document, s Style, summaries ...Summary) []byte {
	newline := newlineOf(d.Source)
	var out []byte
	done := 0
	for _, n := range summaries {
		at, fresh := summaryOf(d, n.Paper)
		out = append(out, d.Source[done:at.Start]...)
		if fresh { // a paper without a summary: it goes behind the fields, after a blank line
			out = append(out, newline+newline...)
		}
		for i, b := range n.Bullets {
			if i > 0 {
				out = append(out, newline...)
			}
			l, _ := s.label(b.Label)
			out = append(out, s.Marker+l.Prefix+b.Text...)
		}
		done = at.End
	}
	return append(out, d.Source[done:]...)
}

// summaryOf returns where the paper's summary stands, or, if it has none, where
// it belongs: behind the last of the fields.
func summaryOf(d *digest.Document, p *digest.Paper) (at digest.Span, fresh bool) {
	fields := p.Heading.Span.End
	for i := range p.Media {
		fields = max(fields, p.Media[i].Span.End)
	}
	if p.Votes != nil {
		fields = max(fields, p.Votes.Span.End)
	}
	if p.Authors != nil {
		fields = max(fields, p.Authors.Span.End)
	}
	first := true
	include := func(s digest.Span) {
		if s.Start < p.Heading.Span.End {
			return
		}
		if first {
			at, first = s, false
			return
		}
		at.Start, at.End = min(at.Start, s.Start), max(at.End, s.End)
	}
	for i := range p.Bullets {
		include(p.Bullets[i].Span)
	}
	if first {
		return digest.Span{Start: fields, End: fields}, true
	}
	for _, b := range p.Stray {
		if b.Kind == digest.BlockParagraph || b.Kind == digest.BlockList {
			if b.Span.Start >= at.Start {
				include(b.Span)
			}
		}
	}
	// A bullet's span begins at its marker; the indentation before it goes too.
	at.Start = bytes.LastIndexByte(d.Source[:at.Start], '\n') + 1
	return at, false
}

// newlineOf is the line break that the file uses.
func newlineOf(src []byte) string {
	if i := bytes.IndexByte(src, '\n'); i > 0 && src[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}
