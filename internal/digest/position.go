package digest

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// Position is a place for people: line and column are 1-based, the column
// counts Unicode code points (an invalid byte counts as one).
type Position struct{ Line, Column int }

// Position converts a byte offset. The indices that it needs are built on first
// use; it takes logarithmic time, in a line of any length.
func (d *Document) Position(offset int) Position {
	n := d.lineOf(offset)
	return Position{n + 1, d.runes(d.lines[n], offset) + 1}
}

// Lines is the number of lines; an empty file has one.
func (d *Document) Lines() int { d.indexLines(); return len(d.lines) }

// Line returns the span of the 1-based line n, without its newline (CRLF or LF).
func (d *Document) Line(n int) Span {
	d.indexLines()
	s := Span{d.lines[n-1], len(d.Source)}
	if n < len(d.lines) {
		s.End = d.lines[n] - 1
		if s.End > s.Start && d.Source[s.End-1] == '\r' {
			s.End--
		}
	}
	return s
}

// LineAt returns the span of the line that holds the byte offset.
func (d *Document) LineAt(offset int) Span { return d.Line(d.lineOf(offset) + 1) }

func (d *Document) lineOf(offset int) int {
	d.indexLines()
	return sort.SearchInts(d.lines, offset+1) - 1
}

func (d *Document) indexLines() {
	d.linesOnce.Do(func() {
		d.lines = make([]int, 1, bytes.Count(d.Source, []byte{'\n'})+1)
		for at := 0; ; {
			i := bytes.IndexByte(d.Source[at:], '\n')
			if i < 0 {
				return
			}
			at += i + 1
			d.lines = append(d.lines, at)
		}
	})
}

// markStep is how many bytes of source lie between two marks. Nearer places are
// counted from scratch.
const markStep = 4 << 10

// mark is the start of a code point and how many code points come before it.
type mark struct{ offset, runes int }

// runes counts the code points between two offsets. Long stretches are counted
// by marks, so that many findings in one endless line cost no more than in many
// short ones.
func (d *Document) runes(from, to int) int {
	if to-from <= markStep {
		return utf8.RuneCountInString(d.Text(Span{from, to}))
	}
	return d.runesBefore(to) - d.runesBefore(from)
}

func (d *Document) runesBefore(offset int) int {
	d.marksOnce.Do(func() {
		runes := 0
		for at := 0; at < len(d.Source); runes++ {
			if at >= len(d.marks)*markStep {
				d.marks = append(d.marks, mark{at, runes})
			}
			if d.Source[at] < utf8.RuneSelf {
				at++
				continue
			}
			_, n := utf8.DecodeRune(d.Source[at:])
			at += n
		}
	})
	i := sort.Search(len(d.marks), func(i int) bool { return d.marks[i].offset > offset }) - 1
	if i < 0 {
		return 0
	}
	return d.marks[i].runes + utf8.RuneCountInString(d.Text(Span{d.marks[i].offset, offset}))
}
