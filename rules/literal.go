package rules

import (
	"strings"

	"github.com/sumtool/sumtool/internal/lazyregexp"
)

// literal is a value as Python prints it: a text, a list or a dictionary of
// values, or something else (a number, None).
type literal struct {
	text   string
	isText bool
	items  []literal
	keys   []string // of a dictionary, beside its items
}

// hasText reports whether there is a text anywhere in the value.
func (v *literal) hasText() bool {
	if v.isText {
		return true
	}
	for i := range v.items {
		if v.items[i].hasText() {
			return true
		}
	}
	return false
}

// prose writes the texts of the value one after the other, each as a sentence.
func (v *literal) prose() string {
	if len(v.items) == 0 {
		return v.text
	}
	var b strings.Builder
	for i := range v.items {
		s := strings.TrimSpace(v.items[i].prose())
		if v.keys != nil {
			s = strings.TrimSpace(v.keys[i]) + ": " + s
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s)
		if s != "" && !strings.ContainsAny(s[len(s)-1:], ".!?:;,") {
			b.WriteByte('.')
		}
	}
	return b.String()
}

// maxLiteralDepth bounds how deep values nest.
const maxLiteralDepth = 8

// literalReader reads a printed value from the start of a text.
type literalReader struct{ rest string }

// next skips white space and takes c if it comes next.
func (r *literalReader) next(c byte) bool {
	r.rest = strings.TrimLeft(r.rest, " \t\r\n")
	if r.rest == "" || r.rest[0] != c {
		return false
	}
	r.rest = r.rest[1:]
	return true
}

var literalWord = lazyregexp.New(`^(?:None|True|False|null|true|false|nan|[-+]?[0-9][0-9_.eE+-]*)`)

func (r *literalReader) value(depth int) (v literal, ok bool) {
	switch {
	case depth > maxLiteralDepth:
		return v, false
	case r.next('['):
		return r.list(']', depth)
	case r.next('('):
		return r.list(')', depth)
	case r.next('{'):
		return r.list('}', depth)
	}
	if word := literalWord().FindString(r.rest); word != "" {
		r.rest = r.rest[len(word):]
		return literal{text: word}, true
	}
	v.text, v.isText = r.str()
	return v, v.isText
}

// list reads items up to the closer; with colons between them they are a
// dictionary's keys and values.
func (r *literalReader) list(closer byte, depth int) (v literal, ok bool) {
	for !r.next(closer) {
		if len(v.items) > 0 && !r.next(',') {
			return v, false
		}
		if len(v.items) > 0 && r.next(closer) {
			break
		}
		item, ok := r.value(depth + 1)
		if !ok {
			return v, false
		}
		if closer == '}' && r.next(':') {
			v.keys = append(v.keys, item.text)
			if item, ok = r.value(depth + 1); !ok {
				return v, false
			}
		}
		v.items = append(v.items, item)
	}
	return v, len(v.keys) == 0 || len(v.keys) == len(v.items)
}

var literalEscapes = strings.NewReplacer(`\\`, `\`, `\'`, `'`, `\"`, `"`, `\n`, " ", `\t`, " ")

// str reads a quoted string.
func (r *literalReader) str() (s string, ok bool) {
	r.rest = strings.TrimLeft(r.rest, " \t\r\n")
	if r.rest == "" || r.rest[0] != '\'' && r.rest[0] != '"' {
		return "", false
	}
	quote := r.rest[0]
	for i := 1; i < len(r.rest); i++ {
		switch r.rest[i] {
		case '\\':
			i++
		case quote:
			s, r.rest = r.rest[1:i], r.rest[i+1:]
			return literalEscapes.Replace(s), true
		}
	}
	return "", false
}
