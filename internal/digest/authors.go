package digest

import (
	"bytes"
	"unicode/utf8"
)

// parseAuthors splits an authors line into names. Two forms are known: names
// between commas, and a Python list of quoted strings that was printed as it is.
func parseAuthors(src []byte, f Field) *Authors {
	a := &Authors{Field: f}
	v := f.Value
	if n := v.Len(); n >= 2 && src[v.Start] == '[' && (src[v.Start+1] == '\'' || src[v.Start+1] == '"' || src[v.Start+1] == ']') {
		a.Repr = true
		v.Start++
		if src[v.End-1] == ']' {
			v.End--
		}
		a.Names = make([]Author, 0, bytes.Count(src[v.Start:v.End], []byte{','})+1)
		a.Names = quotedNames(src, v, a.Names)
		return a
	}
	line := string(src[v.Start:v.End]) // one copy that all names share
	a.Names = make([]Author, 0, bytes.Count(src[v.Start:v.End], []byte{','})+1)
	for at := v.Start; at <= v.End; {
		end := v.End
		if i := bytes.IndexByte(src[at:v.End], ','); i >= 0 {
			end = at + i
		}
		if s := trim(src, Span{at, end}); !s.Empty() {
			a.Names = append(a.Names, Author{Span: s, Name: line[s.Start-v.Start : s.End-v.Start]})
		}
		at = end + 1
	}
	return a
}

// quotedNames reads the strings of a Python list. A quote ends a name only where
// a comma or the end follows: names hold apostrophes.
func quotedNames(src []byte, v Span, names []Author) []Author {
	for at := v.Start; at < v.End; {
		switch c := src[at]; {
		case c == '\'' || c == '"':
			end := at + 1
			for end < v.End && !(src[end] == c && closesName(src, end+1, v.End)) {
				if src[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end, v.End)
			if s := trim(src, Span{at + 1, end}); !s.Empty() {
				names = append(names, Author{Span: s, Name: unquote(src[s.Start:s.End])})
			}
			at = end + 1
		case c == ',' || isSpace(c):
			at++
		default: // a name without quotes
			end := v.End
			if i := bytes.IndexByte(src[at:v.End], ','); i >= 0 {
				end = at + i
			}
			s := trim(src, Span{at, end})
			names = append(names, Author{Span: s, Name: string(src[s.Start:s.End])})
			at = end
		}
	}
	return names
}

// closesName reports whether only spaces stand between at and a comma or the end.
func closesName(src []byte, at, end int) bool {
	for at < end && isSpace(src[at]) {
		at++
	}
	return at >= end || src[at] == ','
}

// unquote undoes Python's escapes of quotes and backslashes.
func unquote(s []byte) string {
	if bytes.IndexByte(s, '\\') < 0 {
		return string(s)
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && s[i+1] < utf8.RuneSelf && bytes.IndexByte([]byte(`\'"`), s[i+1]) >= 0 {
			i++
		}
		out = append(out, s[i])
	}
	return string(out)
}
