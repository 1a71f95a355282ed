// Package translate makes editions: digests in another language, with all but
// the prose of their bullets byte for byte as in the source.
//
// Plan, ask, verify, repair, assemble. A segment is the text of one bullet, a
// request holds the segments of one paper. Each answer passes the checks of
// rules/edition before it is taken; one that does not is asked for again, told
// what is wrong with it, then in smaller company, then alone, then of another
// model, and at last the source's text stays, with a comment that says why. An
// edition appears whole or not at all, and what was paid for is kept in the
// translation memory whatever happens after.
//
// The package knows digests, prompts and files. It must not know the protocol
// of endpoints or how its events are shown.
package translate

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/glossary"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
)

// Settings say what to make and of whom to ask it.
type Settings struct {
	From string // ISO 639-1; "" detects it for each file
	To   string

	BaseURL  string // of the endpoint; the same model elsewhere is another one
	Model    string
	Fallback string // asked for a segment that Model fails; "" for none

	Template digest.Template
	Glossary *glossary.Glossary

	Force       bool // make editions again, also over a person's changes, and ask again for what failed before
	OnlyChanged bool // leave editions of unchanged sources alone, whatever model and prompt made them
	Workers     int  // requests at once
}

// Translator makes editions. Client and Memory must be safe for concurrent use.
type Translator struct {
	Settings
	Client llm.Client
	Memory memory.Memory
	Spent  func() llm.Totals // what Client has used; nil counts nothing
	Notify func(Event)       // told what happens, one event at a time; nil is told nothing

	notifying sync.Mutex
	stopping  sync.Mutex
	stopped   error // why no more requests are made
	dirs      map[string]error
}

// Drain is how long requests that are under way may still take after an
// interrupt: they are paid for.
const Drain = 8 * time.Second

// Run makes the editions of the files, which must be sorted as the report is to
// be. It returns the report together with what ended the run early: an error of
// the endpoint, the budget, or the context's. A file that cannot be read or
// written is reported in its entry and does not end the run.
func (t *Translator) Run(ctx context.Context, files []File) (*Report, error) {
	began := time.Now()
	t.dirs = map[string]error{}
	requests, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() {
		t.stop(context.Cause(ctx))
		time.AfterFunc(Drain, cancel)
	})()

	calls := make(chan *call)
	var workers sync.WaitGroup
	// Some more than requests at once: while one judges its answer, another asks.
	for range max(t.Workers+t.Workers/4, 1) {
		workers.Go(func() {
			for c := range calls {
				t.work(requests, c)
				c.job.release(t)
			}
		})
	}
	reports := make([]*FileReport, len(files))
	for i, f := range files {
		reports[i] = t.start(f, calls)
	}
	close(calls)
	workers.Wait()

	r := &Report{Version: 1, Files: make([]FileReport, len(files))}
	for i, f := range reports {
		r.Files[i] = *f
	}
	r.account(t.Spent)
	r.Seconds = time.Since(began).Seconds()
	return r, t.whyStopped()
}

// start plans one file and sends its calls. The file is finished by whoever
// finishes its last call.
func (t *Translator) start(f File, calls chan<- *call) *FileReport {
	j, err := t.plan(f)
	if err == nil && !j.done {
		err = t.writable(f.Edition)
	}
	switch {
	case err != nil:
		return &FileReport{Source: f.Source, Edition: f.Edition, Failures: []Failure{}, Err: err}
	case j.done:
		t.notify(Event{Kind: FileEvent, Report: &j.report})
		return &j.report
	}
	todo := j.calls
	j.pending.Store(int32(len(todo)) + 1)
	for _, c := range todo {
		calls <- c
	}
	j.release(t)
	return &j.report
}

// stop makes the run end: no new request is made.
func (t *Translator) stop(why error) {
	t.stopping.Lock()
	defer t.stopping.Unlock()
	if t.stopped == nil {
		t.stopped = why
	}
}

func (t *Translator) whyStopped() error {
	t.stopping.Lock()
	defer t.stopping.Unlock()
	return t.stopped
}

func (t *Translator) notify(e Event) {
	if t.Notify == nil {
		return
	}
	t.notifying.Lock()
	defer t.notifying.Unlock()
	t.Notify(e)
}

// answered reports whether the endpoint has ever answered.
func (t *Translator) answered() bool { return t.Spent == nil || t.Spent().Answers > 0 }

// Interrupted reports whether an error of [Translator.Run] is the user's interrupt.
func Interrupted(err error) bool { return errors.Is(err, context.Canceled) }
