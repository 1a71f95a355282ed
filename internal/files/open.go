package files

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"golang.org/x/term"
)

var (
	errEndless = errors.New("a device that never ends; name a file")
	errNobody  = errors.New("a named pipe, and nobody is at its other end")
)

// patience is how long the other end of a named pipe may take to appear: a shell
// that makes one starts the program that fills it at the same time.
const patience = 1500 * time.Millisecond

// Open opens a file for reading as [os.Open] does, but no device that never ends
// (/dev/zero, /dev/random): what reads to the end would take all memory. Pipes,
// terminals and /dev/null are files like others; a named pipe that nobody opens
// for writing is an error.
func Open(path string) (*os.File, error) {
	f, err := openFile(path, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	if endless(f) {
		f.Close()
		return nil, &fs.PathError{Op: "open", Path: path, Err: errEndless}
	}
	return f, nil
}

// openFile is [os.OpenFile], but it does not wait for ever for the other end of a
// named pipe.
func openFile(path string, flag int, perm fs.FileMode) (*os.File, error) {
	if info, err := os.Stat(path); err != nil || info.Mode()&fs.ModeNamedPipe == 0 {
		return os.OpenFile(path, flag, perm)
	}
	type opened struct {
		f   *os.File
		err error
	}
	done := make(chan opened, 1)
	go func() {
		f, err := os.OpenFile(path, flag, perm)
		done <- opened{f, err}
	}()
	select {
	case o := <-done:
		return o.f, o.err
	case <-time.After(patience):
		go func() {
			if o := <-done; o.f != nil {
				o.f.Close()
			}
		}()
		return nil, &fs.PathError{Op: "open", Path: path, Err: errNobody}
	}
}

// mostBytes bounds a file that is read whole. What is larger is no digest, and would
// not be done with in minutes.
const mostBytes = 1 << 30

var errLarge = fmt.Errorf("it has more than %d MB, which is no file to be read whole", mostBytes>>20)

// ReadFile reads a file that [Open] opens, up to 1 GB; its errors are those of the os
// package.
func ReadFile(path string) ([]byte, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var data bytes.Buffer
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		if info.Size() > mostBytes {
			return nil, &fs.PathError{Op: "read", Path: path, Err: errLarge}
		}
		data.Grow(int(info.Size()) + bytes.MinRead)
	}
	return readAll(&data, f)
}

// ReadAll reads to the end, but not more than 1 GB.
func ReadAll(r io.Reader) ([]byte, error) { return readAll(new(bytes.Buffer), r) }

func readAll(data *bytes.Buffer, r io.Reader) ([]byte, error) {
	if _, err := data.ReadFrom(io.LimitReader(r, mostBytes+1)); err != nil {
		return nil, err
	}
	if data.Len() > mostBytes {
		return nil, errLarge
	}
	return data.Bytes(), nil
}

// Finite is a reader, or one that fails if it is a device that never ends.
func Finite(r io.Reader) io.Reader {
	if f, ok := r.(*os.File); ok && endless(f) {
		return failing{}
	}
	return r
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errEndless }

func endless(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&fs.ModeCharDevice == 0 || term.IsTerminal(int(f.Fd())) {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err == nil && !os.SameFile(info, null)
}
