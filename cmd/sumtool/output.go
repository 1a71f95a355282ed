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
