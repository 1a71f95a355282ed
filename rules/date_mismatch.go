package rules

import (
	"fmt"
	"strings"
	"time"

	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/lint"
)

// DateMismatch reports a date heading that is impossible or contradicts the
// file's path.
var DateMismatch = &lint.Rule{
	ID: "date-mismatch", Category: lint.Fields, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "the digest's date is impossible, missing or not the one of its path",
		Why:     "`2024/05/30.md` and `2024-05-30.md` must hold the digest of that day; otherwise a day was overwritten or misfiled.",
		Bad:     "## Daily Papers (2024-05-32)\n",
		Good:    "## Daily Papers (2024-05-30)\n",
	},
	Check: func(p *lint.Pass) {
		want, named := pathDay(p.Path)
		for i := range p.Headings {
			h := &p.Headings[i]
			if h.Day == "" {
				if named && strings.HasPrefix(p.Text(h.Text), "Daily Papers") {
					p.Reportf(h.Span, "the heading names no day; the path says %s", want.Format(time.DateOnly))
				}
				continue
			}
			day, ok := parseDay(h.Day)
			switch {
			case !ok:
				p.Reportf(h.Date, "%q is no day of the calendar; expected YYYY-MM-DD", h.Day)
			case named && !day.Equal(want):
				p.Report(h.Date, fmt.Sprintf("the heading says %s, the path %s; one of them is wrong", h.Day, want.Format(time.DateOnly)))
			}
		}
	},
}

func parseDay(s string) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, s)
	return t, err == nil
}

var pathDate = lazyregexp.New(`(?:^|[/\\])(\d{4})[-/\\](\d{2})[-/\\](\d{2})(?:\.[a-z]{2,3})?\.md$`)

// pathDay reads the day off a path: 2024/05/30.md, 2024-05-30.md, 2024-05-30.en.md.
func pathDay(path string) (time.Time, bool) {
	m := pathDate().FindStringSubmatch(path)
	if m == nil {
		return time.Time{}, false
	}
	return parseDay(m[1] + "-" + m[2] + "-" + m[3])
}
