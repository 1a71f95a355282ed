package digest

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// findLabel reads the label that a bullet's text begins with. Emphasised words
// are a label when a colon follows; the template's own labels are also known
// without emphasis, without colon, and with only half of their emphasis.
func findLabel(src []byte, s Span, known []string) *Label {
	at := s.Start
	line := Span{at, s.End}
	if i := bytes.IndexByte(src[at:s.End], '\n'); i >= 0 {
		line.End = trimRight(src, Span{at, at + i})
	}
	l := Label{Open: Span{at, at}}
	if c := src[at]; c == '*' || c == '_' {
		n := runLength(src, at, line.End)
		if n > 3 {
			return nil
		}
		l.Open.End = at + n
		l.Emphasis = string(src[at : at+n])
		at += n
		if at == line.End || isSpace(src[at]) {
			return nil
		}
		if i := bytes.IndexByte(src[at:line.End], c); i > 0 {
			closing := at + i
			l.Close = Span{closing, closing + runLength(src, closing, line.End)}
			return closedLabel(src, l, line, known)
		}
	}
	return openLabel(src, l, line, known)
}

// closedLabel finishes a label whose emphasis is closed.
func closedLabel(src []byte, l Label, line Span, known []string) *Label {
	l.Text = trim(src, Span{l.Open.End, l.Close.Start})
	if l.Close.Len() > 3 || l.Text.Empty() {
		return nil
	}
	if n := colonBefore(src, l.Text); n > 0 {
		l.Colon = true
		l.Text.End = trimRight(src, Span{l.Text.Start, l.Text.End - n})
		l.Span = Span{l.Open.Start, l.Close.End}
		return &l
	}
	after := skipBlanks(src, l.Close.End, line.End)
	if n := colonAt(src, after, line.End); n > 0 {
		l.Colon = true
		l.Span = Span{l.Open.Start, after + n}
		return &l
	}
	l.Span = Span{l.Open.Start, l.Close.End}
	if isKnownLabel(src[l.Text.Start:l.Text.End], known) {
		return &l
	}
	return nil
}

// openLabel finishes a label without closing emphasis: only a known one counts.
func openLabel(src []byte, l Label, line Span, known []string) *Label {
	for _, k := range known {
		n := sameWords(src[l.Open.End:line.End], k)
		if n < 0 {
			continue
		}
		end := l.Open.End + n
		colon := colonAt(src, skipBlanks(src, end, line.End), line.End)
		if colon == 0 {
			continue
		}
		l.Text = Span{l.Open.End, end}
		l.Close = Span{end, end}
		l.Colon = true
		l.Span = Span{l.Open.Start, skipBlanks(src, end, line.End) + colon}
		return &l
	}
	return nil
}

// colonAt returns the length of the colon at the offset, ASCII or full width.
func colonAt(src []byte, at, end int) int {
	switch {
	case at < end && src[at] == ':':
		return 1
	case bytes.HasPrefix(src[at:end], []byte("\uff1a")):
		return 3
	}
	return 0
}

// colonBefore returns the length of the colon that s ends with.
func colonBefore(src []byte, s Span) int {
	switch {
	case src[s.End-1] == ':':
		return 1
	case bytes.HasSuffix(src[s.Start:s.End], []byte("\uff1a")):
		return 3
	}
	return 0
}

// isKnownLabel reports whether words are one of the template's labels.
func isKnownLabel(words []byte, known []string) bool {
	for _, k := range known {
		if sameWords(words, k) == len(words) {
			return true
		}
	}
	return false
}

// sameWords returns the length of the words that s begins with if they are the
// label, letter case and the shape of apostrophes aside, or -1.
func sameWords(s []byte, label string) int {
	n := 0
	for _, want := range label {
		if n == len(s) {
			return -1
		}
		got, size := utf8.DecodeRune(s[n:])
		if got != want && unicode.ToLower(plainQuote(got)) != unicode.ToLower(plainQuote(want)) {
			return -1
		}
		n += size
	}
	return n
}

func plainQuote(r rune) rune {
	switch r {
	case '\u2018', '\u2019', '\u02bc', '`', '\u00b4':
		return '\''
	}
	return r
}

func skipBlanks(src []byte, at, end int) int {
	for at < end && (src[at] == ' ' || src[at] == '\t') {
		at++
	}
	return at
}
