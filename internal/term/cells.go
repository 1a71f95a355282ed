// Package term knows the terminal: how wide text is in cells, which colours
// may be used, what is safe to print, tables and progress. It must not know
// what is printed with it.
package term

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// Width is the number of terminal cells that s takes: two for a Hangul
// syllable, none for a combining mark. It does not depend on the locale once
// [PinWidth] was called.
func Width(s string) int {
	cells := 0
	for _, r := range s {
		n := plainWidth(r)
		if n == 0 {
			return twwidth.WidthNoCache(s) // what is cached is never forgotten
		}
		cells += n
	}
	return cells
}

// plainWidth is the width of what most text is made of, ASCII, Hangul, dashes and
// quotes, whose characters join with nothing; 0 says to ask the library.
func plainWidth(r rune) int {
	switch {
	case 0x20 <= r && r < 0x7F, 0x2013 <= r && r <= 0x2026, r == '·', r == '×', r == '→':
		return 1
	case 0xAC00 <= r && r <= 0xD7A3:
		return 2
	}
	return 0
}

// PinWidth makes ambiguous characters (“ ” … →) one cell wide whatever the
// locale says, for tables and carets alike. The program calls it once.
func PinWidth() { twwidth.SetEastAsian(false) }

// Printable returns s with every character that could move the cursor, change
// colours or hide text replaced by a visible name: control characters by their
// control pictures (ESC becomes ␛), invisible and bidirectional ones by <U+202E>,
// invalid bytes by <0xFF>. A tab becomes one space. Text from digests goes to a
// terminal through it.
func Printable(s string) string {
	clean := true
	for i, r := range s {
		if !plain(r) || r == utf8.RuneError && invalidAt(s, i) {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && invalidAt(s, i):
			fmt.Fprintf(&b, "<0x%02X>", s[i])
		case plain(r):
			b.WriteRune(r)
		case r == '\t':
			b.WriteByte(' ')
		case r < 0x20:
			b.WriteRune(0x2400 + r)
		case r == 0x7F:
			b.WriteRune(0x2421)
		default:
			fmt.Fprintf(&b, "<U+%04X>", r)
		}
	}
	return b.String()
}

// maxMessage bounds a message, in bytes: some quote what is wrong, and that may be
// a whole file.
const maxMessage = 2000

// OneLine makes a message [Printable] and keeps it on one line. A long one keeps
// its ends, which say where it is wrong and how to mend it.
func OneLine(s string) string {
	s = Printable(strings.Join(strings.Fields(strings.ReplaceAll(s, "\n", "; ")), " "))
	if len(s) > maxMessage {
		s = strings.ToValidUTF8(s[:maxMessage*3/4], "") + " … " + strings.ToValidUTF8(s[len(s)-maxMessage/4:], "")
	}
	return s
}

func invalidAt(s string, i int) bool {
	_, n := utf8.DecodeRuneInString(s[i:])
	return n == 1
}

// plain reports whether a rune prints as itself and only as itself. Emoji
// joiners and variation selectors are plain: they only join what stands beside
// them.
func plain(r rune) bool {
	switch {
	case r >= 0x20 && r < 0x7F, r >= 0xAC00 && r <= 0xD7A3:
		return true
	case r < 0xA0, r == 0xAD:
		return false
	case r == 0x200D, r >= 0xFE00 && r <= 0xFE0F:
		return true
	}
	return !unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Zl, r) && !unicode.Is(unicode.Zp, r)
}

// Truncate cuts s to at most width cells, the last of them an ellipsis if
// something was cut.
func Truncate(s string, width int) string {
	if Width(s) <= width {
		return s
	}
	cells := 0
	for i, r := range s {
		w := plainWidth(r)
		if w == 0 {
			w = Width(string(r))
		}
		if cells+w > width-1 {
			return s[:i] + "…"
		}
		cells += w
	}
	return s
}
