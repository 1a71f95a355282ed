package rules

import "github.com/sumtool/sumtool/internal/lazyregexp"

// lazy returns a regular expression that is compiled when it is first needed.
var lazy = lazyregexp.New
