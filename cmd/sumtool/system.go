package main

import (
	"io"
	"os"
	"time"

	xterm "golang.org/x/term"

	"github.com/sumtool/sumtool/internal/term"
)

// system is what the program has of the outside world, files aside.
type system struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	getenv func(string) string
	linger func(time.Duration) // asks for that long to end in after an interrupt; may be nil
	tune   func(workload)      // fits the Go runtime to what comes; may be nil
}

// terminal reports whether w is a terminal, and how wide it is in cells (0 if
// that cannot be told).
func terminal(w io.Writer) (bool, int) {
	if s, ok := w.(*term.Screen); ok {
		w = s.File
	}
	f, ok := w.(*os.File)
	if !ok || !xterm.IsTerminal(int(f.Fd())) {
		return false, 0
	}
	width, _, err := xterm.GetSize(int(f.Fd()))
	if err != nil {
		width = 0
	}
	return true, width
}
