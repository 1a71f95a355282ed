package translate

import (
	"context"
	"errors"
	"fmt"

	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
)

// work takes a call through the repair ladder: together; again, told what is
// wrong; in halves; alone, and once more told what is wrong; of the fallback
// model. A segment is part of four requests at most, and one of the fallback's.
// What is left then keeps its source.
func (t *Translator) work(ctx context.Context, c *call) {
	left := t.round(ctx, t.converse(c, t.Model, 0), c.segments, true)
	if len(left) > 2 {
		var still []*segment
		for _, half := range [][]*segment{left[:len(left)/2], left[len(left)/2:]} {
			still = append(still, t.round(ctx, t.converse(c, t.Model, 1), half, false)...)
		}
		for _, s := range still {
			t.round(ctx, t.converse(c, t.Model, 2), []*segment{s}, false)
		}
	} else if len(c.segments) > 1 || len(left) > 0 && left[0].attempts < 3 {
		for _, s := range left {
			t.round(ctx, t.converse(c, t.Model, 2), []*segment{s}, true)
		}
	}
	for _, s := range c.segments {
		if s.state == "" && s.second == "" && t.Fallback != "" && t.Fallback != t.Model {
			t.round(ctx, t.converse(c, t.Fallback, 0), []*segment{s}, false)
		}
	}
	t.settle(c)
}

// settle gives what is left its final state.
func (t *Translator) settle(c *call) {
	stopped := t.whyStopped()
	var known []memory.Record
	for _, s := range c.segments {
		switch {
		case s.state == "" && s.second != "":
			known = append(known, t.accept(c.job, s, s.second, s.model, llm.Usage{}))
		case s.state == "" && stopped != nil && !s.lasting:
			s.reason = "not asked: " + stopped.Error()
		case s.state == "":
			s.state = Failed
			if s.lasting {
				known = append(known, c.job.failure(s))
			}
		}
		if s.state != "" {
			t.notify(Event{Kind: SegmentEvent, File: c.job.file.Source, ID: s.id, Line: s.line, State: s.state, Attempts: s.attempts, Findings: s.findings})
		}
	}
	t.remember(known)
}

// remember stores records; a memory that cannot be written ends the run, as what
// is paid for from then on would be lost.
func (t *Translator) remember(records []memory.Record) {
	if len(records) == 0 {
		return
	}
	var err error
	if all, ok := t.Memory.(interface{ PutAll([]memory.Record) error }); ok {
		err = all.PutAll(records)
	} else {
		for _, r := range records {
			err = errors.Join(err, t.Memory.Put(r))
		}
	}
	if err != nil {
		t.stop(fmt.Errorf("keep what was translated: %w", err))
	}
}
