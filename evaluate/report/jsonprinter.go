package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

// object is a JSON object whose keys keep their order.
type object []field

// field is a member of an object. A value that is a function prints itself.
type field struct {
	key   string
	value any
}

// jsonPrinter prints JSON as it comes, so that what is long need not be held.
// Errors of the writer stay in it until it is flushed.
type jsonPrinter struct {
	w     *bufio.Writer
	depth int
	buf   []byte
}

func (p *jsonPrinter) newline() {
	p.w.WriteByte('\n')
	for range p.depth {
		p.w.WriteByte(' ')
	}
}

// object prints an object with a member a line.
func (p *jsonPrinter) object(o object) {
	p.list('{', '}', len(o), func(i int) {
		p.value(o[i].key)
		p.w.WriteString(": ")
		if print, ok := o[i].value.(func()); ok {
			print()
		} else {
			p.value(o[i].value)
		}
	})
}

// array prints an array with an element a line.
func (p *jsonPrinter) array(n int, element func(i int)) { p.list('[', ']', n, element) }

func (p *jsonPrinter) list(open, end byte, n int, element func(i int)) {
	p.w.WriteByte(open)
	p.depth++
	for i := range n {
		if i > 0 {
			p.w.WriteByte(',')
		}
		p.newline()
		element(i)
	}
	p.depth--
	if n > 0 {
		p.newline()
	}
	p.w.WriteByte(end)
}

// value prints a value on the line.
func (p *jsonPrinter) value(v any) {
	p.buf = appendJSON(p.buf[:0], v)
	p.w.Write(p.buf)
}

// appendJSON appends a value. Numbers have full precision, and what is no number
// is null, since JSON has no other than finite ones.
func appendJSON(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case float64:
		return appendNumber(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case uint64:
		return strconv.AppendUint(b, v, 10)
	case bool:
		return strconv.AppendBool(b, v)
	case string:
		return appendString(b, v)
	case []float64:
		return appendList(b, v, appendNumber)
	case []int:
		return appendList(b, v, func(b []byte, n int) []byte { return strconv.AppendInt(b, int64(n), 10) })
	case []string:
		return appendList(b, v, appendString)
	case object:
		b = append(b, '{')
		for i, f := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendString(b, f.key), ':')
			b = appendJSON(b, f.value)
		}
		return append(b, '}')
	}
	out, err := json.Marshal(v)
	if err != nil { // a metric's part that JSON has no form for
		return append(b, "null"...)
	}
	return append(b, out...)
}

func appendList[T any](b []byte, list []T, one func([]byte, T) []byte) []byte {
	b = append(b, '[')
	for i, v := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = one(b, v)
	}
	return append(b, ']')
}

func appendNumber(b []byte, v float64) []byte {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return append(b, "null"...)
	case v == math.Trunc(v) && math.Abs(v) < 1<<53:
		return strconv.AppendInt(b, int64(v), 10)
	}
	return strconv.AppendFloat(b, v, 'g', -1, 64)
}

// appendString appends a string. Most need no escapes.
func appendString(b []byte, s string) []byte {
	if !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r >= 0x7F || r == '"' || r == '\\' }) {
		return append(append(append(b, '"'), s...), '"')
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil { // a string always encodes
		return append(b, `""`...)
	}
	return append(b, bytes.TrimRight(out.Bytes(), "\n")...)
}
