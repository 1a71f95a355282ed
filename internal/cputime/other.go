//go:build !unix

// Package cputime measures processor time, for tests that compare how long
// things take. Here it is time on the clock.
package cputime

import "time"

// Of returns the time that f takes.
func Of(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}
