package regenerate

import (
	"fmt"
	"slices"

	"github.com/sumtool/sumtool/internal/abstracts"
	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/lint"
)

// Chosen is a digest with papers to write anew.
type Chosen struct {
	Document *digest.Document
	Papers   []*digest.Paper
}

// Choose reads digests and picks papers: all of them, those with the given arXiv
// ids, or else those that the linter flags. An id that no digest has is an error.
func Choose(engine *lint.Engine, in []lint.Input, all bool, ids []string) (chosen []Chosen, err error) {
	there := map[string]bool{}
	for _, input := range in {
		src, err := input.Read()
		if err != nil {
			return nil, err
		}
		c := Chosen{Document: digest.Parse(input.Path, src, engine.Template)}
		var flagged map[int]bool
		if !all && ids == nil {
			flagged = Flagged(c.Document, engine.LintSource(input.Path, src).Findings)
		}
		for i := range c.Document.Papers {
			p := &c.Document.Papers[i]
			id := p.Heading.ArXivID
			there[id] = true
			if all || flagged[i] || slices.Contains(ids, id) {
				c.Papers = append(c.Papers, p)
			}
		}
		if c.Papers != nil {
			chosen = append(chosen, c)
		}
	}
	for _, id := range ids {
		if !there[id] {
			return nil, fmt.Errorf("--paper %s: no such paper in the digests", id)
		}
	}
	return chosen, nil
}

// IDs are the arXiv ids of the chosen papers, each once.
func IDs(chosen []Chosen) (ids []string) {
	for _, c := range chosen {
		for _, p := range c.Papers {
			if id := p.Heading.ArXivID; id != "" && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// Without is a chosen paper that has no abstract.
type Without struct {
	Document *digest.Document
	Paper    *digest.Paper
}

// Jobs joins the chosen papers with their abstracts by arXiv id. A digest is in
// the language that its name says, else in the given one, else in that of most of
// its bullets, else in Korean.
func Jobs(chosen []Chosen, known map[string]abstracts.Abstract, language string) (jobs []File, without []Without) {
	for _, c := range chosen {
		file, job := File{Document: c.Document}, JobsIn(c.Document, languageOf(c.Document, language))
		for _, p := range c.Papers {
			a, ok := known[p.Heading.ArXivID]
			if !ok {
				without = append(without, Without{c.Document, p})
				continue
			}
			file.Jobs = append(file.Jobs, job(p, a))
		}
		if file.Jobs != nil {
			jobs = append(jobs, file)
		}
	}
	return jobs, without
}

func languageOf(d *digest.Document, given string) string {
	if l := langid.FromFileName(d.Path); l != "" {
		return l
	}
	if given != "" {
		return given
	}
	if l := langid.OfDigest(d); l != "" {
		return l
	}
	return "ko"
}
