package lint

import (
	"fmt"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/glossary"
)

// Pass is what one rule sees of one document.
type Pass struct {
	*digest.Document
	Rule     *Rule
	Options  any       // a pointer to the rule's option struct with the config's values, or nil
	Settings *Settings // what config says beyond single rules
	Original *Original // the source of an edition; nil for other files, never nil for rules of the category Editions

	file *fileRun
}

// Settings are the parts of the config that several rules read.
type Settings struct {
	Language string             // the expected language of bullets, ISO 639-1; "" means: by file name, then by majority
	Glossary *glossary.Glossary // the user's terms, or nil
}

// An Option adds to a report.
type Option func(*Finding)

// Suggest says what the reported text should read instead, and offers it as a
// fix of the given safety (NoFix: shown only).
func Suggest(s string, safety Safety) Option {
	return func(f *Finding) {
		f.Suggestion = &s
		if safety != NoFix {
			f.Fix = &Fix{Safety: safety, Edits: []Edit{{f.Span, s}}}
		}
	}
}

// WithFix offers edits that differ from a plain replacement of the reported text.
func WithFix(safety Safety, edits ...Edit) Option {
	return func(f *Finding) { f.Fix = &Fix{Safety: safety, Edits: edits} }
}

// WithConfidence states how sure the rule is, on the scale that it documents.
func WithConfidence(c float64) Option { return func(f *Finding) { f.Confidence = c } }

// At overrides the severity of a single finding (a rule whose mild cases are infos).
func At(s Severity) Option { return func(f *Finding) { f.Severity = s } }

// Also points to another place that explains the finding.
func Also(p Place, message string) Option {
	return func(f *Finding) { f.Related = append(f.Related, Related{p, message}) }
}

// Tentative marks a finding that Conclude may drop by its key.
func Tentative(key string) Option { return func(f *Finding) { f.tentative = key } }

// Report records a finding at a span of the document.
func (p *Pass) Report(at digest.Span, message string, opts ...Option) {
	if p.file.keeps(p.Rule.ID, at) {
		p.add(at, message, opts)
	}
}

func (p *Pass) add(at digest.Span, message string, opts []Option) {
	f := Finding{Rule: p.Rule.ID, Category: p.Rule.Category, Severity: p.file.current, Message: message, Place: Place{Span: at}}
	for _, o := range opts {
		o(&f)
	}
	p.file.add(f)
}

// Reportf is [Pass.Report] with a formatted message and no options.
func (p *Pass) Reportf(at digest.Span, format string, args ...any) {
	if p.file.keeps(p.Rule.ID, at) {
		p.add(at, fmt.Sprintf(format, args...), nil)
	}
}

// Place resolves a span, for [Also].
func (p *Pass) Place(at digest.Span) Place { return p.file.place(at) }
