package rules

import (
	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// dropAuthor is the edit that removes the i-th name of a plain authors line
// together with one separator: the one before it, or the one after the first.
func dropAuthor(a *digest.Authors, i int) lint.Edit {
	at := a.Names[i].Span
	switch {
	case i > 0:
		at.Start = a.Names[i-1].Span.End
	case len(a.Names) > 1:
		at.End = a.Names[1].Span.Start
	}
	return lint.Edit{Span: at}
}
