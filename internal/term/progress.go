package term

import (
	"io"
	"strings"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progressDelay is how long a job runs before its progress is worth a line.
const progressDelay = 500 * time.Millisecond

// Progress shows how far a long job is, on one line of a terminal: what is
// counted, done and total, rate and time left. A nil Progress shows nothing, so
// that callers need not ask. It may be used by several goroutines.
type Progress struct {
	mu    sync.Mutex
	w     io.Writer
	start time.Time
	what  string
	total int
	bar   *progressbar.ProgressBar
}

// NewProgress returns a display on w, or nil unless on (w is a terminal and the
// user did not forbid it).
func NewProgress(w io.Writer, on bool) *Progress {
	if !on {
		return nil
	}
	return &Progress{w: w, start: time.Now()}
}

// Set says that done of total things are done; total 0 means that nobody knows
// yet. Another kind of thing begins a new count. Jobs that end within half a
// second show nothing.
func (p *Progress) Set(what string, done, total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if time.Since(p.start) < progressDelay {
		return
	}
	if total <= 0 {
		total = -1
	}
	if p.bar == nil || p.what != what || p.total != total {
		p.clear()
		p.what, p.total, p.bar = what, total, p.newBar(what, total)
	}
	// Errors mean that the terminal is gone; the job goes on without a display.
	_ = p.bar.Set(done)
}

// Note says something beside the count: tokens, cost. An empty note says nothing.
func (p *Progress) Note(note string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		p.bar.Describe(strings.TrimSpace(p.what + " " + note))
	}
}

func (p *Progress) newBar(what string, total int) *progressbar.ProgressBar {
	return progressbar.NewOptions(total,
		progressbar.OptionSetWriter(p.w),
		progressbar.OptionSetDescription(what),
		progressbar.OptionSetItsString(what),
		progressbar.OptionSetWidth(24),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionSetRenderBlankState(false),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetSpinnerChangeInterval(0), // else a goroutine draws on after the end
		progressbar.OptionThrottle(100*time.Millisecond),
	)
}

// Clear takes the display off its line, so that a message can be printed there.
// The next Set shows it again.
func (p *Progress) Clear() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
}

func (p *Progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
