package lsp

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
)

// text is a document's text with the offsets of its lines. The protocol divides
// lines at \n, \r\n and \r, and counts columns in UTF-16 code units.
type text struct {
	content string
	lines   []int // byte offsets of line starts
}

func newText(content string) *text {
	t := &text{content: content, lines: make([]int, 1, 64+strings.Count(content, "\n"))}
	next := strings.IndexByte
	if strings.IndexByte(content, '\r') >= 0 {
		next = func(s string, _ byte) int { return strings.IndexAny(s, "\r\n") }
	}
	for i := 0; i < len(content); {
		j := next(content[i:], '\n')
		if j < 0 {
			break
		}
		i += j + 1
		if content[i-1] == '\r' && i < len(content) && content[i] == '\n' {
			i++
		}
		t.lines = append(t.lines, i)
	}
	return t
}

// offset converts a position to a byte offset. One beyond a line's end means the
// line's end, one beyond the text the text's end, as the protocol has it.
func (t *text) offset(p position) int {
	if p.Line < 0 {
		return 0
	}
	if p.Line >= len(t.lines) {
		return len(t.content)
	}
	line := t.line(p.Line)
	units := 0
	for i, r := range line {
		if units >= p.Character {
			return t.lines[p.Line] + i
		}
		units += width16(r)
	}
	return t.lines[p.Line] + len(line)
}

// line returns a line without its end.
func (t *text) line(n int) string {
	end := len(t.content)
	if n+1 < len(t.lines) {
		end = t.lines[n+1]
	}
	return strings.TrimRight(t.content[t.lines[n]:end], "\r\n")
}

// position converts a byte offset.
func (t *text) position(offset int) position {
	offset = min(max(offset, 0), len(t.content))
	n := sort.SearchInts(t.lines, offset+1) - 1
	units := 0
	for _, r := range t.content[t.lines[n]:offset] {
		units += width16(r)
	}
	return position{n, units}
}

// span converts a stretch of bytes.
func (t *text) span(s digest.Span) textRange {
	return textRange{t.position(s.Start), t.position(s.End)}
}

// width16 is the number of UTF-16 code units of a code point; an invalid byte
// counts as the replacement character that stands for it.
func width16(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}

// apply replaces a range of the text, or all of it.
func (t *text) apply(c change) *text {
	if c.Range == nil {
		return newText(valid(c.Text))
	}
	start, end := t.offset(c.Range.Start), t.offset(c.Range.End)
	if start > end {
		start, end = end, start
	}
	return newText(t.content[:start] + valid(c.Text) + t.content[end:])
}

// valid replaces the halves of surrogate pairs that JSON can carry.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
