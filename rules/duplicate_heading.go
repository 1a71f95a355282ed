package rules

import "github.com/sumtool/sumtool/lint"

// DuplicateHeading reports a second list for the same day in one file.
var DuplicateHeading = &lint.Rule{
	ID: "duplicate-heading", Category: lint.Fields, Severity: lint.Warning,
	Doc: lint.Doc{
		Summary: "the same day's heading stands twice in one file",
		Why:     "The program that writes the digest ran twice and appended its second list to the first.",
		Bad:     "## Daily Papers (2024-05-30)\n\n## Daily Papers (2024-05-30)\n",
		Good:    "## Daily Papers (2024-05-30)\n",
	},
	Check: func(p *lint.Pass) {
		first := map[string]int{}
		for i := range p.Headings {
			text := p.Text(p.Headings[i].Text)
			j, again := first[text]
			if !again {
				first[text] = i
				continue
			}
			p.Report(p.Headings[i].Span, "the heading stands in this file already: two runs were appended; keep one list",
				lint.Also(p.Place(p.Headings[j].Span), "first here"))
		}
	},
}
