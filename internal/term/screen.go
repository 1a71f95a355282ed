package term

import (
	"bytes"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

// Screen is a terminal that results are shown on. Whatever they hold, it obeys line
// ends, tabs and the colours of [Style], and nothing else: all other text is shown
// as [Printable] does. Formats that carry a digest's text unchanged, for programs,
// are harmless on it, too.
type Screen struct {
	File *os.File
	w    io.Writer
	held []byte // the beginning of a character or of a sequence
}

// NewScreen shows results on a terminal.
func NewScreen(f *os.File) *Screen { return &Screen{File: f, w: f} }

// Write implements [io.Writer].
func (s *Screen) Write(p []byte) (int, error) {
	s.held = append(s.held, p...)
	if err := s.show(false); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Flush shows what the last Write left incomplete.
func (s *Screen) Flush() error { return s.show(true) }

// show shows what is complete, or all of it.
func (s *Screen) show(all bool) error {
	var b strings.Builder
	rest := s.held
	for len(rest) > 0 {
		n, text := next(rest)
		if n == 0 && !all {
			break
		}
		if n == 0 {
			n, text = len(rest), Printable(string(rest))
		}
		b.WriteString(text)
		rest = rest[n:]
	}
	s.held = append(s.held[:0], rest...)
	_, err := io.WriteString(s.w, b.String())
	return err
}

// next is the length of what stands at the beginning of p, and what it is shown as.
// The length is 0 if more must come to tell.
func next(p []byte) (int, string) {
	const special = "\n\t\x1b"
	switch {
	case p[0] == '\n' || p[0] == '\t':
		return 1, string(p[:1])
	case p[0] == '\x1b':
		for _, code := range codes {
			sequence := sgr(code)
			if bytes.HasPrefix(p, []byte(sequence)) {
				return len(sequence), sequence
			}
		}
		if slices.ContainsFunc(codes, func(code string) bool { return strings.HasPrefix(sgr(code), string(p)) }) {
			return 0, ""
		}
		return 1, Printable(string(p[:1]))
	}
	n := bytes.IndexAny(p, special)
	if n < 0 {
		n = len(p)
		for tail := max(0, n-utf8.UTFMax+1); tail < n; tail++ {
			if utf8.RuneStart(p[tail]) && !utf8.FullRune(p[tail:]) {
				n = tail
				break
			}
		}
	}
	return n, Printable(string(p[:n]))
}
