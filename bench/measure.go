package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// sample is what one run of a program took.
type sample struct {
	wall, cpu time.Duration // cpu is user and system time, over all cores
	memory    int64         // the most that was resident at a time, in bytes; 0 where it cannot be told
}

// errSlow says that a run was ended because it took longer than the limit.
var errSlow = errors.New("over the limit")

// measure runs a program once. Findings are no failure: any exit status but those
// of a crash or wrong usage will do.
func measure(t *tool, dir string, limit time.Duration) (sample, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, t.command[0], t.command[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), t.env...)
	var complaint bytes.Buffer
	cmd.Stderr = &tail{buffer: &complaint}
	start := time.Now()
	err := cmd.Run()
	s := sample{wall: time.Since(start)}
	if ctx.Err() != nil {
		return s, errSlow
	}
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() > 1 || exit.ExitCode() < 0) {
		return s, fmt.Errorf("%s: %w: %s", strings.Join(t.command, " "), err, strings.TrimSpace(complaint.String()))
	}
	s.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	s.memory = peak(cmd.ProcessState)
	return s, nil
}

// tail keeps the last bytes that a program says about itself.
type tail struct{ buffer *bytes.Buffer }

func (t *tail) Write(p []byte) (int, error) {
	const most = 400
	t.buffer.Write(p)
	if extra := t.buffer.Len() - most; extra > 0 {
		t.buffer.Next(extra)
	}
	return len(p), nil
}

// median is taken of each quantity by itself.
func median(samples []sample) sample {
	return sample{
		wall:   middle(samples, func(s sample) time.Duration { return s.wall }),
		cpu:    middle(samples, func(s sample) time.Duration { return s.cpu }),
		memory: middle(samples, func(s sample) int64 { return s.memory }),
	}
}

func middle[N ~int64](samples []sample, of func(sample) N) N {
	values := make([]N, len(samples))
	for i, s := range samples {
		values[i] = of(s)
	}
	slices.Sort(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}
