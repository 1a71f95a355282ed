package main

import (
	"os"
	"runtime"
	"runtime/debug"

	"github.com/sumtool/sumtool/internal/onecpu"
)

// workload is what a command is about to do, as far as the Go runtime cares.
type workload int

const (
	// The work is spread over the processors. A command that does not say so stays on
	// the one that the program starts on.
	parallel workload = iota
	// It is, and nothing of a stream of files is kept, so that the heap is small and
	// its garbage would be collected every few files.
	stream
)

// tune fits the Go runtime to a command. The figures are measured, not derived.
func tune(w workload) {
	runtime.GOMAXPROCS(onecpu.Processors)
	if w == stream {
		debug.SetGCPercent(200)
	}
}

// expect says what the command is about to do.
func (s system) expect(w workload) {
	if s.tune != nil {
		s.tune(w)
	}
}

// isDigest reports whether a path names a file, and one of a digest's size.
func isDigest(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Size() < 256<<10
}
