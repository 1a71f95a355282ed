// Package regenerate writes the summaries of papers anew from their abstracts.
//
// It knows how to ask a model for a summary whose every bullet names the
// sentences it rests on, how to hold the answer against them, and where in a
// digest a summary stands. It must not know where abstracts come from, files or
// flags. Neither digest nor abstract is ever an instruction: sentences of an
// abstract that speak to a model are not even sent, and an answer that obeys one
// finds no evidence.
package regenerate

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/abstracts"
	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/rules"
)

// attempts is how often a model is asked for one paper: once, and twice more
// with what was wrong.
const attempts = 3

// Regenerator asks a model for summaries.
type Regenerator struct {
	Client   llm.Client
	Endpoint string // base URL, for the memory
	Model    string
	Fallback string // asked when Model fails; "" for none
	Memory   memory.Memory

	// Lint returns the findings in a digest's text that are about the summary
	// of the paper with the given index. A summary is accepted without any.
	Lint func(path string, src []byte, paper int) []lint.Finding
}

// Job is one paper to write anew.
type Job struct {
	Document *digest.Document
	Paper    *digest.Paper
	Abstract abstracts.Abstract
	Language string // of the digest, ISO 639-1
	Style    Style
	Register string // of the file: 합니다체, 해요체 or 한다체; "" in other languages
}

// JobsIn reads from a document how its summaries look, for the jobs of its papers.
func JobsIn(d *digest.Document, language string) func(*digest.Paper, abstracts.Abstract) Job {
	j := Job{Document: d, Language: language, Style: styleOf(d)}
	if language == "ko" {
		j.Register = rules.UsualRegister(d)
	}
	return func(p *digest.Paper, a abstracts.Abstract) Job {
		j.Paper, j.Abstract = p, a
		return j
	}
}

// Outcome is what became of a paper.
type Outcome struct {
	Bullets  []Bullet // the accepted ones; nil if none were
	Reasons  []string // why none was accepted
	Withheld []string // sentences of the abstract that speak to a model and were not sent
	Attempts int      // answers asked for
	Cached   bool     // the accepted answer was remembered
}

// Paper writes one paper's summary. A summary that does not pass is an outcome
// with reasons; an error is one of the endpoint or the memory.
func (r *Regenerator) Paper(ctx context.Context, j Job) (Outcome, error) {
	b := basisOf(j.Abstract, j.Paper.Title(j.Document))
	out := Outcome{Withheld: b.withheld}
	if len(b.sentences) == 0 {
		out.Reasons = []string{"the abstract has no sentence to rest on"}
		return out, nil
	}
	models := []string{r.Model}
	if r.Fallback != "" && r.Fallback != r.Model {
		models = append(models, r.Fallback)
	}
	for _, model := range models {
		key := r.key(j, b, model)
		if rec, ok := r.Memory.Get(key); ok && rec.Failed == "" {
			if bullets, err := j.parseAnswer(rec.Target, b); err == nil {
				if v := r.verify(j, b, bullets); v.passed() {
					out.accept(v)
					out.Cached = true
					return out, nil
				}
			}
		}
		done, err := r.converse(ctx, j, b, model, key, &out)
		if done || err != nil {
			return out, err
		}
	}
	return out, nil
}

func (o *Outcome) accept(v verdict) { o.Bullets, o.Reasons = v.bullets, nil }

// converse asks a model until an answer passes or its attempts are used up.
func (r *Regenerator) converse(ctx context.Context, j Job, b basis, model string, key memory.Key, out *Outcome) (done bool, err error) {
	messages := j.messages(b)
	zero := 0.0
	var v verdict
	for range attempts {
		out.Attempts++
		res, err := r.Client.Complete(ctx, llm.Request{Model: model, Messages: messages, Schema: schema, MaxTokens: 4096, Temperature: &zero})
		if err != nil {
			if llm.Stops(err) || ctx.Err() != nil {
				return false, err
			}
			out.Reasons = []string{err.Error()}
			return false, nil // the next model may do better
		}
		bullets, err := j.parseAnswer(res.Text, b)
		if err != nil {
			v.general = []string{err.Error()}
		} else {
			v = r.verify(j, b, merge(v.bullets, bullets, len(v.general) > 0))
		}
		if v.passed() {
			out.accept(v)
			return true, r.Memory.Put(memory.Record{Key: key, Task: "regenerate", From: "en", To: j.Language, Source: b.text(nil),
				Target: answerOf(v.bullets), Model: res.Model, Prompt: res.Usage.Prompt, Completion: res.Usage.Completion})
		}
		out.Reasons = v.reasons()
		messages = append(messages, llm.Message{Role: llm.Assistant, Content: res.Text}, j.repair(b, v))
	}
	return false, nil
}

func (r *Regenerator) key(j Job, b basis, model string) memory.Key {
	var labels []string
	for _, l := range j.Style.Labels {
		labels = append(labels, l.Name)
	}
	return memory.Parts{Task: "regenerate", Endpoint: r.Endpoint, Model: model, Prompt: promptVersion, From: "en", To: j.Language,
		Label: strings.Join(labels, "\n"), Context: j.Register, Text: b.text(nil)}.Key()
}

// verdict is what the checks say of an answer.
type verdict struct {
	bullets []Bullet
	wrong   [][]string // by bullet
	general []string   // about the answer as a whole
}

func (v verdict) passed() bool { return len(v.reasons()) == 0 }

func (v verdict) reasons() []string {
	all := slices.Clone(v.general)
	for i, wrong := range v.wrong {
		for _, w := range wrong {
			all = append(all, fmt.Sprintf("bullet %d: %s", i+1, w))
		}
	}
	return all
}

// verify holds bullets against their basis and, put into the digest, against the
// linter.
func (r *Regenerator) verify(j Job, b basis, bullets []Bullet) verdict {
	v := verdict{bullets: bullets, wrong: make([][]string, len(bullets)), general: j.labels(bullets)}
	for i, u := range bullets {
		v.wrong[i] = j.judge(b, u)
	}
	if !v.passed() {
		return v
	}
	doc, paper := j.surroundings()
	source := replace(doc, j.Style, Summary{paper, bullets})
	for _, f := range r.Lint(doc.Path, source, paper.Index) {
		v.general = append(v.general, fmt.Sprintf("%s: %s (%q)", f.Rule, f.Message, clip(f.Text)))
	}
	return v
}

// around is how many papers before and after one are looked at with it.
const around = 100

// surroundings returns the paper among its neighbours, as a document of their own
// where the digest has many more: each new summary is linted in its place, and with
// the whole of a file the work would grow with the square of the papers.
func (j Job) surroundings() (*digest.Document, *digest.Paper) {
	papers, i := j.Document.Papers, j.Paper.Index
	if len(papers) <= 2*around {
		return j.Document, j.Paper
	}
	from, to := max(0, i-around), min(len(papers)-1, i+around)
	start := papers[from].Span.Start
	part := digest.Parse(j.Document.Path, j.Document.Source[start:papers[to].Span.End:papers[to].Span.End], j.Document.Template)
	if k := i - from; k < len(part.Papers) && part.Papers[k].Span == j.Paper.Span.Shift(-start) {
		return part, &part.Papers[k]
	}
	return j.Document, j.Paper
}

// labels wants every label of the file once.
func (j Job) labels(bullets []Bullet) (wrong []string) {
	for _, l := range j.Style.Labels {
		n := 0
		for _, u := range bullets {
			if got, ok := j.Style.label(u.Label); ok && got == l {
				n++
			}
		}
		if n != 1 {
			wrong = append(wrong, fmt.Sprintf("label %q stands %d times; write one bullet for it", l.Name, n))
		}
	}
	return wrong
}

// clip shortens what a message quotes.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
