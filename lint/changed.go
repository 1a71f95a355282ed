package lint

import (
	"slices"

	"github.com/sumtool/sumtool/internal/digest"
)

// Lines are the lines of a file that a change touches. The zero value is a file
// that did not change.
type Lines struct {
	All    bool // a new file
	Ranges []LineRange
}

// LineRange is a range of lines, 1-based, its end exclusive. An empty one says
// that lines were deleted before Start.
type LineRange struct{ Start, End int }

// Empty reports whether the file did not change.
func (l *Lines) Empty() bool { return !l.All && len(l.Ranges) == 0 }

// touched is what a change touches, in bytes of the file: whole lines, and the
// headings of the papers that have such a line or lost one.
type touched struct {
	lines    []digest.Span
	headings []digest.Span
}

// in finds the lines in a document.
func (l *Lines) in(d *digest.Document) *touched {
	t := &touched{}
	if l.All {
		t.lines = []digest.Span{{Start: 0, End: len(d.Source) + 1}}
		return t
	}
	for _, r := range l.Ranges {
		first, last := max(r.Start, 1), min(r.End-1, d.Lines())
		if first <= last {
			s := digest.Span{Start: d.Line(first).Start, End: d.Line(last).End + 1}
			t.lines = append(t.lines, s)
			for i := range d.Papers {
				if d.Papers[i].Span.Overlaps(s) {
					t.headings = append(t.headings, d.Papers[i].Heading.Span)
				}
			}
			continue
		}
		// What was deleted stood below the line before it, and above the next
		// one unless a heading begins there.
		if above := first - 1; above >= 1 && above <= d.Lines() {
			t.heading(d, d.Line(above).Start)
		}
		if first <= d.Lines() {
			if p := d.PaperAt(d.Line(first).Start); p != nil && p.Heading.Span.Start != d.Line(first).Start {
				t.headings = append(t.headings, p.Heading.Span)
			}
		}
	}
	return t
}

func (t *touched) heading(d *digest.Document, offset int) {
	if p := d.PaperAt(offset); p != nil {
		t.headings = append(t.headings, p.Heading.Span)
	}
}

// shifted follows the text through a patch. What a patch adds to a touched line
// is touched, too.
func (t *touched) shifted(p patch) *touched {
	if t == nil {
		return nil
	}
	moved := &touched{}
	for _, s := range t.lines {
		moved.lines = append(moved.lines, p.shifted(s))
	}
	for _, s := range t.headings {
		moved.headings = append(moved.headings, p.shifted(s))
	}
	return moved
}

// holds reports whether a place lies on a touched line, or is the heading of a
// touched paper: there stands what is said of the paper as a whole.
func (t *touched) holds(p *Place) bool {
	if t == nil {
		return true
	}
	at := digest.Span{Start: p.Span.Start, End: max(p.Span.End, p.Span.Start+1)}
	return slices.ContainsFunc(t.lines, at.Overlaps) || p.Field == "title" && slices.ContainsFunc(t.headings, at.Overlaps)
}

// onlyTouched leaves out what a change does not touch: findings none of whose
// places it touches, and files that it left alone. It reports whether the run is
// about a change at all.
func onlyTouched(slots []slot, res *Result) (limited bool) {
	byPath := map[string]*touched{}
	for i := range slots {
		if s := &slots[i]; s.file != nil {
			byPath[s.file.path] = s.touched
			limited = limited || s.touched != nil
		}
	}
	if !limited {
		return false
	}
	res.Files = slices.DeleteFunc(res.Files, func(file FileResult) bool {
		t := slots[file.input].touched
		return t != nil && len(t.lines)+len(t.headings) == 0 && !slices.ContainsFunc(file.Findings, func(f Finding) bool { return concerns(byPath, &f) })
	})
	for i := range res.Files {
		res.Files[i].Findings = slices.DeleteFunc(res.Files[i].Findings, func(f Finding) bool { return !concerns(byPath, &f) })
	}
	return true
}

// concerns reports whether a change touches a finding, here or at a place that
// explains it.
func concerns(byPath map[string]*touched, f *Finding) bool {
	if f.Rule == InternalErrorID || byPath[f.File].holds(&f.Place) {
		return true
	}
	return slices.ContainsFunc(f.Related, func(r Related) bool { t := byPath[r.Place.File]; return t != nil && t.holds(&r.Place) })
}
