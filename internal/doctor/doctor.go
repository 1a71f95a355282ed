// Package doctor examines what an edition depends on: the translation memory, the
// endpoint and its model. It says what it found and what to mend, one check after
// another, and mends nothing itself. Flags, environment and config are the
// caller's.
package doctor

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/term"
)

// Status is how a check came out.
type Status string

// What a check can come out as. Only a failed one keeps translate from working.
const (
	OK   Status = "ok"
	Warn Status = "warn"
	Fail Status = "fail"
)

// Check is one line of the doctor's.
type Check struct {
	Status Status `json:"status"`
	Name   string `json:"name"`
	Found  string `json:"found"`
	Mend   string `json:"mend,omitempty"`
}

// Examination is the checks so far. The zero value is ready.
type Examination []Check

// OK notes what is as it should be.
func (x *Examination) OK(name, format string, args ...any) {
	*x = append(*x, Check{OK, name, fmt.Sprintf(format, args...), ""})
}

// Warn notes what works but might be better, and how ("" if nobody can mend it).
func (x *Examination) Warn(name, mend, format string, args ...any) {
	*x = append(*x, Check{Warn, name, fmt.Sprintf(format, args...), mend})
}

// Fail notes what does not work. The hint of an [llm.Error] is the mend.
func (x *Examination) Fail(name string, err error) {
	found, mend := err.Error(), ""
	var e *llm.Error
	if errors.As(err, &e) {
		said := *e
		mend, said.Hint = e.Hint, ""
		found = said.Error()
	}
	*x = append(*x, Check{Fail, name, found, mend})
}

// Err is the first failure, nil if there is none.
func (x Examination) Err() error {
	for _, c := range x {
		if c.Status != Fail {
			continue
		}
		msg := c.Name + ": " + c.Found
		if c.Mend != "" {
			msg += "; " + c.Mend
		}
		return errors.New(msg)
	}
	return nil
}

// WriteText prints a line a check, and one more where there is something to mend.
func (x Examination) WriteText(w io.Writer) error {
	for _, c := range x {
		if _, err := fmt.Fprintf(w, "%-4s  %-8s  %s\n", c.Status, c.Name, term.OneLine(c.Found)); err != nil {
			return err
		}
		if c.Mend == "" {
			continue
		}
		if _, err := fmt.Fprintf(w, "%-4s  %-8s  -> %s\n", "", "", term.OneLine(c.Mend)); err != nil {
			return err
		}
	}
	return nil
}

// WriteJSON prints {"version":1,"checks":[…]}.
func (x Examination) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		Version int         `json:"version"`
		Checks  Examination `json:"checks"`
	}{1, x})
}
