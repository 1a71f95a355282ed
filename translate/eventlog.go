package translate

import (
	"encoding/json"
	"io"
)

// LogTo returns a Notify function that writes events as JSON Lines. The first
// error of w is kept in err, and nothing is written after it.
func LogTo(w io.Writer, err *error) func(Event) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return func(ev Event) {
		if *err == nil {
			*err = e.Encode(ev.line())
		}
	}
}

// line is an event's object in the log.
func (e Event) line() any {
	switch e.Kind {
	case RequestEvent:
		l := struct {
			Event      string   `json:"event"`
			File       string   `json:"file"`
			IDs        []string `json:"ids"`
			Model      string   `json:"model"`
			Prompt     int      `json:"prompt_tokens"`
			Completion int      `json:"completion_tokens"`
			Seconds    float64  `json:"seconds"`
			Error      string   `json:"error,omitempty"`
		}{"request", e.File, e.Requests, e.Model, e.Usage.Prompt, e.Usage.Completion, e.Took.Seconds(), ""}
		if e.Err != nil {
			l.Error = e.Err.Error()
		}
		return l
	case SegmentEvent:
		return struct {
			Event    string   `json:"event"`
			File     string   `json:"file"`
			ID       string   `json:"id"`
			Line     int      `json:"line"`
			State    State    `json:"state"`
			Attempts int      `json:"attempts"`
			Findings []string `json:"findings,omitempty"`
		}{"segment", e.File, e.ID, e.Line, e.State, e.Attempts, e.Findings}
	}
	if e.Kind == BackEvent {
		return struct {
			Event string `json:"event"`
			File  string `json:"file"`
			ID    string `json:"id"`
			Line  int    `json:"line"`
			*Returned
		}{"round-trip", e.File, e.ID, e.Line, e.Back}
	}
	l := struct {
		Event   string `json:"event"`
		Outcome string `json:"outcome"`
		*FileReport
		Error string `json:"error,omitempty"`
	}{"file", e.Report.Outcome.String(), e.Report, ""}
	if e.Report.Err != nil {
		l.Error = e.Report.Err.Error()
	}
	return l
}
