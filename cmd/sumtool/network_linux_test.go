//go:build !race

package main

import (
	"runtime"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// offline runs f with a filter of system calls that kills every program which f
// starts and which asks for a socket of the internet. It reports whether the
// system can do that.
func offline(t *testing.T, f func()) bool {
	t.Helper()
	done := make(chan error)
	go func() {
		// The filter is the thread's. It is never unlocked, and ends with the goroutine.
		runtime.LockOSThread()
		err := forbidSockets()
		defer func() { done <- err }()
		f()
	}()
	err := <-done
	if err != nil {
		t.Logf("system calls cannot be filtered here: %v", err)
	}
	return err == nil
}

// forbidSockets filters the system calls of this thread and its children.
func forbidSockets() error {
	load := func(offset uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: offset}
	}
	unlike := func(value uint32, skip uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: value, Jf: skip}
	}
	end := func(verdict uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: verdict}
	}
	const number, firstArgument = 0, 16 // where they are in the kernel's struct seccomp_data
	filter := []unix.SockFilter{
		load(number),
		unlike(unix.SYS_SOCKET, 5),
		load(firstArgument),
		unlike(unix.AF_INET, 1),
		end(unix.SECCOMP_RET_KILL_PROCESS),
		unlike(unix.AF_INET6, 1),
		end(unix.SECCOMP_RET_KILL_PROCESS),
		end(unix.SECCOMP_RET_ALLOW),
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	return unix.Prctl(unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&program)), 0, 0)
}

// TestOfflineKills shows that the filter does what it is there for.
func TestOfflineKills(t *testing.T) {
	s := newSpy(t)
	p := &process{}
	if !offline(t, func() {
		p = start(t, networkDesk(t), nil, s.env(), "doctor", "--retries", "0")
		<-p.done
	}) {
		t.Skip("system calls cannot be filtered here")
	}
	if state := p.cmd.ProcessState.Sys().(syscall.WaitStatus); !state.Signaled() || state.Signal() != syscall.SIGSYS || len(s.asked()) > 0 {
		t.Errorf("%v, asked for %v", p.cmd.ProcessState, s.asked())
	}
}
