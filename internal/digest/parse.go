package digest

import (
	"bytes"
	"strings"
)

// bom is the byte order mark U+FEFF as UTF-8.
const bom = "\xEF\xBB\xBF"

// Parse reads a digest. It never fails: what it cannot classify is kept as a
// block, and bytes that are no UTF-8 are kept as they are. The document refers
// to src, which must not change afterwards. Time and memory grow in proportion
// to len(src), for hostile input too (see [maxContainers] and [maxTag]).
//
// Block structure is CommonMark's, by goldmark. Two things differ on purpose:
// link reference definitions stay prose, because a rule has to see them, and
// tables are not recognised, they are paragraphs.
func Parse(path string, src []byte, t Template) *Document {
	d := &Document{Path: path, Source: src, Template: t}
	p := parser{doc: d, src: src}
	p.inline.src = src
	start := 0
	if bytes.HasPrefix(src, []byte(bom)) {
		start = len(bom)
	}
	for start < len(src) {
		start = p.chunk(start)
	}
	p.closePaper(len(src))
	return d
}

// parser holds what goes from one chunk of a document to the next.
type parser struct {
	doc    *Document
	src    []byte
	inline scanner

	open  bool // the last paper is still being read
	paper Paper
}

// chunk parses from start to the next heading that may begin a paper, and
// returns where it stopped. Parsing piece by piece keeps the syntax tree small.
// It is exact, because a heading at the margin ends every block that is open but
// a fenced code block and an HTML block: when one of those is open at the seam,
// the chunk grows, each time twice as far, so that the whole stays linear.
func (p *parser) chunk(start int) int {
	end := start
	for step := 1; ; step *= 2 {
		for range step {
			end = nextSeam(p.src, end)
		}
		blocks, open := parseBlocks(p.src[start:end])
		if open && end < len(p.src) {
			continue
		}
		p.blocks(start, end, blocks)
		return end
	}
}

// nextSeam returns the offset of the first line after from that begins with an
// ATX heading's marks at the margin, or the end of src.
func nextSeam(src []byte, from int) int {
	for at := from; at < len(src); {
		i := bytes.Index(src[at:], []byte("\n#"))
		if i < 0 {
			return len(src)
		}
		at += i + 1
		n := at
		for n < len(src) && src[n] == '#' {
			n++
		}
		if n-at <= 6 && (n == len(src) || src[n] == ' ' || src[n] == '\t') {
			return at
		}
	}
	return len(src)
}

// openPaper starts a paper at its heading, ending the one before it.
func (p *parser) openPaper(start int, h Heading) {
	p.closePaper(start)
	if p.doc.Papers == nil { // tens of papers, each of some size, are not copied as their list grows
		marks := "\n" + strings.Repeat("#", p.doc.Template.PaperLevel)
		p.doc.Papers = make([]Paper, 0, 1+bytes.Count(p.src[start:], []byte(marks)))
	}
	p.paper = Paper{
		Index:   len(p.doc.Papers),
		Section: len(p.doc.Headings) - 1,
		Span:    Span{Start: start},
		Heading: h,
	}
	p.open = true
}

// closePaper ends the paper being read, if any, at the offset end.
func (p *parser) closePaper(end int) {
	if !p.open {
		return
	}
	p.paper.Span.End = end
	p.doc.Papers = append(p.doc.Papers, p.paper)
	p.open = false
}

// stray keeps a block of the current paper that is none of its fields.
func (p *parser) stray(b Block) {
	if p.open {
		p.paper.Stray = append(p.paper.Stray, b)
	}
}
