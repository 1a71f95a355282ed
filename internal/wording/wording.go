// Package wording puts numbers into the sentences that a person reads. It knows no
// room of this program.
package wording

import "fmt"

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
