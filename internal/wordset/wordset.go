// Package wordset builds sets of words when they are first needed: a run uses few
// of the program's.
package wordset

import (
	"strings"
	"sync"
)

// New returns a function that returns the set of the words, which white space
// parts. Goroutines may share it; nobody may change the set.
func New(words string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for w := range strings.FieldsSeq(words) {
			set[w] = true
		}
		return set
	})
}
