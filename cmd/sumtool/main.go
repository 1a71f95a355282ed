// Command sumtool checks, translates and scores Markdown digests of papers.
//
// This package knows the command line: flags in, one call, an exit status out.
// What the commands do lives in the packages lint, translate and evaluate.
package main

import (
	"context"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

// grace is how long an interrupted command may take to put its work in order, if it
// does not ask for more.
const grace = 2 * time.Second

func main() {
	// A closed pipe is not a crash: writes fail with EPIPE, and the commands
	// end quietly with the status they would have had.
	signal.Ignore(syscall.SIGPIPE)
	ctx, interrupt := context.WithCancel(context.Background())
	var patience atomic.Int64
	patience.Store(int64(grace))
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		interrupt()
		// What cannot be told to stop, such as a read from a pipe that nobody writes
		// to, is left behind; a second interrupt waits for nothing.
		select {
		case <-signals:
		case <-time.After(time.Duration(patience.Load())):
		}
		os.Exit(status(ctx.Err(), os.Stderr))
	}()
	os.Exit(run(ctx, os.Args, system{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv,
		linger: func(d time.Duration) { patience.Store(int64(d)) },
		tune:   tune}))
}
