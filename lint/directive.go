package lint

import (
	"bytes"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
)

// directivePrefix begins every comment that speaks to the linter.
const directivePrefix = "sumtool-"

// scope says what part of a file a suppression comment is about.
type scope uint8

const (
	onLine   scope = iota // ignore: the comment's own line
	nextLine              // disable-next-line: the next line that is not blank
	fromHere              // disable: what follows the comment
	upToHere              // enable: ends what disable began
	onFile                // disable-file: the whole file, wherever the comment stands
)

// scopes are the directives by their name after the prefix.
var scopes = map[string]scope{
	"ignore":            onLine,
	"disable-next-line": nextLine,
	"disable":           fromHere,
	"enable":            upToHere,
	"disable-file":      onFile,
}

// everything is the target of a directive that names none.
const everything = ""

// directive is a suppression comment. Its targets are rule ids and categories.
type directive struct {
	name    string // as written, after the prefix
	scope   scope
	known   bool // name is one of scopes
	targets []target
	at      int   // where the comment begins, in bytes
	line    int   // the line that it is about (onLine, nextLine)
	word    Place // the directive's name, prefix included
	whole   Place // what to delete to be rid of the comment
	list    Place // the list of targets; nothing if it names none
}

// target is one name in a directive's list.
type target struct {
	name string // a rule's id, a category or [everything]
	used bool   // it silenced a finding, or ended a silence
}

// directives reads the suppression comments of a document, in order.
func (f *fileRun) directives() (all []*directive) {
	d := f.doc
	for _, c := range d.Comments {
		body := d.Bytes(c.Text)
		if !bytes.HasPrefix(body, []byte(directivePrefix)) {
			continue
		}
		at := c.Text.Start + len(directivePrefix)
		end := at
		for end < c.Text.End && isNameByte(d.Source[end]) {
			end++
		}
		x := &directive{name: strings.Clone(d.Text(digest.Span{Start: at, End: end})), at: c.Span.Start,
			line: d.Position(c.Span.End).Line,
			word: f.place(digest.Span{Start: c.Text.Start, End: end}), whole: f.place(removal(d, c))}
		x.scope, x.known = scopes[x.name]
		if x.scope == nextLine {
			x.line = textLineAfter(d, x.line)
		}
		list := x.readTargets(d.Source, digest.Span{Start: end, End: c.Text.End})
		x.list = f.place(list)
		all = append(all, x)
	}
	return all
}

// readTargets splits `: rule, rule — reason` and returns where the names stand.
// They are separated by commas or spaces; a dash (—, –, -- or a lone -) begins
// the reason.
func (x *directive) readTargets(src []byte, at digest.Span) (list digest.Span) {
	text := string(src[at.Start:at.End])
	skip := 0
	if trimmed := strings.TrimLeft(text, " \t\r\n"); strings.HasPrefix(trimmed, ":") {
		skip = len(text) - len(trimmed) + 1
	}
	text = text[skip:beginOfReason(text, skip)]
	names := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(", \t\r\n", r) })
	for _, n := range names {
		x.targets = append(x.targets, target{name: n})
	}
	if len(names) == 0 {
		x.targets = []target{{name: everything}}
		return digest.Span{Start: at.Start, End: at.Start}
	}
	first := strings.Index(text, names[0])
	last := strings.LastIndex(text, names[len(names)-1]) + len(names[len(names)-1])
	return digest.Span{Start: at.Start + skip + first, End: at.Start + skip + last}
}

// beginOfReason returns where the reason's dash stands in text, or its end.
func beginOfReason(text string, from int) int {
	end := len(text)
	for _, dash := range []string{"—", "–", "--"} {
		if i := strings.Index(text[from:], dash); i >= 0 {
			end = min(end, from+i)
		}
	}
	// A hyphen inside a name joins it; one after a space does not.
	for i := from; i < end; i++ {
		if text[i] == '-' && (i == from || strings.ContainsRune(" \t\r\n,", rune(text[i-1]))) {
			return i
		}
	}
	return end
}

func isNameByte(c byte) bool { return c == '-' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// textLineAfter returns the first line after the 1-based line n that is not blank.
func textLineAfter(d *digest.Document, n int) int {
	for n++; n < d.Lines() && len(bytes.TrimSpace(d.Bytes(d.Line(n)))) == 0; n++ {
	}
	return n
}

// removal returns what goes with a comment that is deleted: the white space
// before it, or its whole line if it stands alone, and then one of two blank
// lines around it.
func removal(d *digest.Document, c digest.Comment) digest.Span {
	src, s := d.Source, c.Span
	if !c.Own {
		for s.Start > 0 && (src[s.Start-1] == ' ' || src[s.Start-1] == '\t') {
			s.Start--
		}
		return s
	}
	s.Start = d.LineAt(s.Start).Start
	s.End = nextLineStart(src, s.End)
	blankBefore := s.Start == 0 || len(bytes.TrimSpace(d.Bytes(d.LineAt(s.Start-1)))) == 0
	if blankBefore && s.End < len(src) {
		if after := d.LineAt(s.End); len(bytes.TrimSpace(d.Bytes(after))) == 0 {
			s.End = nextLineStart(src, s.End)
		}
	}
	return s
}

// nextLineStart returns the offset after the line break that follows offset.
func nextLineStart(src []byte, offset int) int {
	if i := bytes.IndexByte(src[offset:], '\n'); i >= 0 {
		return offset + i + 1
	}
	return len(src)
}
