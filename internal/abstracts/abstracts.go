// Package abstracts knows where the abstracts of papers come from: a JSON Lines
// file, Hugging Face's papers API, arXiv's Atom API, and a memory of what these
// have answered. It must not know digests, models or what abstracts are used
// for. What it reads is data: it is cleaned of control characters and never
// interpreted.
package abstracts

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/sumtool/sumtool/internal/lazyregexp"
)

// Abstract is one paper's abstract.
type Abstract struct {
	ArXivID string `json:"arxiv_id"` // without version, e.g. "2405.19327"
	Title   string `json:"title"`
	Text    string `json:"abstract"` // one line, NFC
	Source  string `json:"source"`   // huggingface, arxiv, or file
}

var (
	arxivID   = lazyregexp.New(`^(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})(v\d+)?$`)
	idVersion = lazyregexp.New(`v\d+$`)
)

// cleanID drops the version and the address around an id, and returns "" for
// what is no arXiv id.
func cleanID(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.LastIndex(s, "/abs/"); i >= 0 {
		s = s[i+len("/abs/"):]
	}
	s = strings.TrimPrefix(s, "arXiv:")
	if !arxivID().MatchString(s) {
		return ""
	}
	return idVersion().ReplaceAllString(s, "")
}

// cleanText joins the lines of a text that its source has wrapped, drops control
// characters and composes it.
func cleanText(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return norm.NFC.String(strings.Join(strings.Fields(s), " "))
}
