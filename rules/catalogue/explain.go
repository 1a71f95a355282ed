package catalogue

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/lint"
)

// explain prints one rule for a terminal.
func explain(w io.Writer, r *lint.Rule) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s: %s\n\n", r.ID, term.OneLine(r.Doc.Summary))
	fmt.Fprintf(b, "category %s, severity %s, fix %s\n\n", r.Category, r.Severity, fixText(r))
	fmt.Fprintf(b, "%s\n", strings.TrimSpace(r.Doc.Why))
	example(b, "Source", r.Doc.Source)
	example(b, "Bad", r.Doc.Bad)
	example(b, "Good", r.Doc.Good)
	if options := Options(r); len(options) > 0 {
		b.WriteString("\nOptions:\n")
		for _, o := range options {
			fmt.Fprintf(b, "  %s (%s, default %s): %s\n", o.Name, o.Type, o.DefaultText(), o.Doc)
		}
	}
	fmt.Fprintf(b, "\nSilence it in %s:\n", ".sumtool.yaml")
	fmt.Fprintf(b, "  rules:\n    %s: off\n", r.ID)
	fmt.Fprintf(b, "or on one line of a digest:\n  - … <!-- sumtool-ignore: %s — the reason -->\n", r.ID)
	return b.Flush()
}

func example(b *bufio.Writer, title, text string) {
	if text == "" {
		return
	}
	fmt.Fprintf(b, "\n%s:\n", title)
	for _, l := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		fmt.Fprintf(b, "  %s\n", term.Printable(l))
	}
}

// fixText says what kind of fix a rule offers and how to apply it.
func fixText(r *lint.Rule) string {
	switch r.Fix {
	case lint.Safe:
		return "safe (--fix)"
	case lint.Unsafe:
		return "unsafe (--unsafe-fixes)"
	}
	return "none"
}
