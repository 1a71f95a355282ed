// Package lazyregexp compiles regular expressions when they are first needed: a
// run uses few of the program's, and compiling all of them takes longer than
// linting a digest.
package lazyregexp

import (
	"regexp"
	"sync"
)

// New returns a function that compiles the expression once, and panics as
// [regexp.MustCompile] does if it is wrong. Goroutines may share it.
func New(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
