package rules

import (
	"strings"

	"github.com/sumtool/sumtool/lint"
)

// AuthorsRepr reports an authors line that is a Python list.
var AuthorsRepr = &lint.Rule{
	ID: "authors-repr", Category: lint.Fields, Severity: lint.Error, Fix: lint.Safe,
	Doc: lint.Doc{
		Summary: "the authors are printed as a Python list",
		Why:     "The program that wrote the digest printed its list of names without joining it, so readers see brackets and quotes around every name.",
		Bad:     "### [A Paper](https://arxiv.org/abs/2405.00001)\n\nAuthors: ['Haneul Kim', \"Sean O'Neil\"]\n",
		Good:    "### [A Paper](https://arxiv.org/abs/2405.00001)\n\nAuthors: Haneul Kim, Sean O'Neil\n",
	},
	Check: func(p *lint.Pass) {
		for i := range p.Papers {
			a := p.Papers[i].Authors
			if a == nil || !a.Repr {
				continue
			}
			names := make([]string, len(a.Names))
			for j := range a.Names {
				names[j] = a.Names[j].Name
			}
			const message = "the authors are printed as a Python list; join the names with commas"
			if len(names) == 0 {
				p.Report(a.Value, message)
				continue
			}
			p.Report(a.Value, message, lint.Suggest(strings.Join(names, ", "), lint.Safe))
		}
	},
}
