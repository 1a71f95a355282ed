// Package suggest finds what a user meant by a misspelt name.
package suggest

import (
	"fmt"
	"strings"

	"github.com/xrash/smetrics"
)

// Closest returns the candidate nearest to word by edit distance, if one is
// near enough to be meant: at most a third of the word's length away, or begun by
// the word. Of equals the first wins.
func Closest(word string, candidates []string) (string, bool) {
	best, distance := "", len(word)/3+1
	for _, c := range candidates {
		if d := smetrics.WagnerFischer(strings.ToLower(word), strings.ToLower(c), 1, 1, 1); d < distance {
			best, distance = c, d
		}
	}
	if best == "" && len(word) >= 3 {
		for _, c := range candidates {
			if strings.HasPrefix(strings.ToLower(c), strings.ToLower(word)) {
				return c, true
			}
		}
	}
	return best, best != ""
}

// Hint returns ` (did you mean "x"?)` for the closest candidate, or "".
func Hint(word string, candidates []string) string {
	if c, ok := Closest(word, candidates); ok {
		return fmt.Sprintf(" (did you mean %q?)", c)
	}
	return ""
}

// HintOrList returns the hint, or all candidates where none is close.
func HintOrList(word string, candidates []string) string {
	if h := Hint(word, candidates); h != "" {
		return h
	}
	return " (one of " + strings.Join(candidates, ", ") + ")"
}
