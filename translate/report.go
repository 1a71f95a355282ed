package translate

import "github.com/sumtool/sumtool/internal/llm"

// Report is what a run did, in the form that --report writes.
type Report struct {
	Version  int          `json:"version"`
	Files    []FileReport `json:"files"`
	Requests int          `json:"requests"`
	Retries  int          `json:"retries"`
	Tokens   Tokens       `json:"tokens"`
	CostUSD  float64      `json:"cost_usd"`
	Seconds  float64      `json:"seconds"`

	RoundTrip *RoundTrip `json:"round_trip,omitempty"` // nil if nothing was translated back

	Answers  int  `json:"-"` // of the requests, answered
	Unpriced bool `json:"-"` // a model without a price was used
}

// Tokens counts what was sent and received.
type Tokens struct {
	Prompt     int `json:"prompt"`
	Completion int `json:"completion"`
}

// FileReport is what became of one file. Bullets = Translated + Cached + failed.
type FileReport struct {
	Source     string    `json:"source"`
	Edition    string    `json:"edition"`
	Bullets    int       `json:"bullets"`
	Translated int       `json:"translated"` // in this run; also bullets with nothing to translate
	Cached     int       `json:"cached"`     // from the memory or the edition that was there
	Failures   []Failure `json:"failed"`

	Warnings []Warning `json:"warnings,omitempty"`
	Outcome  Outcome   `json:"-"`
	Err      error     `json:"-"` // why there is no edition
}

// Failure names a bullet that is not translated.
type Failure struct {
	Line     int    `json:"line"` // of the source, 1-based
	Reason   string `json:"reason"`
	Attempts int    `json:"attempts"` // requests that the bullet was part of
}

// Warning is something that a person should look at.
type Warning struct {
	Line    int    `json:"line"` // of the source; 0 for the file as a whole
	Message string `json:"message"`
}

// Outcome says what was done with an edition.
type Outcome uint8

// The outcomes.
const (
	Unwritten Outcome = iota // not made: see Err and Failures
	Written
	Current // it was there already, word for word
	Kept    // a person has changed it; left alone
	Skipped // the file is no digest, or already in the language
)

// String names the outcome as events do.
func (o Outcome) String() string {
	return [...]string{"unwritten", "written", "current", "kept", "skipped"}[o]
}

// account takes over what the endpoint counted.
func (r *Report) account(spent func() llm.Totals) {
	if spent == nil {
		return
	}
	s := spent()
	r.Requests, r.Retries, r.Answers, r.CostUSD, r.Unpriced = s.Requests, s.Retries, s.Answers, s.Cost, s.Unpriced
	r.Tokens = Tokens{s.Usage.Prompt, s.Usage.Completion}
}

// FirstFailure is the reason of the first bullet that is not translated.
func (r *Report) FirstFailure() string {
	for i := range r.Files {
		for _, f := range r.Files[i].Failures {
			return f.Reason
		}
	}
	return ""
}

// Failed counts the bullets of all files that are not translated.
func (r *Report) Failed() (n int) {
	for i := range r.Files {
		n += len(r.Files[i].Failures)
	}
	return n
}
