package rules

import (
	"regexp"
	"sync"
)

// lazy returns a regular expression that is compiled when it is first needed:
// a run uses few of the rules' expressions, and compiling all of them would take
// longer than linting a digest.
func lazy(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
