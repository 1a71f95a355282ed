package translate

import (
	"time"

	"github.com/sumtool/sumtool/internal/llm"
)

// Event is something that happens in a run, for progress and logs.
type Event struct {
	Kind EventKind

	File     string        // the source
	Requests []string      // RequestEvent: the ids that were asked for
	Model    string        // RequestEvent
	Usage    llm.Usage     // RequestEvent
	Took     time.Duration // RequestEvent
	Err      error         // RequestEvent: why there is no answer

	ID       string   // SegmentEvent
	Line     int      // SegmentEvent: of the source
	State    State    // SegmentEvent
	Cached   bool     // SegmentEvent: from the memory
	Attempts int      // SegmentEvent
	Findings []string // SegmentEvent: what was found in its last answer

	Report *FileReport // FileEvent

	Back *Returned // BackEvent, with File, ID and Line
}

// EventKind says what happened.
type EventKind uint8

// The kinds of events.
const (
	RequestEvent EventKind = iota // a request was answered, or given up
	SegmentEvent                  // a bullet has its final state
	FileEvent                     // an edition is written, or known not to be
	BackEvent                     // a bullet has come back and is compared
)
