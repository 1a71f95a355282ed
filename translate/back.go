package translate

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/rules/edition"
)

// RoundTrip is what translating editions back has shown. It is a screen, not a
// score of truth: a loss on the way back may be the way back's.
type RoundTrip struct {
	Bullets int
	Lost    int     // bullets that came back with a number or a name less
	Low     int     // bullets whose score is below the threshold
	Mean    float64 // of the scores, 0 to 100
}

// lowScore is the chrF below which a way back is worth a look. Two ways to say
// the same thing in Korean share some forty per cent of their characters' n-grams.
const lowScore = 25

// Back translates the bullets of finished editions back, without the source, and
// compares what comes back: its numbers and names, and by score (a similarity
// from 0 to 100 of a text and its reference; it is called by one goroutine at a
// time). Suspicious bullets become warnings
// of their files.
func (t *Translator) Back(ctx context.Context, r *Report, score func(text, reference string) float64) (RoundTrip, error) {
	var sum RoundTrip
	var mu sync.Mutex
	var wg sync.WaitGroup
	gate := make(chan struct{}, max(t.Workers, 1))
	for i := range r.Files {
		f := &r.Files[i]
		if f.Outcome != Written && f.Outcome != Current {
			continue
		}
		calls, err := t.backCalls(f)
		if err != nil {
			return sum, err
		}
		for _, c := range calls {
			gate <- struct{}{}
			wg.Go(func() {
				defer func() { <-gate }()
				t.turn(ctx, t.converse(c, t.Model, 0), c.open(), false)
				mu.Lock()
				defer mu.Unlock()
				sum.add(c, f, score)
			})
		}
	}
	wg.Wait()
	if sum.Bullets > 0 {
		sum.Mean /= float64(sum.Bullets)
	}
	for i := range r.Files {
		slices.SortStableFunc(r.Files[i].Warnings, func(a, b Warning) int { return a.Line - b.Line })
	}
	r.account(t.Spent)
	return sum, t.whyStopped()
}

// backCalls plans the way back of one edition: a call a paper.
func (t *Translator) backCalls(f *FileReport) ([]*call, error) {
	source, err := files.Read(f.Source)
	if err != nil {
		return nil, err
	}
	made, err := files.Read(f.Edition)
	if err != nil {
		return nil, err
	}
	j := &job{file: File{f.Source, f.Edition}, doc: t.parse(f.Source, source), to: t.To}
	if err := t.language(j); err != nil || j.done {
		return nil, err
	}
	back := &job{file: j.file, from: j.to, to: j.from, task: BackTranslateTask, doc: t.parse(f.Edition, made)}
	papers, diffs := edition.Layout(j.doc, back.doc)
	if len(diffs) > 0 {
		return nil, fmt.Errorf("%s: %s", f.Edition, diffs[0].Message)
	}
	var calls []*call
	for _, pp := range papers {
		c := &call{job: back, title: pp.Source.Title(j.doc)}
		for b := range pp.Target.Bullets {
			s := &segment{id: fmt.Sprintf("p%d.b%d", pp.Source.Index+1, b+1), paper: pp.Source.Index,
				line: j.doc.Position(pp.Source.Bullets[b].Span.Start).Line, title: c.title,
				text: oneLine(back.doc.Text(pp.Target.Bullets[b].Text)), reference: oneLine(j.doc.Text(pp.Source.Bullets[b].Text))}
			if s.text == s.reference || !edition.Translatable(s.text, t.To, j.from) {
				continue // left in its language, or nothing to translate
			}
			p := memory.Parts{Task: string(BackTranslateTask), Model: t.Model, Prompt: promptVersion(back.from, back.to),
				From: back.from, To: back.to, Context: s.title, Text: s.text}
			s.key = p.Key()
			if known, ok := t.Memory.Get(s.key); ok && known.Failed == "" {
				s.state, s.target = Translated, known.Target
			}
			if len(c.segments) > 0 && !c.fits(s) {
				calls = append(calls, c)
				c = &call{job: back, title: c.title}
			}
			c.segments = append(c.segments, s)
		}
		if len(c.segments) > 0 {
			calls = append(calls, c)
		}
	}
	return calls, nil
}

// open are the segments of a call that have no translation yet.
func (c *call) open() (out []*segment) {
	for _, s := range c.segments {
		if s.state == "" {
			out = append(out, s)
		}
	}
	return out
}

// add judges what came back of a call's segments.
func (r *RoundTrip) add(c *call, f *FileReport, score func(text, reference string) float64) {
	for _, s := range c.segments {
		if s.target == "" {
			f.Warnings = append(f.Warnings, Warning{s.line, "round trip: not translated back: " + s.reason})
			continue
		}
		var lost []string
		for _, v := range edition.Check(edition.Pair{Source: s.reference, Target: s.target, From: c.job.to, To: c.job.to}) {
			if v.Severity == lint.Error && (v.Rule == edition.Number || v.Rule == edition.Name) {
				lost = append(lost, v.Message)
			}
		}
		points := score(s.target, s.reference)
		r.Bullets++
		r.Mean += points
		switch {
		case len(lost) > 0:
			r.Lost++
			f.Warnings = append(f.Warnings, Warning{s.line, fmt.Sprintf("round trip: %s (chrF %.1f)", strings.Join(lost, "; "), points)})
		case points < lowScore:
			r.Low++
			f.Warnings = append(f.Warnings, Warning{s.line, fmt.Sprintf("round trip: little of it comes back (chrF %.1f)", points)})
		}
	}
}

// returned takes what came back: anything that is not empty is judged, not
// refused.
func (t *Translator) returned(j *job, segments []*segment, a answers, resp llm.Response) {
	var good []memory.Record
	for _, s := range segments {
		s.attempts++
		if text := tidy(a.texts[s.id], s.text); text != "" {
			r := t.accept(j, s, text, resp.Model, llm.Usage{Prompt: resp.Usage.Prompt / len(segments), Completion: resp.Usage.Completion / len(segments)})
			good = append(good, r)
		} else if s.reason = a.wrong; s.reason == "" {
			s.reason = "the item is missing from the answer"
		}
	}
	t.remember(good)
}
