// Package glossary reads a project's terms and finds them in prose. It knows the
// file's two forms (CSV and YAML) and how Korean words go on behind a term
// (particles, 하다, the copula); it must not know digests, rules or endpoints:
// the terminology rule and the translator look terms up in it.
package glossary

import "slices"

// Term is one entry of a glossary.
type Term struct {
	Source    string   // the term as the digests' language writes it: 대규모 언어 모델
	Target    string   // its translation: large language model; "" if none is prescribed
	Forbidden []string // forms that must not be used for it, in either language
	Note      string   // why, or in which sense; "" if there is none
	Line      int      // 1-based, where it stands in the file
}

// Glossary is a file of terms, ready to be looked up in texts. It is read-only
// and safe for use by several goroutines. A nil Glossary has no terms.
type Glossary struct {
	path      string
	terms     []Term
	sources   *Matcher
	forbidden *Matcher
	owners    []int // of the forbidden forms: indices into terms
}

func newGlossary(path string, terms []Term) *Glossary {
	g := &Glossary{path: path, terms: terms}
	var sources, forbidden []string
	for i, t := range terms {
		sources = append(sources, t.Source)
		for _, form := range t.Forbidden {
			forbidden = append(forbidden, form)
			g.owners = append(g.owners, i)
		}
	}
	g.sources, g.forbidden = NewMatcher(sources), NewMatcher(forbidden)
	return g
}

// Path is the file's name as the user wrote it; "" of a nil Glossary.
func (g *Glossary) Path() string {
	if g == nil {
		return ""
	}
	return g.path
}

// Terms returns the entries in the order of the file. The caller must not
// change them.
func (g *Glossary) Terms() []Term {
	if g == nil {
		return nil
	}
	return g.terms
}

// Occurring returns the entries whose source term stands in the text, each once,
// in the order in which they first occur; at most limit of them if limit is
// positive. Of terms that overlap the longest counts.
func (g *Glossary) Occurring(text string, limit int) []Term {
	if g == nil {
		return nil
	}
	var found []int
	for m := range g.sources.All(text) {
		if !slices.Contains(found, m.Form) {
			found = append(found, m.Form)
		}
		if len(found) == limit {
			break
		}
	}
	terms := make([]Term, len(found))
	for i, f := range found {
		terms[i] = g.terms[f]
	}
	return terms
}

// Has reports whether the term is the source of an entry.
func (g *Glossary) Has(term string) bool {
	return g != nil && slices.ContainsFunc(g.terms, func(t Term) bool { return fold(t.Source) == fold(term) })
}

// Misuse is a forbidden form in a text.
type Misuse struct {
	Start, End int // byte offsets of the form, particles behind it excluded
	Term       *Term
}

// Misuses returns the forbidden forms that stand in the text, in order.
func (g *Glossary) Misuses(text string) (found []Misuse) {
	if g == nil {
		return nil
	}
	for m := range g.forbidden.All(text) {
		found = append(found, Misuse{m.Start, m.End, &g.terms[g.owners[m.Form]]})
	}
	return found
}
