package files

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
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
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, damaged(err)
	}
	return packed{z}, nil
}

// packed says of what cannot be unpacked that it is damaged.
type packed struct{ from *gzip.Reader }

func (p packed) Read(b []byte) (int, error) {
	n, err := p.from.Read(b)
	if err != nil && err != io.EOF {
		err = damaged(err)
	}
	return n, err
}

func damaged(err error) error {
	return fmt.Errorf("its gzip data is cut short or damaged (%w); compress it again", err)
}
