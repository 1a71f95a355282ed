package memory

import (
	"bytes"
	"errors"
	"io"
)

// maxText bounds the text between two tags of a TMX file, in bytes: the XML decoder
// keeps all of it.
const maxText = maxLine

var errNoTags = errors.New("no TMX file: 16 MB without a tag")

// tagged reads what has a tag every now and then.
type tagged struct {
	r     io.Reader
	since int // bytes since the last tag began
}

func (t *tagged) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	if i := bytes.LastIndexByte(p[:n], '<'); i >= 0 {
		t.since = n - i
	} else if t.since += n; t.since > maxText {
		return 0, errNoTags
	}
	return n, err
}
