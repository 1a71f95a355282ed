package lint

import "fmt"

// Run is what a rule sees when all documents have been checked.
type Run struct {
	Rule     *Rule
	Options  any
	Settings *Settings
	Facts    []Fact // of this rule, in the order of the inputs

	severity Severity
	slots    []slot
}

// Fact is what a rule's Collect kept of one document.
type Fact struct {
	Input int // index of the document among the run's inputs
	Path  string
	Value any
}

// Report records a finding at a place that Collect kept.
func (r *Run) Report(input int, at Place, message string, opts ...Option) {
	f := Finding{Rule: r.Rule.ID, Category: r.Rule.Category, Severity: r.severity, Message: message, Place: at}
	for _, o := range opts {
		o(&f)
	}
	file := r.slots[input].file
	file.findings = append(file.findings, f)
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
	for i, sel := range e.Rules {
		if sel.Conclude == nil {
			continue
		}
		run := &Run{Rule: sel.Rule, Options: sel.Options, Settings: &e.Settings, severity: sel.Severity, slots: slots}
		for n := range slots {
			if s := &slots[n]; s.facts != nil && s.facts[i] != nil {
				run.Facts = append(run.Facts, Fact{Input: n, Path: s.file.path, Value: s.facts[i]})
			}
		}
		if len(run.Facts) > 0 {
			concludeRule(run, sel)
		}
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
