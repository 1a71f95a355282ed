package main

import (
	"bytes"
	"io"

	"github.com/sumtool/sumtool/internal/files"
)

// writeFile collects what write prints and puts it in place atomically.
func writeFile(path string, write func(w io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	return files.WriteAtomic(path, b.Bytes())
}

// keeper is a writer that keeps its first error: a library that prints help or a
// table may not look at what its writes return.
type keeper struct {
	w   io.Writer
	err error
}

func (k *keeper) Write(p []byte) (int, error) {
	n, err := k.w.Write(p)
	if k.err == nil {
		k.err = err
	}
	return n, err
}
