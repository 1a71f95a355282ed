package translate

import (
	"strings"
	"unicode"

	"github.com/sumtool/sumtool/internal/lazyregexp"
)

// tidy mends what models get wrong without meaning anything by it: space at the
// edges and doubled, invisible characters, quotation marks around the whole, a
// gloss that repeats its term. Nothing that carries meaning is touched; the rest
// is for the checks.
func tidy(target, source string) string {
	target = strings.Map(func(r rune) rune {
		switch {
		case r == '\u200b' || r == '\ufeff' || r == '\u2060' || r == '\u00ad':
			return -1
		case r == '\u00a0' || r == '\u202f' || r == '\t':
			return ' '
		case unicode.IsControl(r) && r != '\n' && r != '\r':
			return -1
		}
		return r
	}, target)
	target = strings.TrimSpace(target)
	target = unquote(target, source)
	if !strings.Contains(source, "  ") {
		target = doubleSpace().ReplaceAllString(target, "$1 ")
	}
	return ownGloss(target)
}

var doubleSpace = lazyregexp.New(`(\S) {2,}`)

var quotes = map[string]string{`"`: `"`, "'": "'", "\u201c": "\u201d", "\u2018": "\u2019"}

// unquote takes off quotation marks that enclose the whole target and not the
// whole source.
func unquote(target, source string) string {
	for open, close := range quotes {
		inner, ok := strings.CutPrefix(target, open)
		if !ok || strings.HasPrefix(strings.TrimSpace(source), open) {
			continue
		}
		if inner, ok = strings.CutSuffix(inner, close); ok && inner != "" && !strings.Contains(inner, open) && !strings.Contains(inner, close) {
			return strings.TrimSpace(inner)
		}
	}
	return target
}

var gloss = lazyregexp.New(`([A-Za-z][\w+-]*(?: [\w+-]+){0,5}) ?\(([A-Za-z][\w+ -]*)\)`)

// ownGloss turns "mixture of experts (mixture of experts)" into its term alone.
func ownGloss(s string) string {
	if !strings.Contains(s, "(") {
		return s
	}
	return gloss().ReplaceAllStringFunc(s, func(m string) string {
		g := gloss().FindStringSubmatch(m)
		if len(g[2]) >= 3 && len(g[1]) >= len(g[2]) && strings.EqualFold(g[1][len(g[1])-len(g[2]):], g[2]) &&
			(len(g[1]) == len(g[2]) || g[1][len(g[1])-len(g[2])-1] == ' ') {
			return g[1]
		}
		return m
	})
}
