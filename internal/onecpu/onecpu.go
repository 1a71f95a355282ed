// Package onecpu keeps the program on one processor while it starts. Go prepares a
// program's packages one after the other; each time that something else becomes
// ready meanwhile, the runtime wakes another processor for it, which costs more
// than it brings: some 4 % of what it takes to lint one digest.
//
// Go prepares packages in the order of their paths, as far as what they import is
// ready. This one imports nothing but the runtime, so that it is among the first.
package onecpu

import "runtime"

// Processors is how many the runtime would use: GOMAXPROCS as it was.
var Processors = runtime.GOMAXPROCS(1)
