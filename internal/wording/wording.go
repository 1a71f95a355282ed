// Package wording puts numbers and lists into the sentences that a person reads. It knows no
// room of this program.
package wording

import (
	"fmt"
	"strings"
)

// Count words a number of things: 1 file, 2 files. The noun's plural must be made
// by an s.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Bytes words a size: 512 bytes, 1.5 KB, 2.0 MB; a KB has 1024 bytes.
func Bytes(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.1f KB", float64(n)/(1<<10))
	}
	return Count(int(n), "byte")
}

// Join lists names as a sentence does: a, b and c; "nothing" for none.
func Join(names []string) string {
	switch n := len(names); n {
	case 0:
		return "nothing"
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}

// First lists at most so many names and counts the others: a, b and 3 more.
func First(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
