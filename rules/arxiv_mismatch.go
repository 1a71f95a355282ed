package rules

import (
	"fmt"
	"strconv"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/lint"
)

// ArxivMismatch reports arXiv ids that contradict each other, the form of an id
// or the digest's date.
var ArxivMismatch = &lint.Rule{
	ID: "arxiv-mismatch", Category: lint.Fields, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "a paper's arXiv id is malformed, later than the digest, or not the thumbnail's",
		Why: "Link and thumbnail name the same paper by its id. Where they differ, one of them shows another paper. " +
			"An id's first four digits are the year and month of submission, which cannot lie after the digest's date.",
		Bad:  "### [A Paper](https://arxiv.org/abs/2405.00001)\n\n![](https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2405.00002.png)\n",
		Good: "### [A Paper](https://arxiv.org/abs/2405.00001)\n\n![](https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2405.00001.png)\n",
	},
	Check: func(p *lint.Pass) {
		for i := range p.Papers {
			checkArxiv(p, &p.Papers[i])
		}
	},
}

var (
	arxivID   = lazyregexp.New(`^(\d{2})(\d{2})\.\d{4,5}$`)
	arxivLink = lazyregexp.New(`^https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/([^?#]*)`)
	oldStyle  = lazyregexp.New(`^[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?$`)
)

func checkArxiv(p *lint.Pass, paper *digest.Paper) {
	h := paper.Heading
	if h.ArXivID == "" {
		m := arxivLink().FindStringSubmatch(p.Text(h.Link))
		if m != nil && !oldStyle().MatchString(m[1]) {
			p.Reportf(h.Link, "%q is no arXiv id; expected four digits, a full stop and four or five digits", m[1])
		}
		return
	}
	for i := range paper.Media {
		if m := &paper.Media[i]; m.ArXivID != "" && m.ArXivID != h.ArXivID {
			p.Report(m.URL, fmt.Sprintf("the thumbnail is of %s, the link of %s; one of them is another paper's", m.ArXivID, h.ArXivID),
				lint.Also(p.Place(h.ID), "the link's id"))
		}
	}
	year, month, ok := idMonth(h.ArXivID)
	if !ok {
		if arxivID().MatchString(h.ArXivID) {
			p.Reportf(h.ID, "%q is no arXiv id: there is no month %s", h.ArXivID, h.ArXivID[2:4])
		}
		return
	}
	if paper.Section < 0 {
		return
	}
	day, ok := parseDay(p.Headings[paper.Section].Day)
	if ok && (year > day.Year() || year == day.Year() && month > int(day.Month())) {
		p.Report(h.ID, fmt.Sprintf("the id is from %04d-%02d, after the digest's date %s", year, month, p.Headings[paper.Section].Day),
			lint.Also(p.Place(p.Headings[paper.Section].Date), "the digest's date"))
	}
}

// idMonth reads the year and month of a new-style id (since 2007).
func idMonth(id string) (year, month int, ok bool) {
	m := arxivID().FindStringSubmatch(id)
	if m == nil {
		return 0, 0, false
	}
	year, _ = strconv.Atoi(m[1])
	month, _ = strconv.Atoi(m[2])
	return 2000 + year, month, month >= 1 && month <= 12
}
