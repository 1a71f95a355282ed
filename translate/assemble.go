package translate

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/rules/edition"
)

var lineBreak = lazyregexp.New(`[ \t]*\\?\r?\n[ \t]*`)

// oneLine is a bullet's text as it is sent: lines joined, as Markdown reads them.
func oneLine(text string) string { return strings.TrimSpace(lineBreak().ReplaceAllString(text, " ")) }

// assemble returns the edition: the source with the bullets' texts replaced, and
// all else byte for byte.
func (j *job) assemble() []byte {
	src := j.doc.Source
	out := make([]byte, 0, len(src)+len(src)/2)
	at := 0
	for _, s := range j.segments {
		span := s.bullet.Text
		out = append(out, src[at:span.Start]...)
		switch s.state {
		case Failed:
			out = append(out, src[span.Start:span.End]...)
			out = append(out, failureComment(j.from, s.reason)...)
		case Copied:
			out = append(out, src[span.Start:span.End]...)
		default:
			out = append(out, layOut(s.target, string(src[span.Start:span.End]))...)
		}
		at = span.End
	}
	return append(out, src[at:]...)
}

// failureComment says after a bullet why it is not translated.
func failureComment(from, reason string) string {
	return " <!-- sumtool: left in " + langid.Name(from) + ": " + commentSafe(reason) + " -->"
}

// commentSafe keeps a reason from ending the comment or its line, or from
// reading like a comment that sumtool obeys.
func commentSafe(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = strings.NewReplacer("--", "\u2013", ">", "\u203a", "<", "\u2039", "sumtool-", "sumtool ").Replace(s)
	if r := []rune(s); len(r) > 160 {
		s = string(r[:159]) + "\u2026"
	}
	return strings.Trim(s, "-")
}

// layOut breaks a target into as many lines as its source has, indented and
// ended as those are, so that lines of source and edition keep their numbers.
func layOut(target, source string) string {
	breaks := lineBreak().FindAllString(source, -1)
	if len(breaks) == 0 {
		return target
	}
	parts := lineBreak().Split(source, -1)
	total := 0
	for _, p := range parts {
		total += utf8.RuneCountInString(p)
	}
	words := strings.Split(target, " ")
	var b strings.Builder
	done, length := 0, 0
	runes := utf8.RuneCountInString(target)
	for i, brk := range breaks {
		done += utf8.RuneCountInString(parts[i])
		goal := runes * done / max(total, 1)
		for first := true; len(words) > len(breaks)-i && (first || length+utf8.RuneCountInString(words[0])/2 < goal); first = false {
			if !first {
				b.WriteByte(' ')
			}
			b.WriteString(words[0])
			length += utf8.RuneCountInString(words[0]) + 1
			words = words[1:]
		}
		b.WriteString(brk)
	}
	b.WriteString(strings.Join(words, " "))
	return b.String()
}

// verify parses an edition again and returns what in it is not as it should be:
// the source's layout, and each bullet's text as it was put there. The index is
// the segment at fault, -1 if none can be named.
func (j *job) verify(made []byte) (fault int, reason string) {
	doc := digest.Parse(j.file.Edition, made, j.doc.Template)
	if _, diffs := edition.Layout(j.doc, doc); len(diffs) > 0 {
		return j.blame(), "the edition's layout would differ: " + diffs[0].Message
	}
	i := 0
	for p := range doc.Papers {
		for b := range doc.Papers[p].Bullets {
			s := j.segments[i]
			if s.state == Translated && oneLine(doc.Text(doc.Papers[p].Bullets[b].Text)) != oneLine(s.target) {
				return i, "Markdown reads the text otherwise than it is meant"
			}
			i++
		}
	}
	return -1, ""
}

// blame finds the first segment that breaks the layout when it alone is
// translated.
func (j *job) blame() int {
	for i, s := range j.segments {
		if s.state != Translated {
			continue
		}
		span := s.bullet.Text
		alone := bytes.Join([][]byte{j.doc.Source[:span.Start], []byte(layOut(s.target, j.doc.Text(span))), j.doc.Source[span.End:]}, nil)
		doc := digest.Parse(j.file.Edition, alone, j.doc.Template)
		if _, diffs := edition.Layout(j.doc, doc); len(diffs) > 0 {
			return i
		}
	}
	return -1
}
