package files

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
)

// Plain reads what may be compressed by gzip, which is known by its first bytes: no
// UTF-8 text begins with them. It waits for no more of a slow stream than it needs.
func Plain(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	magic, _ := b.Peek(1)
	if len(magic) == 1 && magic[0] == 0x1F {
		magic, _ = b.Peek(2)
	}
	if !bytes.Equal(magic, []byte{0x1F, 0x8B}) {
		return b, nil
	}
	return gzip.NewReader(b)
}
