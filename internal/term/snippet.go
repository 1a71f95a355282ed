package term

import "strings"

// Snippet is one source line with a mark under a stretch of it.
type Snippet struct {
	Line   string // printable
	Indent int    // cells before the mark
	Mark   int    // cells to mark, at least 1
}

// CutSnippet prepares a source line for printing: the stretch [start, end), in
// bytes, is marked, and the line is cut to width cells around it, with an
// ellipsis where text was left out.
func CutSnippet(line string, start, end, width int) Snippet {
	start = min(start, len(line))
	end = min(max(end, start), len(line))
	before, marked, after := Printable(line[:start]), Printable(line[start:end]), Printable(line[end:])
	wb, wm, wa := Width(before), max(Width(marked), 1), Width(after)
	if wb+wm+wa <= width || width < 20 {
		return Snippet{Line: before + marked + after, Indent: wb, Mark: wm}
	}
	if wm > width-4 { // the stretch alone overflows: show its beginning
		head := ""
		if wb > 0 {
			head = "…"
		}
		text := Truncate(marked+after, width-1)
		return Snippet{Line: head + text, Indent: Width(head), Mark: Width(text)}
	}
	// Give the left side two thirds of what is free: what leads up to a defect
	// explains it more often than what follows.
	free := width - wm
	left := min(wb, max(free*2/3, free-wa))
	right := min(wa, free-left)
	b, a := tail(before, left), Truncate(after, right)
	return Snippet{Line: b + marked + a, Indent: Width(b), Mark: wm}
}

// tail keeps the last width cells of s, the first of them an ellipsis if
// something was cut.
func tail(s string, width int) string {
	if Width(s) <= width {
		return s
	}
	cells, cut := 0, len(s)
	runes := []rune(s)
	for i := len(runes) - 1; i >= 0; i-- {
		w := Width(string(runes[i]))
		if cells+w > width-1 {
			break
		}
		cells += w
		cut -= len(string(runes[i]))
	}
	return "…" + strings.TrimLeft(s[cut:], " ")
}
