package rules

import (
	"fmt"
	"slices"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// MissingField reports papers that lack a field which the template requires.
var MissingField = &lint.Rule{
	ID: "missing-field", Category: lint.Fields, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "a paper lacks its link, votes, authors, thumbnail or bullets",
		Why: "Readers and programs rely on every paper having the fields that `template.required` lists. " +
			"Older digests were written without some of them: a field that no paper of the file has is only an info.",
		Bad: "### [A Paper](https://arxiv.org/abs/2405.00001)\n\nVote: 3\n\n- 새로운 방법을 제안합니다.\n\n" +
			"### [B Paper](https://arxiv.org/abs/2405.00002)\n\n- 새로운 데이터셋을 공개합니다.\n",
		Good: "### [A Paper](https://arxiv.org/abs/2405.00001)\n\n![](https://example.org/a.png)\n\nVote: 3\n\nAuthors: A. Kim\n\n- 새로운 방법을 제안합니다.\n",
	},
	Check: func(p *lint.Pass) {
		for _, field := range requiredFields {
			if slices.Contains(p.Template.Required, field.name) {
				checkRequired(p, field)
			}
		}
	},
}

// requiredField is a field that a template can require.
type requiredField struct {
	name string
	has  func(*digest.Paper) bool
	mend string
}

var requiredFields = []requiredField{
	{"link", func(p *digest.Paper) bool { return !p.Heading.Link.Empty() }, "write the title as [title](https://arxiv.org/abs/ID)"},
	{"votes", func(p *digest.Paper) bool { return p.Votes != nil }, "add a vote line"},
	{"authors", func(p *digest.Paper) bool { return p.Authors != nil && len(p.Authors.Names) > 0 }, "add an authors line"},
	{"thumbnail", func(p *digest.Paper) bool { return len(p.Media) > 0 }, "add the paper's picture or video"},
	{"bullets", func(p *digest.Paper) bool { return len(p.Bullets) > 0 }, "add a summary"},
}

// RequiredFields lists the names that a template's `required` may hold.
func RequiredFields() []string {
	names := make([]string, len(requiredFields))
	for i, f := range requiredFields {
		names[i] = f.name
	}
	return names
}

func checkRequired(p *lint.Pass, field requiredField) {
	anywhere := false
	for i := range p.Papers {
		anywhere = anywhere || field.has(&p.Papers[i])
	}
	for i := range p.Papers {
		paper := &p.Papers[i]
		switch {
		case field.has(paper):
		case anywhere || field.name == "bullets" || field.name == "link":
			p.Report(paper.Heading.Span, fmt.Sprintf("the paper has no %s; %s", field.name, field.mend))
		default:
			p.Report(paper.Heading.Span, fmt.Sprintf("the paper has no %s, like all papers of this file", field.name), lint.At(lint.Info))
		}
	}
}
