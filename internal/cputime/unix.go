//go:build unix

// Package cputime measures processor time, for tests that compare how long
// things take: unlike time on the clock it does not depend on what else the
// machine does.
package cputime

import (
	"syscall"
	"time"
)

// Of returns the processor time that this process spends in f. Nothing else
// should run meanwhile.
func Of(f func()) time.Duration {
	start := used()
	f()
	return used() - start
}

func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
