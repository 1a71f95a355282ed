package lint

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/sumtool/sumtool/internal/digest"
)

// maxRounds bounds how often a file is fixed and linted again. A fix may lay
// another defect open or wait for one that it overlaps; more rounds than this
// mean that two rules undo each other's work.
const maxRounds = 10

// maxTrials bounds how often a file is linted in the search for fixes that make
// things worse. Fixes that are still under suspicion then are not applied.
const maxTrials = 200

// Change is what fixing made of one file.
type Change struct {
	Input         int // index among the run's inputs
	Path          string
	Before, After []byte    // equal if no fix held
	Fixed         []Finding // as they were found; their places are those of their round
	Reverted      []Finding // their fixes were tried and taken back, because they made things worse
}

// Fix lints the inputs and applies, in memory, the fixes of what it reports
// that are at least as safe as least (Safe or Unsafe), until nothing changes.
// It returns what is left to report and the changes, in the order of the inputs.
// Every change is linted again: a fix that does not mend its finding, brings up
// another or loses a paper or a bullet is taken back. Inputs with something to
// fix are read twice.
func (e *Engine) Fix(ctx context.Context, inputs []Input, least Safety) (*Result, []Change, error) {
	slots, err := e.lintAll(ctx, inputs)
	res := e.judge(slots)
	work := make([]*fixing, len(inputs))
	for round := 0; round < maxRounds && err == nil; round++ {
		var todo []*FileResult
		for i := range res.Files {
			if f := &res.Files[i]; work[f.input].wants(f.Findings, least) {
				todo = append(todo, f)
			}
		}
		var progress atomic.Bool
		err = e.each(ctx, len(todo), func(n int) {
			i := todo[n].input
			if work[i] == nil {
				work[i] = startFixing(i, inputs[i], &slots[i])
			}
			if work[i].round(e, &slots[i], todo[n].Findings, least) {
				progress.Store(true)
			}
		})
		if !progress.Load() {
			break
		}
		res = e.judge(slots)
	}
	var changes []Change
	for _, w := range work {
		switch {
		case w == nil:
		case w.err != nil:
			res.Unreadable = append(res.Unreadable, w.err)
		default:
			changes = append(changes, w.Change)
		}
	}
	for i := range res.Files {
		work[res.Files[i].input].withdraw(res.Files[i].Findings)
	}
	return res, changes, err
}

// FixSource fixes one document in memory, as [Engine.Fix] does files.
func (e *Engine) FixSource(path string, src []byte, least Safety) (Change, FileResult) {
	res, changes, _ := e.Fix(context.Background(), inMemory(path, src), least)
	if len(changes) == 0 {
		return Change{Path: path, Before: src, After: src}, res.Files[0]
	}
	return changes[0], res.Files[0]
}

// LintSource lints one document in memory.
func (e *Engine) LintSource(path string, src []byte) FileResult {
	res, _ := e.Run(context.Background(), inMemory(path, src))
	return res.Files[0]
}

func inMemory(path string, src []byte) []Input {
	return []Input{{Path: path, Read: func() ([]byte, error) { return src, nil }}}
}

// fixing is the work on one file.
type fixing struct {
	Change
	err    error
	barred map[string]bool // fixes that were taken back
	trials int
}

// startFixing reads a file again, to change it.
func startFixing(i int, in Input, s *slot) *fixing {
	src, err := in.Read()
	if err == nil && checksum(src) != s.sum {
		err = fmt.Errorf("fix %s: the file changed while it was read; try again", in.Path)
	}
	return &fixing{Change: Change{Input: i, Path: in.Path, Before: src, After: src}, err: err, barred: map[string]bool{}}
}

// wants reports whether there is something to fix.
func (w *fixing) wants(findings []Finding, least Safety) bool {
	for i := range findings {
		if w.may(&findings[i], least) {
			return true
		}
	}
	return false
}

func (w *fixing) may(f *Finding, least Safety) bool {
	return f.Fix != nil && f.Fix.Safety >= least && (w == nil || w.err == nil && !w.barred[fixKey(f)])
}

// withdraw takes back the offer of fixes that did not hold.
func (w *fixing) withdraw(findings []Finding) {
	for i := range findings {
		if f := &findings[i]; w != nil && f.Fix != nil && w.barred[fixKey(f)] {
			f.Fix = nil
		}
	}
}

// fixKey tells a fix that was taken back from others, wherever it moved.
func fixKey(f *Finding) string { return f.Fingerprint() + f.Text }

// round applies what can be applied together. It reports whether it got on.
func (w *fixing) round(e *Engine, s *slot, findings []Finding, least Safety) bool {
	if w.err != nil {
		return false
	}
	var open []Finding
	for i := range findings {
		if w.may(&findings[i], least) {
			open = append(open, findings[i])
		}
	}
	chosen := choose(w.After, open)
	if len(chosen) == 0 {
		return false
	}
	if held, after, next := w.hold(e, s, chosen); len(held) > 0 {
		w.Fixed = append(w.Fixed, held...)
		w.After, *s = after, *next
	}
	return true
}

// hold applies the fixes and returns those that hold, with the text and the
// slot that they lead to. If the result is worse, it looks by halves for the
// fixes that are to blame and takes those back.
func (w *fixing) hold(e *Engine, before *slot, chosen []Finding) (held []Finding, after []byte, s *slot) {
	if after, s = w.try(e, before, chosen); s != nil {
		return chosen, after, s
	}
	if len(chosen) == 1 || w.trials >= maxTrials {
		for i := range chosen {
			w.barred[fixKey(&chosen[i])] = true
		}
		w.Reverted = append(w.Reverted, chosen...)
		return nil, nil, nil
	}
	half := len(chosen) / 2
	first, afterFirst, slotFirst := w.hold(e, before, chosen[:half])
	second, afterSecond, slotSecond := w.hold(e, before, chosen[half:])
	switch {
	case len(second) == 0:
		return first, afterFirst, slotFirst
	case len(first) == 0:
		return second, afterSecond, slotSecond
	case len(first)+len(second) < len(chosen):
		both := append(first[:len(first):len(first)], second...)
		if after, s = w.try(e, before, both); s != nil {
			return both, after, s
		}
	}
	return first, afterFirst, slotFirst // the others get their turn in the next round
}

// try applies fixes and lints the result; the slot is nil if it is no better.
func (w *fixing) try(e *Engine, before *slot, fixes []Finding) ([]byte, *slot) {
	if w.trials++; w.trials > maxTrials {
		return nil, nil
	}
	p := patchOf(fixes)
	after, s := p.apply(w.After), &slot{}
	e.lintSource(w.Path, after, s, func(Selected) bool { return true })
	if !better(before.file, s.file, p, fixes, p.lines(w.After)) {
		return nil, nil
	}
	s.touched = before.touched.shifted(p)
	return after, s
}

// better reports whether a file is better after fixes than before: there are
// fewer findings of each rule that was to be fixed, none that was not there, and
// no paper is lost, nor a bullet but with its line.
func better(before, after *fileRun, p patch, fixed []Finding, lines int) bool {
	if after.papers < before.papers || after.bullets < before.bullets && after.bullets-before.bullets < lines {
		return false
	}
	type place struct {
		rule string
		at   digest.Span
	}
	counts, settled := map[string]int{}, map[place]bool{}
	for i := range before.findings {
		f := &before.findings[i]
		counts[f.Rule]++
		settled[place{f.Rule, f.Span}] = true
	}
	for i := range after.findings {
		counts[after.findings[i].Rule]--
	}
	for i := range fixed {
		// What a rule said of the run as a whole only another run can judge.
		if f := &fixed[i]; settled[place{f.Rule, f.Span}] && counts[f.Rule] <= 0 {
			return false
		}
	}
	return len(newcomers(before.findings, after.findings, p)) == 0
}

// newcomers returns the findings after a patch that have no counterpart before
// it: one of the same rule at the place that the patch moved it to.
func newcomers(before, after []Finding, p patch) (fresh []Finding) {
	old, now := byRule(before), byRule(after)
	for rule, findings := range now {
		was := old[rule]
		for _, f := range findings {
			for len(was) > 0 && p.shifted(was[0].Span).End < f.Span.Start {
				was = was[1:]
			}
			if len(was) > 0 && p.shifted(was[0].Span).Start <= f.Span.End {
				was = was[1:]
				continue
			}
			fresh = append(fresh, f)
		}
	}
	return fresh
}

// byRule groups findings by rule, each group in the order of the text.
func byRule(findings []Finding) map[string][]Finding {
	groups := map[string][]Finding{}
	for _, f := range findings {
		groups[f.Rule] = append(groups[f.Rule], f)
	}
	for _, g := range groups {
		slices.SortStableFunc(g, func(a, b Finding) int {
			return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
		})
	}
	return groups
}
