package llm

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/lazyregexp"
)

// said is what an error body says, whatever its shape.
type said struct {
	message string
	code    string // code or type, lower case
	param   string
	found   bool // the body has the shape of an error
	html    bool
}

// readError reads an error body. The shapes in use: an object or a string under
// "error"; the same fields at the top; a string, object or list under "detail"
// (FastAPI); a list of any of them; an HTML page of a proxy; plain text; nothing.
func readError(body []byte) said {
	body = bytes.TrimSpace(body)
	var v any
	if err := json.Unmarshal(body, &v); err == nil {
		s := readErrorValue(v)
		s.message = clean(s.message)
		return s
	}
	if looksHTML(body) {
		return said{message: htmlMessage(body), html: true}
	}
	return said{message: clean(string(body[:min(len(body), 2000)]))}
}

func readErrorValue(v any) said {
	switch v := v.(type) {
	case string:
		return said{message: v}
	case []any:
		if len(v) > 0 {
			return readErrorValue(v[0])
		}
	case map[string]any:
		for _, key := range []string{"error", "errors", "detail"} {
			switch inner := v[key].(type) {
			case nil:
				continue
			case string:
				return said{message: inner, code: codeOf(v), param: text(v["param"]), found: true}
			case []any:
				if key == "detail" {
					return said{message: details(inner), found: true}
				}
				s := readErrorValue(inner)
				s.found = true
				return s
			case map[string]any:
				s := readErrorValue(inner)
				s.found = true
				return s
			case bool:
				continue
			}
		}
		s := said{message: text(v["message"]), code: codeOf(v), param: text(v["param"]), found: v["object"] == "error"}
		if s.message == "" {
			s.message = text(v["msg"])
		}
		if meta, ok := v["metadata"].(map[string]any); ok && text(meta["raw"]) != "" {
			s.message += ": " + text(meta["raw"]) // the provider's own words behind a router
		}
		if s.message == "" {
			s.message = strings.ReplaceAll(s.code, "_", " ")
		}
		return s
	}
	return said{}
}

// hasError reports whether a body that came with a 200 is an error all the same.
func hasError(body []byte) bool {
	var v struct {
		Error   any `json:"error"`
		Choices any `json:"choices"`
		Object  any `json:"object"`
	}
	if json.Unmarshal(body, &v) != nil {
		return bytes.HasPrefix(bytes.TrimSpace(body), []byte("[")) && readError(body).found
	}
	return v.Choices == nil && (v.Error != nil && v.Error != false || v.Object == "error")
}

// details words FastAPI's list of complaints, each with the place it concerns.
func details(list []any) string {
	var parts []string
	for _, d := range list {
		m, ok := d.(map[string]any)
		if !ok {
			parts = append(parts, text(d))
			continue
		}
		part := text(m["msg"])
		if loc, ok := m["loc"].([]any); ok && len(loc) > 0 {
			var path []string
			for _, l := range loc {
				path = append(path, text(l))
			}
			part = strings.Join(path, ".") + ": " + part
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ")
}

// codeOf joins code and type: endpoints say the same in either.
func codeOf(m map[string]any) string {
	return strings.ToLower(strings.TrimSpace(text(m["code"]) + " " + text(m["type"])))
}

func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return fmt.Sprintf("%g", v)
	case []any:
		var parts []string
		for _, x := range v {
			parts = append(parts, text(x))
		}
		return strings.Join(parts, ", ")
	}
	b, _ := json.Marshal(v)
	return string(b)
}

var title = lazyregexp.New(`(?is)<title[^>]*>(.*?)</title>`)

func looksHTML(body []byte) bool {
	head := strings.ToLower(string(body[:min(len(body), 200)]))
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") || strings.Contains(head, "<head")
}

func htmlMessage(body []byte) string {
	if m := title().FindSubmatch(body[:min(len(body), 1<<16)]); m != nil && clean(string(m[1])) != "" {
		return fmt.Sprintf("an HTML page titled %q", clean(string(m[1])))
	}
	return "an HTML page"
}

// maxMessage bounds a message from outside, in bytes.
const maxMessage = 300

// clean makes one printable line of a text from outside.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsPrint(r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > maxMessage {
		cut := maxMessage
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	return strings.TrimRight(s, ".")
}
