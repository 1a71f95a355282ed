package rules

import (
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// AuthorsStray reports tokens among the authors that are no names.
var AuthorsStray = &lint.Rule{
	ID: "authors-stray", Category: lint.Fields, Severity: lint.Error, Fix: lint.Safe,
	Doc: lint.Doc{
		Summary: "an author is called + or begins with \"and\"",
		Why: "The page's \"+N authors\" button was scraped as a name, or the last name kept the word that joined it. " +
			"Unusual names (01. AI, o3 contributors, STGG+) are left alone.",
		Bad:  "### [A Paper](https://arxiv.org/abs/2405.00001)\n\nAuthors: Haneul Kim, +, Marta Ruiz, and Jonas Weber\n",
		Good: "### [A Paper](https://arxiv.org/abs/2405.00001)\n\nAuthors: Haneul Kim, Andy Ruiz, 01. AI, STGG+\n",
	},
	Check: func(p *lint.Pass) {
		for i := range p.Papers {
			if a := p.Papers[i].Authors; a != nil {
				strayAuthors(p, a)
			}
		}
	},
}

func strayAuthors(p *lint.Pass, a *digest.Authors) {
	for i, n := range a.Names {
		switch {
		case n.Name == "+":
			opts := []lint.Option{lint.Suggest("", lint.NoFix)}
			if !a.Repr { // authors-repr rewrites the whole line first
				opts = append(opts, lint.WithFix(lint.Safe, dropAuthor(a, i)))
			}
			p.Report(n.Span, `"+" is the page's button for more authors, no name; delete it`, opts...)
		case strings.HasPrefix(n.Name, "and ") && len(n.Name) > len("and "):
			name := strings.TrimLeft(n.Name[len("and "):], " ")
			p.Report(n.Span, `the name begins with "and", which joined it to the list; delete the word`, lint.Suggest(name, lint.Safe))
		}
	}
}
