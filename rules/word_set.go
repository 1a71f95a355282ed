package rules

import (
	"strings"
	"sync"
)

// wordSet returns a set of words that is built when it is first needed.
func wordSet(words string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for w := range strings.FieldsSeq(words) {
			set[w] = true
		}
		return set
	})
}
