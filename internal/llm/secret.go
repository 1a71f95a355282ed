package llm

import (
	"html"
	"net/url"
	"strconv"
	"strings"

	"github.com/sumtool/sumtool/internal/lazyregexp"
)

// secret keeps a key out of everything that is shown or stored. It prints as
// "[key]" whatever the verb.
type secret struct{ key string }

func (secret) String() string   { return "[key]" }
func (secret) GoString() string { return "[key]" }

// keyLike matches what endpoints echo of a key, whole or in part.
var keyLike = lazyregexp.New(`\b(?:sk|pk|rk|gsk|xai|hf|AIza)[-_][A-Za-z0-9_\-*.]{6,}|\bAIza[A-Za-z0-9_\-]{20,}|(?i)\bbearer\s+[^\s"'<>,;]+`)

// redact replaces the key in a text from outside, in the ways in which servers
// and pages write it. All text that an endpoint sends passes here before anybody
// else sees it. A text that would have the key only once it is read as JSON, as
// answers are, goes as a whole.
func (s secret) redact(text string) string {
	if s.key == "" {
		return text
	}
	for _, form := range []string{s.key, html.EscapeString(s.key), url.QueryEscape(s.key), url.PathEscape(s.key)} {
		quoted := strconv.Quote(form)
		text = strings.ReplaceAll(strings.ReplaceAll(text, form, "[key]"), quoted[1:len(quoted)-1], "[key]")
	}
	if strings.Contains(text, `\`) && strings.Contains(unescaped(text), s.key) {
		return "[key]"
	}
	return text
}

// unescaped resolves JSON's escapes of printable ASCII, which is what keys are of.
func unescaped(text string) string {
	return escape().ReplaceAllStringFunc(text, func(e string) string {
		if len(e) == 2 {
			return e[1:]
		}
		n, err := strconv.ParseUint(e[2:], 16, 16)
		if err != nil || n > '~' {
			return e
		}
		return string(rune(n))
	})
}

var escape = lazyregexp.New(`\\(?:u[0-9A-Fa-f]{4}|["\\/])`)

// redactMessage is redact for error messages, where everything that looks like
// any key goes too.
func (s secret) redactMessage(text string) string {
	return keyLike().ReplaceAllString(s.redact(text), "[key]")
}
