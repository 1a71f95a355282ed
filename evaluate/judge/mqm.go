package judge

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/sumtool/sumtool/internal/lazyregexp"
)

// Severity is how much an error of a translation matters.
type Severity string

// The severities of MQM, from the gravest.
const (
	Critical Severity = "critical" // inhibits comprehension
	Major    Severity = "major"    // disrupts the flow, but the sense is there
	Minor    Severity = "minor"    // an error that hinders nobody
)

var severities = []Severity{Critical, Major, Minor}

// TranslationError is one error that a judge marks.
type TranslationError struct {
	Severity Severity `json:"severity"`
	Category string   `json:"category"`     // "accuracy/mistranslation"
	Span     string   `json:"span"`         // as it stands in the translation, or in the source if something was left out
	In       string   `json:"in,omitempty"` // "source" or "target"; "" means either
}

// MQM is a judge's marks on one segment.
type MQM struct {
	Score   float64            // 0 (no error) down to -25
	Errors  []TranslationError // gravest first
	Dropped int                // marks whose span stands in neither text: made up, so they do not count
}

// MQM's scale as GEMBA-MQM (Kocmi and Federmann 2023) computes it: 25 for a
// critical error, 5 for a major, 1 for a minor one; of the errors in the order of
// their severities only the first five count; no segment is below -25.
var penalty = map[Severity]float64{Critical: 25, Major: 5, Minor: 1}

const (
	mqmCounted = 5
	mqmFloor   = -25
)

// parseMQM reads a judge's answer about a segment. An answer that is not of the
// asked form is an error and never a score: silence must not read as praise.
func parseMQM(answer item, source, target string) (MQM, error) {
	marks, err := answer.marks()
	if err != nil {
		return MQM{}, err
	}
	var m MQM
	inSource, inTarget := fold(source), fold(target)
	for _, e := range marks {
		e.Severity = Severity(strings.ToLower(strings.TrimSpace(string(e.Severity))))
		e.Category = strings.ToLower(strings.TrimSpace(e.Category))
		if e.Category == "no-error" || e.Severity == "no-error" {
			continue
		}
		if strings.Contains(e.Category, "non-translation") {
			e.Severity = Critical
		}
		if !slices.Contains(severities, e.Severity) {
			return MQM{}, fmt.Errorf("severity %q, expected critical, major or minor", e.Severity)
		}
		if !stands(e, inSource, inTarget) {
			m.Dropped++
			continue
		}
		m.Errors = append(m.Errors, e)
	}
	slices.SortStableFunc(m.Errors, func(a, b TranslationError) int {
		return cmp.Compare(slices.Index(severities, a.Severity), slices.Index(severities, b.Severity))
	})
	for _, e := range m.Errors[:min(len(m.Errors), mqmCounted)] {
		m.Score -= penalty[e.Severity]
	}
	m.Score = max(m.Score, mqmFloor)
	return m, nil
}

// stands reports whether an error's span stands in the text that it names. A
// non-translation is about the whole segment and needs none.
func stands(e TranslationError, source, target string) bool {
	span := fold(strings.Trim(strings.TrimSpace(e.Span), "\"'“”‘’`"))
	if span == "" {
		return strings.Contains(e.Category, "non-translation")
	}
	switch e.In {
	case "source":
		return strings.Contains(source, span)
	case "target":
		return strings.Contains(target, span)
	}
	return strings.Contains(target, span) || strings.Contains(source, span)
}

// fold makes texts comparable: composed, lower case, single spaces.
func fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(norm.NFC.String(s)), " "))
}

// marks are the errors of an answer: a list, or in "text" the same list as JSON,
// or lines as GEMBA-MQM asks for them.
func (it item) marks() ([]TranslationError, error) {
	switch {
	case it.Errors != nil:
		return *it.Errors, nil
	case strings.TrimSpace(it.Text) == "":
		return nil, errors.New(`neither "errors" nor "text"`)
	}
	var boxed struct{ Errors *[]TranslationError }
	var list []TranslationError
	text := strings.TrimSpace(it.Text)
	switch {
	case json.Unmarshal([]byte(text), &list) == nil && strings.HasPrefix(text, "["):
		return list, nil
	case json.Unmarshal([]byte(text), &boxed) == nil && boxed.Errors != nil:
		return *boxed.Errors, nil
	}
	return gembaLines(text)
}

var (
	gembaHeader = lazyregexp.New(`(?i)^[\s*#>-]*(critical|major|minor)[\s*]*:[\s*]*(.*)$`)
	gembaError  = lazyregexp.New(`^[\s*•-]*([A-Za-z][A-Za-z /-]*?)\s+[-–—:]\s+(.+?)\s*$`)
	gembaClean  = lazyregexp.New(`(?i)^[\s*•-]*no[- ]errors?\.?\s*$`)
)

// gembaLines reads GEMBA-MQM's form: a line for each severity, each followed by
// `no-error` or by lines of `category/subcategory - "span"`.
func gembaLines(text string) (marks []TranslationError, err error) {
	var severity Severity
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if m := gembaHeader().FindStringSubmatch(line); m != nil {
			severity, line = Severity(strings.ToLower(m[1])), m[2]
		}
		switch m := gembaError().FindStringSubmatch(line); {
		case line == "" || gembaClean().MatchString(line):
		case severity == "":
			return nil, fmt.Errorf("%q stands before any severity", clip(line))
		case m == nil:
			return nil, fmt.Errorf("%q is no error, expected category - \"span\"", clip(line))
		default:
			marks = append(marks, TranslationError{Severity: severity, Category: m[1], Span: m[2]})
		}
	}
	if severity == "" {
		return nil, errors.New("no severity is named")
	}
	return marks, nil
}

// clip shortens what an error quotes.
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
