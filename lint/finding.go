package lint

import "github.com/sumtool/sumtool/internal/digest"

// Finding is one defect at one place. Rules fill in what they know; the engine
// fills in the rest before a finding leaves it.
type Finding struct {
	Rule     string
	Category Category
	Severity Severity
	Message  string // lower case, no full stop: what is wrong, what was expected, what to do

	Place

	// Suggestion is what Text should read instead; nil when there is none. An
	// empty string suggests to delete it.
	Suggestion *string
	Fix        *Fix
	Confidence float64 // log ratio, share or probability as the rule documents it; 0 when it has none
	Related    []Related
	Occurrence int // 0 for the first finding of its [Finding.Fingerprint] in the run, 1 for the next…

	tentative string // the key under which Conclude may drop it; "" for a settled finding
}

// Place is where something stands, resolved so that it outlives the document.
type Place struct {
	File  string
	Span  digest.Span     // bytes in the file
	Start digest.Position // 1-based line, column in code points
	End   digest.Position // exclusive
	Text  string          // the source between
	Line  string          // the whole source line of Start, for display
	Paper *PaperRef       // nil outside papers
	Field string          // title, media, votes, authors, label, bullet or "" (elsewhere)

	shown              int // where Span starts inside Line, in bytes
	startByte, endByte int // columns of Start and End in bytes, 1-based
	content            contentID
}

var firstPosition = digest.Position{Line: 1, Column: 1}

// Shown returns where the place starts inside its Line, in bytes.
func (p *Place) Shown() int { return p.shown }

// PaperRef names the paper that a finding belongs to.
type PaperRef struct {
	ArXivID string
	Title   string
}

// Region is where an edit stands: lines and columns are 1-based, columns in code
// points and in bytes, ends exclusive.
type Region struct {
	Start, End         digest.Position
	StartByte, EndByte int
}

// Region returns where the place stands; its byte columns are 0 if it was not
// resolved in a document.
func (p *Place) Region() Region { return Region{p.Start, p.End, p.startByte, p.endByte} }

// Related is another place that explains a finding ("first listed here").
type Related struct {
	Place   Place
	Message string
}
