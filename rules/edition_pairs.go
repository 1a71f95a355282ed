package rules

import (
	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/rules/edition"
)

// comparison is what the edition rules know of an edition: it is made once, each
// rule reports its own part.
type comparison struct {
	layout []edition.Difference
	found  []placed
}

// placed is a violation and where it stands in the edition.
type placed struct {
	edition.Violation
	at digest.Span
}

type comparisonKey struct{}

func compare(p *lint.Pass) *comparison {
	return p.Shared(comparisonKey{}, func() any { return newComparison(p) }).(*comparison)
}

func newComparison(p *lint.Pass) *comparison {
	c := &comparison{}
	var papers []edition.PaperPair
	papers, c.layout = edition.Layout(p.Original.Document, p.Document)
	to := langid.FromFileName(p.Path)
	from := sourceLanguage(p)
	if from == to {
		return c
	}
	for _, pp := range papers {
		if !pp.Bullets() {
			continue // which bullet is whose translation is not known
		}
		pairs := make([]edition.Pair, len(pp.Source.Bullets))
		for i := range pairs {
			pairs[i] = edition.Pair{Source: p.Original.Document.Text(pp.Source.Bullets[i].Text), Target: p.Text(pp.Target.Bullets[i].Text),
				From: from, To: to, Context: pp.Source.Title(p.Original.Document), Glossary: glossaryTerms(p)}
		}
		swapped := edition.Swapped(pairs)
		for i := range pairs {
			c.place(pp.Target.Bullets[i].Text, edition.Check(pairs[i]))
			c.place(pp.Target.Bullets[i].Text, swapped[i])
		}
	}
	return c
}

// place finds out where violations stand. What is missing stands nowhere, and is
// reported at the bullet.
func (c *comparison) place(bullet digest.Span, vs []edition.Violation) {
	for _, v := range vs {
		at := v.Target.Shift(bullet.Start)
		if v.Target.Empty() {
			at = bullet
		}
		c.found = append(c.found, placed{v, at})
	}
}

// report reports the violations that belong to the pass's rule. One that is
// milder or graver than the rule is by default keeps its own severity.
func (c *comparison) report(p *lint.Pass) {
	for _, f := range c.found {
		if f.Rule != p.Rule.ID {
			continue
		}
		var opts []lint.Option
		if f.Severity != p.Rule.Severity {
			opts = append(opts, lint.At(f.Severity))
		}
		p.Report(f.at, f.Message, opts...)
	}
}

// sourceLanguage is the language of an edition's source: as configured, or as
// most of its bullets are.
func sourceLanguage(p *lint.Pass) string {
	if p.Settings.Language != "" {
		return p.Settings.Language
	}
	return langid.OfDigest(p.Original.Document)
}

// glossaryTerms are the user's terms as the comparison takes them.
func glossaryTerms(p *lint.Pass) []edition.Term {
	var out []edition.Term
	for _, t := range p.Settings.Glossary.Terms() {
		if t.Target != "" {
			out = append(out, edition.Term{Source: t.Source, Target: t.Target})
		}
	}
	return out
}
