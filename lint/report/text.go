package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/lint"
)

// defaultWidth is the width of source lines where no terminal says its own.
const defaultWidth = 100

// writeText prints each finding with its source line and a caret under the
// right cells.
func writeText(w io.Writer, r *Report, o Options) error {
	b := bufio.NewWriter(w)
	for i := range r.Findings {
		writeFinding(b, &r.Findings[i], o)
	}
	return b.Flush()
}

func writeFinding(b *bufio.Writer, f *lint.Finding, o Options) {
	s := o.Style
	fmt.Fprintf(b, "%s:%d:%d: %s %s %s\n", s.Bold(term.Printable(f.File)), f.Start.Line, f.Start.Column,
		paintSeverity(s, f.Severity), s.Cyan(f.Rule), term.Printable(f.Message))
	if f.Line != "" {
		writeSnippet(b, f, o)
	}
	for _, rel := range f.Related {
		fmt.Fprintf(b, "  %s %s:%d:%d: %s\n", s.Blue("="), term.Printable(rel.Place.File), rel.Place.Start.Line, rel.Place.Start.Column, term.Printable(rel.Message))
	}
}

func writeSnippet(b *bufio.Writer, f *lint.Finding, o Options) {
	s := o.Style
	width := o.Width
	if width <= 0 {
		width = defaultWidth
	}
	number := strconv.Itoa(f.Start.Line)
	gutter := strings.Repeat(" ", len(number))
	at := f.Shown()
	snip := term.CutSnippet(f.Line, at, at+f.Span.Len(), width-len(number)-5)
	fmt.Fprintf(b, "  %s %s %s\n", s.Blue(number), s.Blue("|"), snip.Line)
	fmt.Fprintf(b, "  %s %s %s%s", gutter, s.Blue("|"), strings.Repeat(" ", snip.Indent), paint(s, f.Severity, strings.Repeat("^", snip.Mark)))
	if f.Suggestion != nil {
		b.WriteString(" " + s.Green(suggestion(*f.Suggestion, max(width-len(number)-6-snip.Indent-snip.Mark, 24))))
	}
	b.WriteByte('\n')
}

// suggestion words a replacement in at most width cells.
func suggestion(text string, width int) string {
	if text == "" {
		return "(delete)"
	}
	return term.Truncate(term.Printable(text), width)
}

func paintSeverity(s term.Style, sev lint.Severity) string { return paint(s, sev, sev.String()) }

func paint(s term.Style, sev lint.Severity, text string) string {
	switch sev {
	case lint.Error:
		return s.Red(text)
	case lint.Warning:
		return s.Yellow(text)
	}
	return s.Blue(text)
}
