package lint

import (
	"context"
	"hash/maphash"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/sumtool/sumtool/internal/digest"
)

// Input is one file to lint. Read is called by a worker when the file's turn
// comes, so that no more files are in memory than there are workers; it is called
// again if the file is to be fixed, or if what a rule finds by comparing files is
// to be shown in it.
type Input struct {
	Path  string
	Read  func() ([]byte, error)
	Piped bool // not a file: standard input

	// Changed, if set, limits what is reported to what a change touches.
	Changed *Lines

	Original *Original // what the file is an edition of; nil for a source

	// Aside says that the file is another process's to report on: it is read for
	// the rules that compare files alone and is not part of the result.
	Aside bool
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
	// Baseline, if set, holds known findings that are left out of the result.
	Baseline *Baseline
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

	Known int     // findings that the baseline took away
	Stale []Known // entries of the baseline that match nothing any more
}

// FileResult is what a run found in one file.
type FileResult struct {
	Path     string
	Papers   int
	Bullets  int
	Findings []Finding // sorted by line, column, rule
	Silenced int       // findings that a suppression comment took away

	input int // index among the run's inputs
}

// Run lints the inputs. Results do not depend on the number of workers. A
// cancelled context ends the run early with the context's error; what was
// found until then is returned.
func (e *Engine) Run(ctx context.Context, inputs []Input) (*Result, error) {
	slots, err := e.lintAll(ctx, inputs, false)
	return e.judge(slots), err
}

// slot holds what one worker leaves of one file.
type slot struct {
	file    *fileRun
	read    func() ([]byte, error) // the source once more
	sum     uint64                 // of the source, to know it again
	err     error
	from    *Original // what the file is an edition of
	facts   []ruleFact
	touched *touched // nil: everything
	aside   bool     // not part of the result
	fixing  bool     // what is found is compared with what is found after fixes
	expect  int      // how many findings there may be
}

// ruleFact is what a rule's Collect kept of a file.
type ruleFact struct {
	rule  int // index in e.Rules
	value any
}

var checksumSeed = maphash.MakeSeed()

func checksum(src []byte) uint64 { return maphash.Bytes(checksumSeed, src) }

// lintAll checks every input.
func (e *Engine) lintAll(ctx context.Context, inputs []Input, fixing bool) ([]slot, error) {
	slots := make([]slot, len(inputs))
	var doneFiles, doneBytes atomic.Int64
	err := e.each(ctx, len(inputs), func(i int) {
		slots[i].fixing = fixing
		n := e.lintInput(inputs[i], &slots[i])
		files, bytes := doneFiles.Add(1), doneBytes.Add(int64(n))
		if e.Progress != nil {
			e.Progress(int(files), bytes)
		}
	})
	return slots, err
}

// each calls do for 0 to n-1 from as many workers as there are jobs; one of them is
// the caller, whose stack has grown already. It stops early, with the context's
// error, when the context is cancelled.
func (e *Engine) each(ctx context.Context, n int, do func(i int)) error {
	jobs := e.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	var next atomic.Int64
	work := func() {
		for ctx.Err() == nil {
			i := int(next.Add(1)) - 1
			if i >= n {
				return
			}
			do(i)
		}
	}
	var wg sync.WaitGroup
	for range min(jobs, n) - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
	return ctx.Err()
}

// lintInput reads and checks one file.
//
// A file that did not change, or stands aside, is read for the rules that compare
// files alone.
func (e *Engine) lintInput(in Input, s *slot) (size int) {
	rules := func(Selected) bool { return true }
	s.aside = in.Aside
	if in.Aside || in.Changed != nil && in.Changed.Empty() {
		rules = func(r Selected) bool { return r.Conclude != nil }
		if !slices.ContainsFunc(e.Rules, rules) {
			return 0
		}
	}
	s.read = in.Read
	src, err := in.Read()
	if err != nil {
		s.err = err
		return 0
	}
	if s.from, s.err = e.open(in.Original); s.err != nil {
		return 0
	}
	doc := e.lintSource(in.Path, src, s, rules)
	if in.Changed != nil {
		s.touched = in.Changed.in(doc)
	}
	return len(src)
}

// lintSource parses and checks one file under the rules that are wanted.
func (e *Engine) lintSource(path string, src []byte, s *slot, wanted func(Selected) bool) *digest.Document {
	doc := digest.Parse(path, src, e.Template)
	s.file, s.sum = newFileRun(doc), checksum(src)
	s.file.edition = s.from != nil
	s.file.findings = make([]Finding, 0, s.expect)
	if s.fixing {
		s.file.beyond = map[string][]digest.Span{}
	}
	for i, r := range e.Rules {
		if !wanted(r) {
			continue
		}
		if fact := e.check(doc, s.file, s.from, r); fact != nil {
			s.facts = append(s.facts, ruleFact{i, fact})
		}
	}
	s.file.release()
	return doc
}

// check runs one rule over one document. A panic becomes an internal-error
// finding for this file and rule; other rules and files go on.
func (e *Engine) check(doc *digest.Document, file *fileRun, from *Original, r Selected) (fact any) {
	if r.Check == nil || !r.concerns(from) {
		return nil
	}
	defer file.recoverFrom(r.Rule)
	file.begin(r)
	defer file.end(r)
	p := &Pass{Document: doc, Rule: r.Rule, Options: r.Options, Settings: &e.Settings, Original: from, file: file}
	r.Check(p)
	if r.Collect != nil {
		fact = r.Collect(p)
	}
	return fact
}

// judge makes a result of what was found: it gives the rules their look at the
// whole run and leaves out what is silenced. The slots stay as they are.
func (e *Engine) judge(slots []slot) *Result {
	slots = slices.Clone(slots)
	for i := range slots {
		if f := slots[i].file; f != nil {
			own := *f
			own.findings = slices.Clone(f.findings)
			slots[i].file = &own
		}
	}
	e.conclude(slots)
	res := &Result{}
	v := newVocabulary(e)
	others := false
	for i, s := range slots {
		switch {
		case s.aside:
			others = true
		case s.err != nil:
			res.Unreadable = append(res.Unreadable, s.err)
		case s.file != nil:
			f := e.result(s.file, v)
			f.input = i
			res.Files = append(res.Files, f)
		}
	}
	numberOccurrences(res.Files)
	limited := onlyTouched(slots, res)
	if e.Baseline != nil {
		e.Baseline.apply(e, res)
	}
	if limited || others {
		res.Stale = nil // what a change leaves alone, or another process has, was not looked at
	}
	return res
}

// result lays out one file's findings in reading order, less the silenced ones.
func (e *Engine) result(f *fileRun, v *vocabulary) FileResult {
	SortFindings(f.findings)
	r := FileResult{Path: f.path, Papers: f.papers, Bullets: f.bullets, Findings: f.findings}
	if f.edition {
		v = v.ofCopies()
	}
	if !e.NoIgnore && len(f.comments) > 0 {
		r.Findings, r.Silenced = suppress(f.findings, f.comments, v)
	}
	return r
}
