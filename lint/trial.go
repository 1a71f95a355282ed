package lint

import (
	"bytes"
	"cmp"
	"slices"
	"sort"

	"github.com/sumtool/sumtool/internal/digest"
)

// trial is what became of a file under some fixes.
type trial struct {
	fixes []Finding
	patch patch
	text  []byte
	slot  *slot

	lost  bool          // a paper, or a bullet and not its line, is gone
	worse []digest.Span // where something is that was not there before, or a fix did not do its work; in order
}

func (t *trial) better() bool { return !t.lost && len(t.worse) == 0 }

// try applies fixes and lints the result.
func (w *fixing) try(e *Engine, before *slot, fixes []Finding) *trial {
	if w.spent() {
		return &trial{fixes: fixes, lost: true}
	}
	w.trials++
	t := &trial{fixes: fixes, patch: patchOf(fixes), slot: &slot{fixing: true, expect: len(before.file.findings)}}
	t.text = t.patch.apply(w.After)
	t.slot.read = func() ([]byte, error) { return t.text, nil }
	e.lintSource(w.Path, t.text, t.slot, func(Selected) bool { return true })
	t.slot.touched = before.touched.shifted(t.patch)
	t.compare(before.file, t.patch.lines(w.After))
	return t
}

// compare finds out in what the file is worse than before; lines is how many
// lines the fixes added.
func (t *trial) compare(before *fileRun, lines int) {
	after := t.slot.file
	t.lost = after.papers < before.papers || after.bullets < before.bullets && after.bullets-before.bullets < lines
	was, now := before.places(), after.places()
	for rule, places := range now {
		t.worse = append(t.worse, newcomers(was[rule], places, t.patch)...)
	}
	for i := range t.fixes {
		// What a rule said of the run as a whole only another run can judge.
		f := &t.fixes[i]
		if _, settled := slices.BinarySearchFunc(was[f.Rule], f.Span, compareSpans); settled && len(now[f.Rule]) >= len(was[f.Rule]) {
			t.worse = append(t.worse, t.patch.shifted(f.Span)) // it did not do its work
		}
	}
	slices.SortFunc(t.worse, compareSpans)
}

// split divides the fixes of a trial that failed into those on other lines than
// what is worse, and those on its lines. If that tells nothing, it divides them
// in halves. Neither part is empty.
func (t *trial) split() (others, suspects []Finding) {
	var last digest.Span
	around := func(s digest.Span) digest.Span { // many are on one line, which may be long
		if s.Start < last.Start || s.Start >= last.End || s.End > last.End {
			last = lineAround(t.text, s)
		}
		return last
	}
	var lines []digest.Span // in order and apart
	for _, s := range t.worse {
		line := around(s)
		if n := len(lines) - 1; n >= 0 && lines[n].Overlaps(line) {
			lines[n].End = max(lines[n].End, line.End)
		} else {
			lines = append(lines, line)
		}
	}
	for _, f := range t.fixes {
		near := slices.ContainsFunc(f.Fix.Edits, func(e Edit) bool {
			own := around(t.patch.shifted(e.Span))
			i := sort.Search(len(lines), func(i int) bool { return lines[i].End > own.Start })
			return i < len(lines) && lines[i].Overlaps(own)
		})
		if near {
			suspects = append(suspects, f)
		} else {
			others = append(others, f)
		}
	}
	if len(others) == 0 || len(suspects) == 0 {
		half := len(t.fixes) / 2
		return t.fixes[:half], t.fixes[half:]
	}
	return others, suspects
}

// lineAround widens a span to whole lines, the last newline included.
func lineAround(src []byte, s digest.Span) digest.Span {
	s.Start = bytes.LastIndexByte(src[:s.Start], '\n') + 1
	return digest.Span{Start: s.Start, End: nextLineStart(src, max(s.End-1, s.Start))}
}

// newcomers returns where a rule finds something after a patch that has no
// counterpart before it, at the place that the patch moved it to. All are in order.
func newcomers(before, after []digest.Span, p patch) (fresh []digest.Span) {
	for _, s := range after {
		for len(before) > 0 && p.shifted(before[0]).End < s.Start {
			before = before[1:]
		}
		if len(before) > 0 && p.shifted(before[0]).Start <= s.End {
			before = before[1:]
			continue
		}
		fresh = append(fresh, s)
	}
	return fresh
}

// places returns where each rule found something, in the order of the text: all of
// it, if the file is to be fixed.
func (f *fileRun) places() map[string][]digest.Span {
	if f.placed != nil {
		return f.placed
	}
	places := map[string][]digest.Span{}
	for i := range f.findings {
		if at := &f.findings[i]; !slices.Contains(f.sums, i) {
			places[at.Rule] = append(places[at.Rule], at.Span)
		}
	}
	for rule, more := range f.beyond {
		places[rule] = append(places[rule], more...)
	}
	for _, p := range places {
		slices.SortFunc(p, compareSpans)
	}
	f.placed = places
	return places
}

func compareSpans(a, b digest.Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}
