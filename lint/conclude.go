package lint

import (
	"context"
	"fmt"
	"slices"

	"github.com/sumtool/sumtool/internal/digest"
)

// Run is what a rule sees when all documents have been checked.
type Run struct {
	Rule     *Rule
	Options  any
	Settings *Settings
	Facts    []Fact // of this rule, in the order of the inputs

	severity Severity
	slots    []slot
	reports  *[]report
}

// Fact is what a rule's Collect kept of one document. It should be small and hold
// no part of the document: a run may have a hundred thousand papers.
type Fact struct {
	Input int // index of the document among the run's inputs
	Path  string
	Value any
}

// Site is where something stands in one of the run's inputs.
type Site struct {
	Input int
	Span  digest.Span
}

// report is a finding whose places are still to be resolved.
type report struct {
	finding  Finding
	at, also Site
}

// Report records a finding at a site of the run, which another site explains as
// why says.
func (r *Run) Report(at Site, message string, also Site, why string, opts ...Option) {
	f := Finding{Rule: r.Rule.ID, Category: r.Rule.Category, Severity: r.severity, Message: message}
	f.Related = []Related{{Message: why}}
	for _, o := range opts {
		o(&f)
	}
	*r.reports = append(*r.reports, report{f, at, also})
}

// Drop takes back the rule's tentative findings of one input for which drop
// returns true; it is given each one's key and confidence.
func (r *Run) Drop(input int, drop func(key string, confidence float64) bool) {
	file := r.slots[input].file
	kept := file.findings[:0]
	for _, f := range file.findings {
		if f.Rule == r.Rule.ID && f.tentative != "" && drop(f.tentative, f.Confidence) {
			continue
		}
		kept = append(kept, f)
	}
	file.findings = kept
}

// conclude gives each rule that asks for it its look at the whole run.
func (e *Engine) conclude(slots []slot) {
	var reports []report
	for i, sel := range e.Rules {
		if sel.Conclude == nil {
			continue
		}
		run := &Run{Rule: sel.Rule, Options: sel.Options, Settings: &e.Settings, severity: sel.Severity, slots: slots, reports: &reports}
		for n := range slots {
			for _, fact := range slots[n].facts {
				if fact.rule == i {
					run.Facts = append(run.Facts, Fact{Input: n, Path: slots[n].file.path, Value: fact.value})
				}
			}
		}
		if len(run.Facts) > 0 {
			concludeRule(run, sel)
		}
	}
	e.resolve(slots, reports)
	for _, r := range reports {
		file := slots[r.at.Input].file
		file.findings = append(file.findings, r.finding)
	}
}

// concludeRule isolates a panic: it is reported on the first file that gave a fact.
func concludeRule(run *Run, sel Selected) {
	defer func() {
		if v := recover(); v != nil {
			file := run.slots[run.Facts[0].Input].file
			file.findings = append(file.findings, Finding{Rule: InternalErrorID, Category: Internal, Severity: Error,
				Message: fmt.Sprintf("rule %q failed on the run as a whole: %v; please report it with the files", sel.ID, v),
				Place:   Place{File: file.path, Start: firstPosition, End: firstPosition}})
		}
	}()
	sel.Conclude(run)
}

// resolve fills in the places of reports. Each input that has one is read and
// parsed once more, so that nothing of the others need be kept.
func (e *Engine) resolve(slots []slot, reports []report) {
	type open struct {
		span  digest.Span
		place *Place
		fix   *Fix
	}
	places := map[int][]open{}
	for i := range reports {
		r := &reports[i]
		places[r.at.Input] = append(places[r.at.Input], open{r.at.Span, &r.finding.Place, r.finding.Fix})
		places[r.also.Input] = append(places[r.also.Input], open{r.also.Span, &r.finding.Related[0].Place, nil})
	}
	var inputs []int
	for input := range places {
		inputs = append(inputs, input)
	}
	slices.Sort(inputs)
	_ = e.each(context.Background(), len(inputs), func(i int) {
		s := &slots[inputs[i]]
		src, err := s.read()
		if err != nil || checksum(src) != s.sum {
			// The file changed or went: what was found is reported without its lines.
			for _, p := range places[inputs[i]] {
				*p.place = Place{File: s.file.path, Span: p.span, Start: firstPosition, End: firstPosition}
			}
			return
		}
		again := newFileRun(digest.Parse(s.file.path, src, e.Template))
		for _, p := range places[inputs[i]] {
			*p.place = again.place(p.span)
			again.resolveFix(p.fix)
		}
	})
}
