package rules

import (
	"fmt"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// AuthorsDuplicate reports a name that stands in a list more than once.
var AuthorsDuplicate = &lint.Rule{
	ID: "authors-duplicate", Category: lint.Fields, Severity: lint.Error, Fix: lint.Safe,
	Doc: lint.Doc{
		Summary: "the same author is listed twice",
		Why:     "The page shows some authors twice (with and without an account), and the scraper took both.",
		Bad:     "### [A Paper](https://arxiv.org/abs/2405.00001)\n\nAuthors: Haneul Kim, Marta Ruiz, Haneul Kim\n",
		Good:    "### [A Paper](https://arxiv.org/abs/2405.00001)\n\nAuthors: Haneul Kim, Marta Ruiz, Haneul Lim\n",
	},
	Check: func(p *lint.Pass) {
		for i := range p.Papers {
			if a := p.Papers[i].Authors; a != nil {
				duplicateAuthors(p, a)
			}
		}
	},
}

func duplicateAuthors(p *lint.Pass, a *digest.Authors) {
	first := make(map[string]digest.Span, len(a.Names))
	for i, n := range a.Names {
		at, again := first[n.Name]
		if !again {
			first[n.Name] = n.Span
			continue
		}
		if n.Name == "+" { // authors-stray's business
			continue
		}
		opts := []lint.Option{lint.Suggest("", lint.NoFix), lint.Also(p.Place(at), "first listed here")}
		if !a.Repr { // authors-repr rewrites the whole line first
			opts = append(opts, lint.WithFix(lint.Safe, dropAuthor(a, i)))
		}
		p.Report(n.Span, fmt.Sprintf("%q is listed already; keep one", n.Name), opts...)
	}
}
