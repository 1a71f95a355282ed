package llm

import (
	"html"
	"net/url"
	"regexp"
	"strings"
)

// secret keeps a key out of everything that is shown or stored. It prints as
// "[key]" whatever the verb.
type secret struct{ key string }

func (secret) String() string   { return "[key]" }
func (secret) GoString() string { return "[key]" }

// keyLike matches what endpoints echo of a key, whole or in part.
var keyLike = regexp.MustCompile(`\b(?:sk|pk|rk|gsk|xai|hf|AIza)[-_][A-Za-z0-9_\-*.]{6,}|\bAIza[A-Za-z0-9_\-]{20,}|(?i)\bbearer\s+[^\s"'<>,;]+`)

// redact replaces the key in a text from outside, in the ways in which servers
// and pages write it. All text that an endpoint sends passes here before anybody
// else sees it.
func (s secret) redact(text string) string {
	if s.key == "" {
		return text
	}
	for _, form := range []string{s.key, html.EscapeString(s.key), url.QueryEscape(s.key), url.PathEscape(s.key)} {
		text = strings.ReplaceAll(text, form, "[key]")
	}
	return text
}

// redactMessage is redact for error messages, where everything that looks like
// any key goes too.
func (s secret) redactMessage(text string) string {
	return keyLike.ReplaceAllString(s.redact(text), "[key]")
}
