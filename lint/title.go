package lint

import (
	"fmt"
	"strings"
)

// FixTitle words what the finding's fix does, for menus: Write “…”. Without a
// fix it is empty.
func (f *Finding) FixTitle() string {
	if f.Fix == nil {
		return ""
	}
	title := "Fix " + f.Rule
	switch {
	case f.Suggestion == nil:
	case *f.Suggestion == "":
		title = fmt.Sprintf("Delete “%s”", brief(f.Text))
	default:
		title = fmt.Sprintf("Write “%s”", brief(*f.Suggestion))
	}
	if f.Fix.Safety != Safe {
		title += " (may change a word)"
	}
	return title
}

// brief cuts a text to what a menu can show, on one line.
func brief(s string) string {
	const most = 40 // code points
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return string(r)
}
