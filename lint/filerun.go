package lint

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
)

// maxLine bounds the source line that a finding keeps for display, in bytes
// each side of the finding: a line of megabytes must not be kept per finding.
const maxLine = 2000

// maxFindings bounds what one rule may report of one file. A file that has more
// is damaged as a whole, and nobody reads further; memory must not grow with it.
const maxFindings = 10_000

// maxFixable bounds it for rules that offer fixes, while a file is fixed: what lies
// beyond the bound takes another round.
const maxFixable = 4 * maxFindings

// fileRun collects what the rules find in one file. Findings are resolved to
// places as they come, and keep no part of the source but copies, so that the
// document can go when its rules are done.
type fileRun struct {
	doc      *digest.Document
	current  Severity // of the rule that is running
	path     string
	papers   int
	bullets  int
	refs     []*PaperRef // by paper index, made when first needed
	findings []Finding
	sums     []int                    // indices of findings that only say how many more a rule has
	beyond   map[string][]digest.Span // where those are, by rule, if the file is to be fixed; else nil
	placed   map[string][]digest.Span // see places
	shared   map[any]any              // see [Pass.Shared]
	edition  bool                     // its comments are copies of its source's
	comments []*directive
	contents map[content]contentID // of the bullets and fields asked for
	said     []byte                // what the last of them says, for use again
	reported int                   // findings of the rule that is running
	most     int                   // how many of them are kept
	lines    [2]shownLine          // the last ones, the latest first: many findings point to another, far away
}

// shownLine is a source line, or what is shown of an overlong one.
type shownLine struct {
	text string
	at   digest.Span // where it stands
}

func newFileRun(doc *digest.Document) *fileRun {
	f := &fileRun{doc: doc, path: doc.Path, papers: len(doc.Papers), contents: map[content]contentID{}}
	for i := range doc.Papers {
		f.bullets += len(doc.Papers[i].Bullets)
	}
	f.refs = make([]*PaperRef, len(doc.Papers))
	f.comments = f.directives()
	return f
}

// keeps counts what the running rule finds, and reports whether it is kept: a
// finding is not made to be thrown away.
func (f *fileRun) keeps(rule string, at digest.Span) bool {
	f.reported++
	if f.reported <= f.most {
		return true
	}
	if f.beyond != nil {
		f.beyond[rule] = append(f.beyond[rule], at)
	}
	return false
}

// add takes a finding and fills in where it stands.
func (f *fileRun) add(finding Finding) {
	finding.Place = f.place(finding.Span)
	if s := finding.Suggestion; s != nil {
		*s = strings.Clone(*s)
	}
	f.resolveFix(finding.Fix)
	if n := len(f.findings); n == cap(f.findings) {
		f.findings = slices.Grow(f.findings, n) // to twice the room: by a quarter, as append grows, large findings are copied often
	}
	f.findings = append(f.findings, finding)
}

// resolveFix fills in where a fix, if there is one, edits.
func (f *fileRun) resolveFix(fix *Fix) {
	if fix == nil {
		return
	}
	fix.Regions = make([]Region, len(fix.Edits))
	for i := range fix.Edits {
		e := &fix.Edits[i]
		fix.Regions[i], e.New = f.region(e.Span), strings.Clone(e.New)
	}
}

// region resolves the span of an edit.
func (f *fileRun) region(at digest.Span) Region {
	d := f.doc
	at.Start = min(max(at.Start, 0), len(d.Source))
	at.End = min(max(at.End, at.Start), len(d.Source))
	return Region{d.Position(at.Start), d.Position(at.End), byteColumn(d, at.Start), byteColumn(d, at.End)}
}

// place resolves a span of the document.
func (f *fileRun) place(at digest.Span) Place {
	d := f.doc
	at.Start = min(max(at.Start, 0), len(d.Source))
	at.End = min(max(at.End, at.Start), len(d.Source))
	line, shown := f.shown(at.Start)
	r := f.region(at)
	p := Place{
		File:  f.path,
		Span:  at,
		Start: r.Start,
		End:   r.End,
		Line:  line,
		Field: d.FieldAt(at.Start),
		shown: at.Start - shown.Start,

		startByte: r.StartByte, endByte: r.EndByte,
	}
	if shown.Start <= at.Start && at.End <= shown.End {
		p.Text = line[at.Start-shown.Start : at.End-shown.Start] // one copy for both
	} else {
		p.Text = strings.Clone(d.Text(at))
	}
	p.content = f.contentAt(at.Start, p.Field)
	if paper := d.PaperAt(at.Start); paper != nil {
		p.Paper = f.ref(paper)
	}
	return p
}

// byteColumn is the 1-based column of an offset in bytes.
func byteColumn(d *digest.Document, offset int) int { return offset - d.LineAt(offset).Start + 1 }

// shown returns the line of the offset, or what is shown of an overlong one, and
// where it stands. Findings beside each other share it.
func (f *fileRun) shown(offset int) (string, digest.Span) {
	line := f.doc.LineAt(offset)
	near := digest.Span{Start: max(line.Start, offset-maxLine/2), End: min(line.End, offset+maxLine/2)}
	switch latest, other := f.lines[0], f.lines[1]; {
	case latest.text != "" && latest.at.Contains(near):
	case other.text != "" && other.at.Contains(near):
		f.lines = [2]shownLine{other, latest}
	default:
		if line.Len() > 2*maxLine {
			line = clip(f.doc.Source, line, offset)
		}
		f.lines = [2]shownLine{{strings.Clone(f.doc.Text(line)), line}, latest}
	}
	return f.lines[0].text, f.lines[0].at
}

// clip cuts an overlong line to maxLine bytes around the offset, at code point
// boundaries.
func clip(src []byte, line digest.Span, offset int) digest.Span {
	start, end := max(line.Start, offset-maxLine), min(line.End, offset+maxLine)
	for start > line.Start && src[start]&0xC0 == 0x80 {
		start--
	}
	for end < line.End && src[end]&0xC0 == 0x80 {
		end++
	}
	return digest.Span{Start: start, End: end}
}

func (f *fileRun) ref(p *digest.Paper) *PaperRef {
	if f.refs[p.Index] == nil {
		f.refs[p.Index] = &PaperRef{ArXivID: p.Heading.ArXivID, Title: strings.Clone(p.Title(f.doc))}
	}
	return f.refs[p.Index]
}

// recoverFrom turns a rule's panic into a finding. It is deferred.
func (f *fileRun) recoverFrom(r *Rule) {
	if v := recover(); v != nil {
		f.add(Finding{Rule: InternalErrorID, Category: Internal, Severity: Error,
			Message: fmt.Sprintf("rule %q failed on this file: %v; please report it with the file (%s)", r.ID, v, firstFrame(debug.Stack()))})
	}
}

// firstFrame names the function and line in which the panic arose.
func firstFrame(stack []byte) string {
	lines := strings.Split(string(stack), "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "panic(") && i+3 < len(lines) {
			place := strings.TrimSpace(lines[i+3])
			place, _, _ = strings.Cut(place, " +0x")
			return place[strings.LastIndexByte(place, '/')+1:]
		}
	}
	return "unknown place"
}

// begin prepares for a rule, and end says what it reported beyond the bound.
func (f *fileRun) begin(r Selected) {
	f.current, f.reported, f.most = r.Severity, 0, maxFindings
	if f.beyond != nil && r.Fix != NoFix {
		f.most = maxFixable
	}
}

func (f *fileRun) end(r Selected) {
	more := f.reported - f.most
	if more <= 0 {
		return
	}
	f.sums = append(f.sums, len(f.findings))
	f.add(Finding{Rule: r.ID, Category: r.Category, Severity: r.Severity, Place: Place{Span: digest.Span{Start: len(f.doc.Source), End: len(f.doc.Source)}},
		Message: fmt.Sprintf("%d more findings of this rule in this file; mend the others first", more)})
}

// release lets the document go.
func (f *fileRun) release() {
	f.doc, f.refs, f.contents, f.said, f.shared, f.lines = nil, nil, nil, nil, nil, [2]shownLine{}
}
