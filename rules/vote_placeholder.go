package rules

import "github.com/sumtool/sumtool/lint"

// VotePlaceholder reports a vote line without a number.
var VotePlaceholder = &lint.Rule{
	ID: "vote-placeholder", Category: lint.Fields, Severity: lint.Warning, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "the vote line holds a placeholder instead of a number",
		Why: "`Vote: -` is what the page shows while a paper has no votes; the scraper copied it. " +
			"Programs that sort by votes stumble over it.",
		Bad:  "### [A Paper](https://arxiv.org/abs/2405.00001)\n\nVote: -\n\nAuthors: A. Kim\n",
		Good: "### [A Paper](https://arxiv.org/abs/2405.00001)\n\nVote: 0\n\nAuthors: A. Kim\n",
	},
	Check: func(p *lint.Pass) {
		for i := range p.Papers {
			v := p.Papers[i].Votes
			if v == nil || isNumber(p.Bytes(v.Value)) {
				continue
			}
			at := v.Value
			if at.Empty() {
				at = v.Span
				p.Report(at, "the vote line holds no number; expected `Vote: 0` or the number of votes")
				continue
			}
			p.Report(at, "the vote line holds no number; expected 0 or the number of votes", lint.Suggest("0", lint.Unsafe))
		}
	},
}

// isNumber reports whether b is one or more ASCII digits, grouped by commas or not.
func isNumber(b []byte) bool {
	digits := 0
	for _, c := range b {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == ',' && digits > 0:
		default:
			return false
		}
	}
	return digits > 0
}
