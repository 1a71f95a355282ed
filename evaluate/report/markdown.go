package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/term"
)

// writeMarkdown prints GitHub's Markdown.
func writeMarkdown(w io.Writer, r *evaluate.Report, o Options) error {
	var b strings.Builder
	header := []string{"System"}
	for _, m := range r.Metrics {
		header = append(header, escapeMarkdown(title(m)))
	}
	markdownRow(&b, header)
	markdownRule(&b, 1, len(r.Metrics))
	for i, s := range r.Systems {
		row := []string{escapeMarkdown(s.Name)}
		for k, m := range r.Metrics {
			sc := s.Scores[k]
			cell := number(m, sc.Value)
			if bests(m, corpus(r, k))[i] {
				cell = "**" + cell + "**"
			}
			if h := half(m, sc.Interval); h != "" {
				cell += " ± " + h
			}
			mark, words := verdict(r, sc)
			if words != "" {
				cell += " (" + escapeMarkdown(words) + ")"
			}
			row = append(row, cell+escapeMarkdown(mark))
		}
		markdownRow(&b, row)
	}
	b.WriteString("\n" + escapeMarkdown(upperFirst(sizeLine(r))) + ".\n")
	for _, n := range notes(r) {
		b.WriteString("\n" + escapeMarkdown(n) + ".\n")
	}
	b.WriteString("\n")
	for _, m := range r.Metrics {
		if m.Signature != "" {
			fmt.Fprintf(&b, "- %s: `%s`\n", escapeMarkdown(m.Name), m.Signature)
		}
	}
	markdownList(&b, "Warnings", r.Warnings)
	markdownList(&b, "Not aligned", r.Unaligned)
	if len(r.Pairs) > 0 {
		header, rows := pairTable(r)
		b.WriteString("\n### " + pairsTitle + "\n\n")
		for i, row := range append([][]string{header}, rows...) {
			for c := range row {
				row[c] = escapeMarkdown(row[c])
			}
			markdownRow(&b, row)
			if i == 0 {
				markdownRule(&b, 1, len(r.Metrics))
			}
		}
	}
	for _, s := range sections(r, o) {
		markdownGroups(&b, r, s)
	}
	if o.Worst > 0 {
		markdownSegments(&b, r, worst(r, o.Worst))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownRow(b *strings.Builder, cells []string) {
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

// markdownRule has so many left-aligned columns before the right-aligned ones.
func markdownRule(b *strings.Builder, left, right int) {
	b.WriteString("|" + strings.Repeat(" :-- |", left) + strings.Repeat(" --: |", right) + "\n")
}

func markdownList(b *strings.Builder, heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	b.WriteString("\n### " + heading + "\n\n")
	for _, l := range lines {
		b.WriteString("- " + listItem(l) + "\n")
	}
}

func markdownGroups(b *strings.Builder, r *evaluate.Report, s section) {
	b.WriteString("\n### " + escapeMarkdown(s.Title) + "\n\n")
	header := []string{s.Column, "System", "Segments"}
	for _, m := range r.Metrics {
		header = append(header, escapeMarkdown(title(m)))
	}
	markdownRow(b, header)
	markdownRule(b, 2, 1+len(r.Metrics))
	for _, g := range s.Groups {
		for i := range g.Scores {
			row := []string{"", escapeMarkdown(r.Systems[i].Name), ""}
			if i == 0 {
				row[0], row[2] = escapeMarkdown(groupName(g)), fmt.Sprint(g.Segments)
			}
			for k, m := range r.Metrics {
				cell := number(m, g.Scores[i][k])
				if bests(m, inGroup(g, k))[i] {
					cell = "**" + cell + "**"
				}
				row = append(row, cell)
			}
			markdownRow(b, row)
		}
	}
}

func markdownSegments(b *strings.Builder, r *evaluate.Report, rows []evaluate.SegmentRow) {
	b.WriteString("\n### " + escapeMarkdown(worstTitle(r, len(rows))) + "\n\nStruck words are only in the reference, bold ones only in the system's text.\n")
	for _, row := range rows {
		head := row.ID
		if row.Paper != "" {
			head += ", " + row.Paper
		}
		b.WriteString("\n#### " + escapeMarkdown(head) + "\n\n")
		markdownRow(b, []string{"", "Text", "Scores"})
		markdownRule(b, 3, 0)
		if row.Source != "" {
			markdownRow(b, []string{"source", escapeMarkdown(row.Source), ""})
		}
		for _, ref := range row.Refs {
			markdownRow(b, []string{"reference", escapeMarkdown(ref), ""})
		}
		for i, h := range row.Hyps {
			var text strings.Builder
			for _, d := range compared(row, h) {
				switch d.Kind {
				case evaluate.Missing:
					text.WriteString(around(d.Text, "<del>", "</del>"))
				case evaluate.Extra:
					text.WriteString(around(d.Text, "<b>", "</b>"))
				default:
					text.WriteString(escapeMarkdown(d.Text))
				}
			}
			markdownRow(b, []string{escapeMarkdown(r.Systems[i].Name), text.String(), escapeMarkdown(strings.ReplaceAll(scoreList(r, h), "  ", ", "))})
		}
	}
}

// around puts tags around the words of a text, not around the space at its
// ends. Tags, since Markdown's own marks do not work inside a word.
func around(text, open, end string) string {
	inner := strings.TrimSpace(text)
	before, after, _ := strings.Cut(text, inner)
	if inner == "" {
		return text
	}
	return escapeMarkdown(before) + open + escapeMarkdown(inner) + end + escapeMarkdown(after)
}

// spaced puts text on one line.
var spaced = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

// listItem is a text at the beginning of a line, where more is Markdown: code by its
// indentation, another list by its mark.
func listItem(s string) string {
	s = strings.TrimSpace(escapeMarkdown(s))
	mark := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if mark < len(s) && (mark == 0 && strings.IndexByte("-+=", s[0]) >= 0 || mark > 0 && (s[mark] == '.' || s[mark] == ')')) {
		s = s[:mark] + "\\" + s[mark:]
	}
	return s
}

// escapeMarkdown makes text stand for itself, in a table's cell too.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, r := range term.Printable(spaced.Replace(s)) {
		switch r {
		case '\\', '`', '*', '_', '[', ']', '<', '>', '&', '|', '~', '#', '$':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\n', '\r':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
