package lint

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
)

// maxRounds bounds how often a file is fixed and linted again. A fix may lay
// another defect open or wait for one that it overlaps; more rounds than this
// mean that two rules undo each other's work.
const maxRounds = 10

// maxTrials bounds how often a file is linted in the search for fixes that make
// things worse. Fixes that are still under suspicion then are not applied. A file
// beyond the size of digests, in bytes, has fewer, enough to find a few bad fixes by
// halves: each takes longer, and there are more to try.
const (
	maxTrials = 200
	minTrials = 40
	largeFile = 512 << 10
)

// spent reports whether there are no trials left.
func (w *fixing) spent() bool {
	n := largeFile / (len(w.Before) + 1)
	return w.trials >= min(minTrials+n*n, maxTrials)
}

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
	slots, err := e.lintAll(ctx, inputs, true)
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
	open := make([]Finding, 0, len(findings))
	for i := range findings {
		if w.may(&findings[i], least) {
			open = append(open, findings[i])
		}
	}
	chosen := choose(w.After, open)
	if len(chosen) == 0 {
		return false
	}
	if t := w.hold(e, s, chosen); len(t.fixes) > 0 {
		w.Fixed = append(w.Fixed, t.fixes...)
		w.After, *s = t.text, *t.slot
	}
	return true
}

// hold applies the fixes and returns the trial of those that hold. If the result
// is worse, it tries those that stand near what is worse apart from the others,
// and in the end takes back the ones that are to blame.
func (w *fixing) hold(e *Engine, before *slot, chosen []Finding) *trial {
	t := w.try(e, before, chosen)
	if t.better() {
		return t
	}
	if len(chosen) == 1 || w.spent() {
		for i := range chosen {
			w.barred[fixKey(&chosen[i])] = true
		}
		w.Reverted = append(w.Reverted, chosen...)
		return &trial{}
	}
	others, suspects := t.split()
	first, second := w.hold(e, before, others), w.hold(e, before, suspects)
	switch {
	case len(second.fixes) == 0:
		return first
	case len(first.fixes) == 0:
		return second
	case len(first.fixes)+len(second.fixes) < len(chosen):
		if t := w.try(e, before, slices.Concat(first.fixes, second.fixes)); t.better() {
			return t
		}
	}
	return first // the others get their turn in the next round
}
