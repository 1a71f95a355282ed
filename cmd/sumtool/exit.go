package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"syscall"

	"github.com/sumtool/sumtool/internal/term"
)

// The exit statuses.
const (
	exitOK          = 0
	exitGate        = 1   // the run worked and the gate failed
	exitUsage       = 2   // wrong usage, config, unreadable input or output, unusable endpoint
	exitInterrupted = 130 // by the user
)

// gateError says that the run worked and the gate failed. An empty message
// prints nothing: the result has said it.
type gateError struct{ msg string }

func (e gateError) Error() string { return e.msg }

// errSaid says that the command has printed its errors, one a line.
var errSaid = errors.New("")

// saidStatus is the error of a command that has ended with a status and said why.
func saidStatus(code int) error {
	switch code {
	case exitOK:
		return nil
	case exitGate:
		return gateError{}
	case exitInterrupted:
		return context.Canceled
	}
	return errSaid
}

// status turns a command's error into an exit status, and says on stderr in one
// line why.
func status(err error, stderr io.Writer) int {
	var gate gateError
	switch {
	case err == nil, closedPipe(err):
		return exitOK
	case errors.Is(err, errSaid):
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "sumtool: interrupted")
		return exitInterrupted
	case errors.As(err, &gate):
		if gate.msg != "" {
			fmt.Fprintf(stderr, "sumtool: %s\n", term.OneLine(gate.msg))
		}
		return exitGate
	}
	fmt.Fprintf(stderr, "sumtool: %s\n", term.OneLine(err.Error()))
	return exitUsage
}

// closedPipe reports whether a write failed because nobody reads any more.
// Windows has numbers of its own for it: ERROR_BROKEN_PIPE and ERROR_NO_DATA.
func closedPipe(err error) bool {
	if runtime.GOOS == "windows" {
		return errors.Is(err, syscall.Errno(109)) || errors.Is(err, syscall.Errno(232))
	}
	return errors.Is(err, syscall.EPIPE)
}
