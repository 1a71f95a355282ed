package lint

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
)

// choose picks the fixes that can be applied to src together: safe ones before
// unsafe ones, then in reading order, each one whole or not at all. A fix that
// overlaps a chosen one is left for the next round, and so is a second insertion
// at one place, because nobody knows which comes first.
func choose(src []byte, findings []Finding) (chosen []Finding) {
	order := slices.Clone(findings)
	slices.SortStableFunc(order, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(b.Fix.Safety, a.Fix.Safety), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	taken := make([]bool, len(src)+1)    // bytes that a chosen edit replaces
	inserted := make([]bool, len(src)+1) // offsets at which one inserts
	chosen = make([]Finding, 0, len(order))
	for _, f := range order {
		if !slices.ContainsFunc(f.Fix.Edits, func(e Edit) bool { return !sound(src, e) || conflicts(e, taken, inserted) }) {
			for _, e := range f.Fix.Edits {
				inserted[e.Span.Start] = inserted[e.Span.Start] || e.Span.Empty()
				for i := e.Span.Start; i < e.Span.End; i++ {
					taken[i] = true
				}
			}
			chosen = append(chosen, f)
		}
	}
	return chosen
}

// sound reports whether an edit lies in the source and cuts no code point.
func sound(src []byte, e Edit) bool {
	at := e.Span
	return 0 <= at.Start && at.Start <= at.End && at.End <= len(src) && !cutsRune(src, at.Start) && !cutsRune(src, at.End)
}

func cutsRune(src []byte, at int) bool {
	for start := at - 1; start >= 0 && start >= at-utf8.UTFMax+1; start-- {
		if utf8.RuneStart(src[start]) {
			_, n := utf8.DecodeRune(src[start:])
			return start+n > at
		}
	}
	return false
}

func conflicts(e Edit, taken, inserted []bool) bool {
	s := e.Span
	if s.Empty() {
		return inserted[s.Start] || s.Start > 0 && taken[s.Start-1] && taken[s.Start]
	}
	for i := s.Start; i < s.End; i++ {
		if taken[i] || i > s.Start && inserted[i] {
			return true
		}
	}
	return false
}

// patch is a set of edits that do not overlap, in order.
type patch struct {
	edits  []Edit
	shifts []int // by how much the text after each edit moves
}

func patchOf(findings []Finding) (p patch) {
	for i := range findings {
		p.edits = append(p.edits, findings[i].Fix.Edits...)
	}
	slices.SortStableFunc(p.edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	shift := 0
	for _, e := range p.edits {
		shift += len(e.New) - e.Span.Len()
		p.shifts = append(p.shifts, shift)
	}
	return p
}

// apply returns src with the edits made.
func (p patch) apply(src []byte) []byte {
	var out []byte
	at := 0
	for _, e := range p.edits {
		out = append(append(out, src[at:e.Span.Start]...), e.New...)
		at = e.Span.End
	}
	return append(out, src[at:]...)
}

// lines returns how many line breaks the patch adds; it is negative if it takes some away.
func (p patch) lines(src []byte) (n int) {
	for _, e := range p.edits {
		n += strings.Count(e.New, "\n") - bytes.Count(src[e.Span.Start:e.Span.End], []byte("\n"))
	}
	return n
}

// shifted maps a span before the patch to where it lies after it. What lay inside
// a replaced stretch maps to the end of what replaced it.
func (p patch) shifted(s digest.Span) digest.Span {
	return digest.Span{Start: p.offset(s.Start), End: p.offset(s.End)}
}

func (p patch) offset(at int) int {
	passed := sort.Search(len(p.edits), func(i int) bool { return p.edits[i].Span.End > at })
	shift := 0
	if passed > 0 {
		shift = p.shifts[passed-1]
	}
	if passed < len(p.edits) && p.edits[passed].Span.Start < at {
		e := p.edits[passed]
		return e.Span.Start + shift + len(e.New)
	}
	return at + shift
}
