// Package digest reads paper digests: Markdown files in which every third-level
// heading is a paper with its thumbnail, votes, authors and summary bullets.
//
// It is the one parser of the program. It knows Markdown (by goldmark) and the
// digest's template; it must not know what is wrong with a digest: it classifies
// what is there, keeps what it cannot classify, and leaves judging to rules.
//
// Everything it finds carries a [Span] of byte offsets into the source, so that
// nothing is ever searched for twice and an edit can be applied exactly. Bytes
// that no span covers are gaps; spans and gaps joined give the file back.
package digest

import (
	"sync"
	"unsafe"
)

// Document is one parsed digest. It is read-only after [Parse] and safe for use
// by several goroutines.
type Document struct {
	Path     string   // as the user named it; "<stdin>" for standard input
	Source   []byte   // the file, byte for byte, a BOM included
	Template Template // what the parser took for a digest's layout

	Headings []DateHeading // date headings (`## Daily Papers (2024-05-30)`), in order
	Papers   []Paper       // in order
	Comments []Comment     // every HTML comment, in order
	Blocks   []Block       // all top-level blocks of the file, in order, not overlapping

	linesOnce sync.Once
	lines     []int // offsets of line starts; built when first asked for
	marksOnce sync.Once
	marks     []mark // for counting code points in long lines; built when first asked for
}

// Text returns the source that s covers, without copying it: what outlives the
// document by much should be a clone, or the whole source stays in memory.
func (d *Document) Text(s Span) string {
	text := d.Source[s.Start:s.End]
	return unsafe.String(unsafe.SliceData(text), len(text)) // nobody writes to a document's source
}

// Bytes returns the source that s covers, without copying it.
func (d *Document) Bytes(s Span) []byte { return d.Source[s.Start:s.End:s.End] }

// PaperAt returns the paper whose span holds the byte offset, or nil.
func (d *Document) PaperAt(offset int) *Paper {
	lo, hi := 0, len(d.Papers)
	for lo < hi {
		mid := (lo + hi) / 2
		switch p := &d.Papers[mid]; {
		case offset < p.Span.Start:
			hi = mid
		case offset >= p.Span.End:
			lo = mid + 1
		default:
			return p
		}
	}
	return nil
}

// DateHeading is the heading that opens a day's list.
type DateHeading struct {
	Span Span   // the heading line, without its newline
	Text Span   // the heading's text, without markers
	Date Span   // the date inside the text; empty if there is none
	Day  string // the date as written, e.g. "2024-05-30"; "" if there is none
}

// Paper is one entry of a digest.
type Paper struct {
	Index   int  // position among the document's papers, 0-based
	Section int  // index of the date heading it stands under, -1 if none
	Span    Span // from the heading's first byte to the next heading of its level or above, or the end

	Heading Heading
	Media   []Media
	Votes   *Field   // nil if the paper has no vote line
	Authors *Authors // nil if the paper has no authors line
	Bullets []Bullet // in order, nested ones after their parent
	Stray   []Block  // blocks that are none of the above: summary text outside the bullets, tables, HTML
}

// Title returns the paper's title as written, Markdown escapes and all.
func (p *Paper) Title(d *Document) string { return d.Text(p.Heading.Title) }

// Heading is a paper's heading. A heading that is a single link has Link set;
// otherwise Title is the whole text of the heading.
type Heading struct {
	Span    Span   // the heading line, without its newline
	Text    Span   // everything after the `#` marks
	Title   Span   // the link's text, or the same as Text
	Link    Span   // the link's destination; empty if the heading is no single link
	ArXivID string // from the destination, e.g. "2405.19327", version suffix dropped; "" if it has none
	ID      Span   // where ArXivID stands in the source
}

// MediaKind says how a picture or video is written.
type MediaKind uint8

// The kinds of media.
const (
	Image     MediaKind = iota // ![alt](url)
	VideoLink                  // [Watch Video](url), or the broken [Watch Video]url
	VideoTag                   // <video src="url">, mostly wrapped in a <div>
)

// Media is one thumbnail or video of a paper.
type Media struct {
	Kind    MediaKind
	Span    Span   // the whole construct
	Alt     Span   // alternative text or link text, without brackets
	URL     Span   // the destination
	ArXivID string // if the URL names a paper (social thumbnails do), else ""
	Broken  bool   // [text]url: a link whose parentheses are missing
}

// Field is a one-line field: a prefix and its value.
type Field struct {
	Span   Span // the line, without its newline
	Prefix Span // `Vote:`
	Value  Span // trimmed; may be empty
}

// Authors is the authors line.
type Authors struct {
	Field
	Repr  bool     // the value is written as a Python list: ['A', 'B']
	Names []Author // each name, separators and quotes excluded
}

// Author is one name of the list.
type Author struct {
	Span Span // the name, trimmed, as written
	Name string
}

// Bullet is one list item of a summary.
type Bullet struct {
	Span    Span   // from the marker to the end of the item's own text, a trailing comment included, its newline not
	Marker  Span   // `-`, `*`, `1.`
	Depth   int    // 0 for the paper's own list, 1 and more for nested lists
	Ordered bool   // the marker is a number
	Label   *Label // nil if the bullet has none
	Text    Span   // the prose: label, leading spaces and trailing comment excluded; may run over several lines
	Inlines []Inline
}

// Label is the emphasised name at the start of a bullet: `***What's New***:`.
type Label struct {
	Span     Span   // from the opening emphasis to the colon (or the closing emphasis), both included
	Text     Span   // the label's words
	Open     Span   // the opening emphasis; empty if there is none
	Close    Span   // the closing emphasis; empty if there is none
	Colon    bool   // a colon follows (inside or outside the emphasis)
	Emphasis string // the opener as written: "***", "**", "__"…
}

// InlineKind says what a stretch inside a bullet's text is.
type InlineKind uint8

// The kinds of inline stretches. Rules that read prose skip all but Latin and Emphasis.
const (
	URL           InlineKind = iota // a bare or bracketed address, as far as GitHub links it; its Target is the address proper, without a glued particle
	Link                            // [text](target): the whole construct
	Code                            // `code`, delimiters included
	Math                            // $…$, $$…$$, \(…\), \[…\]
	HTML                            // a raw HTML tag
	CommentInline                   // an HTML comment
	Latin                           // a run of Latin words, digits and joining punctuation: a name or an English phrase
	Emphasis                        // **…**, *…* inside the prose
	LinkMark                        // what a Link has beside its text: `[` or `![`, and `](target)`
)

// Inline is one stretch inside a bullet's text. Inlines are sorted by start;
// only Emphasis and Link may hold others.
type Inline struct {
	Kind   InlineKind
	Span   Span
	Target Span // for URL and Link: the destination; for Code: the content; else the same as Span
}

// Comment is an HTML comment anywhere in the file.
type Comment struct {
	Span Span // with its delimiters
	Text Span // between the delimiters, trimmed
	Own  bool // it stands alone on its line
}

// BlockKind says what a top-level block is.
type BlockKind uint8

// The kinds of blocks.
const (
	BlockOther       BlockKind = iota // quotations, thematic breaks, whatever else
	BlockDateHeading                  // a heading of the template's date level
	BlockPaper                        // a heading of the template's paper level
	BlockHeading                      // any other heading
	BlockMedia
	BlockVotes
	BlockAuthors
	BlockList
	BlockParagraph
	BlockHTML
	BlockComment
	BlockCode
)

// Block is one top-level block with its span, trailing newline excluded.
type Block struct {
	Kind BlockKind
	Span Span
}
