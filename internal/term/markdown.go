package term

import (
	"fmt"
	"strings"
)

var lineBreaks = strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ")

// Markdown keeps a text from a digest from being Markdown, HTML, a link or a mention
// of somebody, and in a table's cell.
func Markdown(s string) string {
	s = Printable(lineBreaks.Replace(s))
	var b strings.Builder
	for i, r := range s {
		switch r {
		case ':', '.': // of an address, which GitHub makes a link of
			if strings.HasPrefix(s[i:], ":/") || i >= 3 && strings.EqualFold(s[i-3:i], "www") {
				fmt.Fprintf(&b, "&#%d;", r)
			} else {
				b.WriteRune(r)
			}
		case '|', '\\', '`', '*', '_', '[', ']', '<', '>', '&', '~', '#', '$', '@', '!':
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
