package translate

import (
	"fmt"
	"slices"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/internal/task"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/rules"
	"github.com/sumtool/sumtool/rules/edition"
)

// plan reads a file and its edition and decides what has to be asked.
func (t *Translator) plan(f File) (*job, error) {
	source, err := files.Read(f.Source)
	if err != nil {
		return nil, err
	}
	j := &job{file: f, to: t.To, task: task.Translate, report: FileReport{Source: f.Source, Edition: f.Edition, Failures: []Failure{}}}
	hash := Hash(source)
	if err := t.look(j, hash); err != nil || j.done {
		return j, err
	}
	j.doc = t.parse(f.Source, source)
	if err := t.language(j); err != nil || j.done {
		return j, err
	}
	t.cut(j)
	t.doubt(j)
	for _, s := range j.segments {
		t.recall(j, s)
	}
	t.pack(j)
	return j, nil
}

// language settles what language the source is in.
func (t *Translator) language(j *job) error {
	if len(j.doc.Papers) == 0 {
		j.done, j.report.Outcome = true, Skipped
		j.warn(0, "no paper in it; it is no digest")
		return nil
	}
	j.from = t.From
	if j.from == "" {
		if j.from = langid.OfDigest(j.doc); j.from == "" && hasBullets(j.doc) {
			return fmt.Errorf("%s: cannot tell its language; name it with --from", j.file.Source)
		}
	}
	if j.from == j.to {
		j.done, j.report.Outcome = true, Skipped
		j.warn(0, fmt.Sprintf("it is in %s already", langid.Name(j.to)))
	}
	return nil
}

func hasBullets(d *digest.Document) bool {
	return slices.ContainsFunc(d.Papers, func(p digest.Paper) bool { return len(p.Bullets) > 0 })
}

// cut makes the segments of a file.
func (t *Translator) cut(j *job) {
	j.made = t.fingerprint(j.from)
	for p := range j.doc.Papers {
		paper := &j.doc.Papers[p]
		glosses := glossesOf(j.doc, paper)
		for b := range paper.Bullets {
			bullet := &paper.Bullets[b]
			s := &segment{
				id:     fmt.Sprintf("p%d.b%d", p+1, b+1),
				paper:  p,
				bullet: bullet,
				line:   j.doc.Position(bullet.Span.Start).Line,
				text:   oneLine(j.doc.Text(bullet.Text)),
				title:  paper.Title(j.doc),
			}
			switch {
			case !edition.Translatable(s.text, j.from, j.to):
				s.state = Copied
			case len(s.text) > edition.MaxText: // no answer would be believed
				s.state, s.lasting = Failed, true
				s.reason = fmt.Sprintf("its %d bytes are too many to be checked; at most %d are translated", len(s.text), edition.MaxText)
			}
			s.terms = t.termsOf(s.text, glosses)
			s.key, s.failed = t.keys(j, s)
			j.segments = append(j.segments, s)
		}
		for _, stray := range paper.Stray {
			if edition.Translatable(j.doc.Text(stray.Span), j.from, j.to) {
				j.warn(j.doc.Position(stray.Span.Start).Line, "text outside of the bullets is left as it is")
			}
		}
	}
	j.report.Bullets = len(j.segments)
}

// doubt warns of numbers of the source that are off by a power of ten. They are
// translated as they stand: who reads the edition must be able to trust that it
// says what the source says.
func (t *Translator) doubt(j *job) {
	e := lint.Engine{Rules: []lint.Selected{{Rule: rules.Magnitude, Severity: lint.Error}}, Template: t.Template}
	for _, f := range e.LintSource(j.file.Source, j.doc.Source).Findings {
		j.warn(f.Start.Line, "magnitude: "+f.Message+"; it is translated as it stands")
	}
}
