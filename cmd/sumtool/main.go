// Command sumtool checks, translates and scores Markdown digests of papers.
//
// This package knows the command line: flags in, one call, an exit status out.
// What the commands do lives in the packages lint, translate and evaluate.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
)

// grace is how long an interrupted command may take to put its work in order.
const grace = 2 * time.Second

func main() {
	// Runs are short and live data is small: collecting garbage less often
	// saves a tenth of the time and costs a few megabytes.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	// A closed pipe is not a crash: writes fail with EPIPE, and the commands
	// end quietly with the status they would have had.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// After the first interrupt the default handling is back: a second one
	// ends the program at once. What cannot be told to stop, such as a read from
	// a pipe that nobody writes to, is left behind after a grace period.
	context.AfterFunc(ctx, func() {
		stop()
		time.Sleep(grace)
		os.Exit(status(ctx.Err(), os.Stderr))
	})
	os.Exit(run(ctx, os.Args, system{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv}))
}
