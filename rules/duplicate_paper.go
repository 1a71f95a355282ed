package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/lint"
)

// DuplicatePaper reports an arXiv id that is listed twice in a file or a run.
var DuplicatePaper = &lint.Rule{
	ID: "duplicate-paper", Category: lint.Fields, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "the same paper is listed twice",
		Why: "Within a file it is an error. Across the files of one run it is a warning that names the other place: " +
			"the page lists a paper again when it is submitted again.",
		Bad: "### [A Paper](https://arxiv.org/abs/2405.00001)\n\n- 새로운 방법을 제안합니다.\n\n" +
			"### [A Paper](https://arxiv.org/abs/2405.00001v2)\n\n- 새로운 방법을 제안합니다.\n",
		Good: "### [A Paper](https://arxiv.org/abs/2405.00001)\n\n### [B Paper](https://arxiv.org/abs/2405.00002)\n",
	},
	Check: func(p *lint.Pass) {
		first := map[string]digest.Span{}
		for i := range p.Papers {
			h := p.Papers[i].Heading
			if h.ArXivID == "" {
				continue
			}
			if at, again := first[h.ArXivID]; again {
				p.Report(h.Span, fmt.Sprintf("paper %s stands in this file already; keep one", h.ArXivID), lint.Also(p.Place(at), "first here"))
				continue
			}
			first[h.ArXivID] = h.Span
		}
	},
	Collect: func(p *lint.Pass) any {
		listed := make([]listedPaper, 0, len(p.Papers))
		seen := map[string]bool{}
		for i := range p.Papers {
			if h := p.Papers[i].Heading; h.ArXivID != "" && !seen[h.ArXivID] {
				seen[h.ArXivID] = true
				listed = append(listed, listedPaper{strings.Clone(h.ArXivID), h.Span})
			}
		}
		if len(listed) == 0 {
			return nil
		}
		return listed
	},
	Conclude: func(r *lint.Run) {
		// A paper and its editions are listed once each: keys hold the language.
		type listing struct {
			key         uint64
			fact, paper int32
		}
		var all []listing
		for n, fact := range r.Facts {
			language := []byte(langid.FromFileName(fact.Path) + " ")
			for i, l := range fact.Value.([]listedPaper) {
				all = append(all, listing{hashOf(language, []byte(l.id)), int32(n), int32(i)})
			}
		}
		slices.SortFunc(all, func(a, b listing) int {
			return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.fact, b.fact), cmp.Compare(a.paper, b.paper))
		})
		paper := func(l listing) (lint.Site, listedPaper) {
			p := r.Facts[l.fact].Value.([]listedPaper)[l.paper]
			return lint.Site{Input: r.Facts[l.fact].Input, Span: p.at}, p
		}
		first := 0
		for i := 1; i < len(all); i++ {
			if all[i].key != all[first].key {
				first = i
				continue
			}
			here, p := paper(all[i])
			there, _ := paper(all[first])
			r.Report(here, fmt.Sprintf("paper %s is listed in %s as well", p.id, r.Facts[all[first].fact].Path), there, "also here", lint.At(lint.Warning))
		}
	},
}

// listedPaper is what duplicate-paper keeps of a paper.
type listedPaper struct {
	id string
	at digest.Span // its heading
}
