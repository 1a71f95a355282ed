package lint

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/sumtool/sumtool/internal/digest"
)

// Input is one file to lint. Read is called once, by a worker, when its turn
// comes, so that no more files are in memory than there are workers.
type Input struct {
	Path string
	Read func() ([]byte, error)
}

// Selected is a rule as the config wants it.
type Selected struct {
	*Rule
	Severity Severity // in force: the rule's own or the config's
	Options  any      // a pointer to the rule's option struct, decoded; nil if it has none
}

// Engine runs rules over files. Its zero value runs nothing.
type Engine struct {
	Rules    []Selected
	Settings Settings
	Template digest.Template
	Jobs     int // workers; 0 means one per CPU

	// Catalogue holds every rule there is, running or not: suppression comments
	// may name all of them. Without it, only the running ones are known.
	Catalogue []*Rule
	// NoIgnore takes suppression comments for ordinary ones.
	NoIgnore bool
	// Whole says that the inputs are all there are, so that a rule that judges
	// the run as a whole has seen everything it could.
	Whole bool

	// Progress, if set, is called by the workers after each file with the
	// number of files and bytes done so far.
	Progress func(files int, bytes int64)
}

// Result is what a run found.
type Result struct {
	Files []FileResult // one a readable input, in the order of the inputs
	// Unreadable are the inputs that could not be read, in order.
	Unreadable []error
}

// FileResult is what a run found in one file.
type FileResult struct {
	Path     string
	Papers   int
	Bullets  int
	Findings []Finding // sorted by line, column, rule
	Silenced int       // findings that a suppression comment took away
}

// Run lints the inputs. Results do not depend on the number of workers. A
// cancelled context ends the run early with the context's error; what was
// found until then is returned.
func (e *Engine) Run(ctx context.Context, inputs []Input) (*Result, error) {
	slots := make([]slot, len(inputs))
	jobs := e.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	var (
		next, doneFiles atomic.Int64
		doneBytes       atomic.Int64
		wg              sync.WaitGroup
	)
	for range min(jobs, len(inputs)) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(inputs) {
					return
				}
				n := e.lintInput(inputs[i], &slots[i])
				files, bytes := doneFiles.Add(1), doneBytes.Add(int64(n))
				if e.Progress != nil {
					e.Progress(int(files), bytes)
				}
			}
		})
	}
	wg.Wait()
	e.conclude(slots)
	return e.gather(slots), ctx.Err()
}

// slot holds what one worker leaves of one file.
type slot struct {
	file  *fileRun
	err   error
	facts []any // by index of e.Rules
}

// lintInput reads, parses and checks one file, and lets go of its document.
func (e *Engine) lintInput(in Input, s *slot) (size int) {
	src, err := in.Read()
	if err != nil {
		s.err = err
		return 0
	}
	doc := digest.Parse(in.Path, src, e.Template)
	s.file = newFileRun(doc)
	for i, r := range e.Rules {
		fact := e.check(doc, s.file, r)
		if fact != nil {
			if s.facts == nil {
				s.facts = make([]any, len(e.Rules))
			}
			s.facts[i] = fact
		}
	}
	s.file.release()
	return len(src)
}

// check runs one rule over one document. A panic becomes an internal-error
// finding for this file and rule; other rules and files go on.
func (e *Engine) check(doc *digest.Document, file *fileRun, r Selected) (fact any) {
	if r.Check == nil {
		return nil
	}
	defer file.recoverFrom(r.Rule)
	file.current = r.Severity
	p := &Pass{Document: doc, Rule: r.Rule, Options: r.Options, Settings: &e.Settings, file: file}
	r.Check(p)
	if r.Collect != nil {
		fact = r.Collect(p)
	}
	return fact
}

// gather lays out the results in the order of the inputs.
func (e *Engine) gather(slots []slot) *Result {
	res := &Result{}
	v := newVocabulary(e)
	for _, s := range slots {
		switch {
		case s.err != nil:
			res.Unreadable = append(res.Unreadable, s.err)
		case s.file != nil:
			res.Files = append(res.Files, e.result(s.file, v))
		}
	}
	numberOccurrences(res.Files)
	return res
}

// result lays out one file's findings in reading order, less the silenced ones.
func (e *Engine) result(f *fileRun, v *vocabulary) FileResult {
	SortFindings(f.findings)
	r := FileResult{Path: f.path, Papers: f.papers, Bullets: f.bullets, Findings: f.findings}
	if !e.NoIgnore && len(f.comments) > 0 {
		r.Findings, r.Silenced = suppress(f.findings, f.comments, v)
	}
	return r
}
