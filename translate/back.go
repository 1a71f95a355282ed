package translate

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/internal/task"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/rules/edition"
)

// RoundTrip is what translating editions back has shown. It is a screen, not a
// score of truth: a loss on the way back may be the way back's.
type RoundTrip struct {
	Bullets int      `json:"bullets"`
	Lost    int      `json:"lost"`             // bullets that came back with a number or a name less
	Low     int      `json:"low"`              // other bullets that are below a threshold
	ChrF    float64  `json:"chrf"`             // mean, 0 to 100
	Cosine  *float64 `json:"cosine,omitempty"` // mean, -1 to 1
	Note    string   `json:"note,omitempty"`   // why there is no cosine
}

// Returned is how much of one bullet has come back.
type Returned struct {
	ChrF   float64  `json:"chrf"`
	Cosine *float64 `json:"cosine,omitempty"`
	Lost   []string `json:"lost,omitempty"` // what is said about numbers and names
}

// A bullet below one of these is worth a look. Two ways to say the same thing in
// Korean share some forty per cent of their characters' n-grams, and lie at a
// cosine of 0.8 and more in the vectors of the usual models; unrelated texts lie
// below 0.5.
const (
	lowChrF   = 25
	lowCosine = 0.6
)

func (b Returned) low() bool { return b.ChrF < lowChrF || b.Cosine != nil && *b.Cosine < lowCosine }

func (b Returned) String() string {
	if b.Cosine == nil {
		return fmt.Sprintf("chrF %.1f", b.ChrF)
	}
	return fmt.Sprintf("chrF %.1f, cosine %.2f", b.ChrF, *b.Cosine)
}

// Comparison tells how near a text is to its reference.
type Comparison struct {
	ChrF func(text, reference string) float64 // 0 to 100; called by one goroutine

	// Cosines compares the meanings of the texts of each pair, -1 to 1. Where
	// nobody can, missing says why; an error ends the run.
	Cosines func(ctx context.Context, pairs [][2]string) (cosines []float64, missing string, err error)
}

// Back translates the bullets of finished editions back, without the source, and
// compares what comes back: its numbers and names, its letters and its meaning.
// Suspicious bullets become warnings of their files.
func (t *Translator) Back(ctx context.Context, r *Report, by Comparison) error {
	r.RoundTrip = &RoundTrip{}
	var calls []*call
	var wg sync.WaitGroup
	var unreadable error
	gate := make(chan struct{}, max(t.Workers, 1))
	for i := range r.Files {
		f := &r.Files[i]
		if f.Outcome != Written && f.Outcome != Current {
			continue
		}
		planned, err := t.backCalls(f)
		if unreadable = err; err != nil {
			break
		}
		calls = append(calls, planned...)
		for _, c := range planned {
			gate <- struct{}{}
			wg.Go(func() {
				defer func() { <-gate }()
				t.turn(ctx, t.converse(c, t.Model, 0), c.open(), false)
			})
		}
	}
	wg.Wait()
	defer r.account(t.Spent)
	if err := t.whyStopped(); err != nil || unreadable != nil {
		return cmp.Or(err, unreadable)
	}
	return t.compare(ctx, r, calls, by)
}

// compare fills in the report's round trip.
func (t *Translator) compare(ctx context.Context, r *Report, calls []*call, by Comparison) error {
	files := map[string]*FileReport{}
	for i := range r.Files {
		files[r.Files[i].Source] = &r.Files[i]
	}
	var pairs [][2]string
	for _, c := range calls {
		for _, s := range c.segments {
			if s.target != "" {
				pairs = append(pairs, [2]string{s.reference, s.target})
			}
		}
	}
	cosines, missing, err := by.Cosines(ctx, pairs)
	if err != nil {
		return err
	}
	sum := r.RoundTrip
	sum.Note = missing
	total, n := 0.0, 0
	for _, c := range calls {
		f := files[c.job.file.Source]
		for _, s := range c.segments {
			if s.target == "" {
				f.Warnings = append(f.Warnings, Warning{s.line, "round trip: not translated back: " + s.reason})
				continue
			}
			back := Returned{ChrF: by.ChrF(s.target, s.reference), Lost: lost(c, s)}
			if cosines != nil {
				back.Cosine = &cosines[n]
				total += cosines[n]
			}
			n++
			sum.add(f, s, back)
			t.notify(Event{Kind: BackEvent, File: f.Source, ID: s.id, Line: s.line, Back: &back})
		}
	}
	if n > 0 {
		sum.ChrF /= float64(n)
	}
	if cosines != nil && n > 0 {
		total /= float64(n)
		sum.Cosine = &total
	}
	for _, f := range files {
		slices.SortStableFunc(f.Warnings, func(a, b Warning) int { return a.Line - b.Line })
	}
	return nil
}

// lost are the numbers and names that have not come back.
func lost(c *call, s *segment) (out []string) {
	for _, v := range edition.Check(edition.Pair{Source: s.reference, Target: s.target, From: c.job.to, To: c.job.to}) {
		if v.Severity == lint.Error && (v.Rule == edition.Number || v.Rule == edition.Name) {
			out = append(out, v.Message)
		}
	}
	return out
}

// add counts a bullet, and warns of one that is suspicious.
func (r *RoundTrip) add(f *FileReport, s *segment, back Returned) {
	r.Bullets++
	r.ChrF += back.ChrF
	switch {
	case len(back.Lost) > 0:
		r.Lost++
		f.Warnings = append(f.Warnings, Warning{s.line, fmt.Sprintf("round trip: %s (%v)", strings.Join(back.Lost, "; "), back)})
	case back.low():
		r.Low++
		f.Warnings = append(f.Warnings, Warning{s.line, fmt.Sprintf("round trip: little of it comes back (%v)", back)})
	}
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
	back := &job{file: j.file, from: j.to, to: j.from, task: task.BackTranslate, doc: t.parse(f.Edition, made)}
	papers, diffs := edition.Layout(j.doc, back.doc)
	if len(diffs) > 0 {
		return nil, fmt.Errorf("%s: %s", f.Edition, diffs[0].Message)
	}
	defer func() { back.doc = nil }() // the calls outlive it
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
			p := memory.Parts{Task: string(task.BackTranslate), Model: t.Model, Prompt: back.promptVersion(),
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
