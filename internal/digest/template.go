package digest

// Template is what the parser takes for a digest's layout. The zero value is
// not useful: start from [DefaultTemplate].
type Template struct {
	DateLevel     int      // heading level of the day, 1–6
	PaperLevel    int      // heading level of a paper, 1–6, below DateLevel
	VotePrefix    string   // of the vote line, with its colon
	AuthorsPrefix string   // of the authors line, with its colon
	Labels        []string // the section labels of a bullet, in their usual order
	Required      []string // what every paper should have: link, votes, authors, thumbnail, bullets
}

// DefaultTemplate returns the layout of the daily digests of Hugging Face's papers.
func DefaultTemplate() Template {
	return Template{
		DateLevel:     2,
		PaperLevel:    3,
		VotePrefix:    "Vote:",
		AuthorsPrefix: "Authors:",
		Labels:        []string{"What's New", "Technical Details", "Performance Highlights"},
		Required:      []string{"link", "votes", "authors", "thumbnail", "bullets"},
	}
}
