package align

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/files"
)

// longestLine is more than any segment has, in bytes: a file without newlines is
// no text.
const longestLine = 64 << 20

// lines reads the lines of a file. A line ends at \n and nowhere else, as for
// the reference program; what follows the last \n is a line unless it is empty.
type lines struct {
	path  string
	in    io.Reader
	close func() error
	buf   []byte // read, from the beginning of a line
	fill  int
	block string // whole lines that are not used up
	n     int    // lines returned
	ended bool
}

// openLines opens a file, compressed or not.
func openLines(path string, stdin io.Reader) (*lines, error) {
	l := &lines{path: path, in: stdin, close: func() error { return nil }, buf: make([]byte, 1<<17)}
	if path == "-" {
		l.path = "<stdin>"
	} else {
		f, err := files.Open(path)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", path, cause(err))
		}
		l.in, l.close = f, f.Close
	}
	plain, err := files.Plain(l.in)
	if err != nil {
		l.close()
		return nil, fmt.Errorf("read %s: %w", l.path, err)
	}
	l.in = plain
	return l, nil
}

// cause strips the operation and the path that os puts around an error.
func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// next returns the next line; its error is io.EOF after the last.
func (l *lines) next() (string, error) {
	if l.block == "" {
		if err := l.read(); err != nil {
			return "", err
		}
	}
	line, rest, _ := strings.Cut(l.block, "\n")
	l.block = rest
	l.n++
	return line, nil
}

// read makes a block of whole lines.
func (l *lines) read() error {
	for !l.ended {
		if l.fill == len(l.buf) {
			if l.fill >= longestLine {
				return fmt.Errorf("%s:%d: a line of more than %d MiB; a segment is a line", l.path, l.n+1, longestLine>>20)
			}
			l.buf = append(l.buf, make([]byte, len(l.buf))...)
		}
		n, err := l.in.Read(l.buf[l.fill:])
		end := bytes.LastIndexByte(l.buf[l.fill:l.fill+n], '\n')
		if end >= 0 {
			end += l.fill + 1
		}
		l.fill += n
		if err == io.EOF {
			l.ended = true
			end = l.fill
		} else if err != nil {
			return fmt.Errorf("read %s: %w", l.path, cause(err))
		}
		if end > 0 {
			l.block = string(l.buf[:end])
			l.fill = copy(l.buf, l.buf[end:l.fill])
			return l.valid()
		}
	}
	if l.n == 0 {
		return fmt.Errorf("%s is empty; it needs a segment a line", l.path)
	}
	return io.EOF
}

// valid checks the block's encoding.
func (l *lines) valid() error {
	if utf8.ValidString(l.block) {
		return nil
	}
	n := l.n
	for line := range strings.Lines(l.block) {
		n++
		if at := invalidByte(line); at >= 0 {
			return fmt.Errorf("%s:%d: invalid UTF-8 at byte %d (0x%02X); convert the file to UTF-8", l.path, n, at+1, line[at])
		}
	}
	return nil
}

// invalidByte is the offset of the first byte that is no UTF-8, -1 if all are.
func invalidByte(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return -1
}

// rest counts the lines that are left.
func (l *lines) rest() (int, error) {
	for {
		if _, err := l.next(); err == io.EOF {
			return l.n, nil
		} else if err != nil {
			return l.n, err
		}
	}
}
