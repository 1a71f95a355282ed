package lsp

import (
	"sync"
	"time"

	"github.com/sumtool/sumtool/lint"
)

// Changes are checked when the typing pauses, and while it goes on at this rate
// at the least.
const (
	pause   = 120 * time.Millisecond
	atLeast = 500 * time.Millisecond
)

// document is an open file.
type document struct {
	uri, path string

	mu      sync.Mutex
	text    *text
	version int
	closed  bool

	timer   *time.Timer
	waiting time.Time // since when a check is due; zero: none is

	checking sync.Mutex // held while the rules run
	checked  *checked   // the last check, guarded by mu
}

// checked is what the rules found in one version of a document.
type checked struct {
	version  int
	text     *text
	name     string // under which it was linted
	findings []lint.Finding
	engine   *lint.Engine // nil if the config could not be read

	fixAll func() []lint.Edit // all safe fixes, found when first asked for
}

// changed applies changes and plans a check.
func (d *document) changed(version int, changes []change, check func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, c := range changes {
		d.text = d.text.apply(c)
	}
	d.version = version
	d.plan(check)
}

// plan sets the timer of the next check; mu is held.
func (d *document) plan(check func()) {
	now := time.Now()
	if d.waiting.IsZero() {
		d.waiting = now
	}
	delay := min(pause, max(atLeast-now.Sub(d.waiting), 0))
	if d.timer == nil {
		d.timer = time.AfterFunc(delay, check)
	} else {
		d.timer.Reset(delay)
	}
}

// close ends the checks of a document.
func (d *document) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
	if d.timer != nil {
		d.timer.Stop()
	}
}

// current returns the findings of the document as it is now, by the last check
// if nothing changed since. One check runs at a time; whoever waited for it gets
// its result.
func (d *document) current(run func(path string, c *checked)) *checked {
	d.checking.Lock()
	defer d.checking.Unlock()
	d.mu.Lock()
	d.waiting = time.Time{}
	text, version, last := d.text, d.version, d.checked
	d.mu.Unlock()
	c := &checked{version: version, text: text}
	if last != nil && last.text == text {
		*c = *last
		c.version = version
	} else {
		run(d.path, c)
	}
	d.mu.Lock()
	d.checked = c
	d.mu.Unlock()
	return c
}

// forget drops the last check, because the config may be another one.
func (d *document) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.checked = nil
}
