package glossary

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/hangul"
)

// Matcher finds many forms in a text at once. A form stands at the beginning of
// a word; Latin letters match in either case, and a space of the form matches a
// space, a hyphen or nothing, since Korean spacing varies. After a form in
// Hangul its word may go on with particles, a plural or 하다; after a Latin one
// with a plural s and whatever is no letter.
type Matcher struct {
	forms []string // folded

	// the forms by their first character, longest form first
	syllables hangul.Table[beginning]
	ascii     [utf8.RuneSelf][]beginning
	others    map[rune][]beginning
}

// beginning is a form in the list of its first character.
type beginning struct {
	form   int32
	second rune // its second character, where a text must have the same; else 0
}

// Match is one form found.
type Match struct {
	Start, End int // byte offsets, what is tolerated behind the form excluded
	Form       int // index of the form
}

// NewMatcher prepares the forms. Empty ones are never found.
func NewMatcher(forms []string) *Matcher {
	m := &Matcher{forms: make([]string, len(forms)), others: map[rune][]beginning{}}
	order := make([]int32, len(forms))
	for i, f := range forms {
		order[i], m.forms[i] = int32(i), strings.Join(strings.Fields(strings.ToLower(f)), " ")
	}
	slices.SortStableFunc(order, func(a, b int32) int { return len(m.forms[b]) - len(m.forms[a]) })
	for _, i := range order {
		if f := m.forms[i]; f != "" {
			first, size := utf8.DecodeRuneInString(f)
			b := beginning{i, hangul.SyllableAt(f, size)}
			switch {
			case hangul.IsSyllable(first):
				m.syllables.Add(first, b)
			case first < utf8.RuneSelf:
				m.ascii[first] = append(m.ascii[first], b)
			default:
				m.others[first] = append(m.others[first], b)
			}
		}
	}
	return m
}

// All yields the matches in order, the longest at each place, none overlapping.
func (m *Matcher) All(text string) iter.Seq[Match] {
	return func(yield func(Match) bool) {
		if len(m.forms) == 0 {
			return
		}
		inWord := false
		for i := 0; i < len(text); {
			r, size := rune(text[i]), 1
			word := false
			if r < utf8.RuneSelf {
				word = isWord(r)
			} else if s := hangul.SyllableAt(text, i); s != 0 {
				r, size, word = s, 3, true
			} else {
				r, size = utf8.DecodeRuneInString(text[i:])
				word = isWord(r)
			}
			if word && !inWord {
				if form, end := m.at(text, i, r, size); form >= 0 {
					if !yield(Match{i, end, form}) {
						return
					}
					i, inWord = end, true
					continue
				}
			}
			inWord = word
			i += size
		}
	}
}

// at returns the longest form that stands at i and where it ends, or -1. first is
// the character there, of size bytes.
func (m *Matcher) at(text string, i int, first rune, size int) (form, end int) {
	list := m.syllables.Of(first)
	if !hangul.IsSyllable(first) {
		if first = unicode.ToLower(first); first < utf8.RuneSelf {
			list = m.ascii[first]
		} else {
			list = m.others[first]
		}
	}
	if len(list) == 0 {
		return -1, 0
	}
	second := hangul.SyllableAt(text, i+size)
	for _, b := range list {
		if b.second != 0 && b.second != second {
			continue
		}
		if end, ok := matchForm(m.forms[b.form], text[i:]); ok && goesOn(text[i:i+end], text[i+end:]) {
			return int(b.form), i + end
		}
	}
	return -1, 0
}

// matchForm returns how much of the text the form covers.
func matchForm(form, text string) (n int, ok bool) {
	for k := 0; k < len(form); {
		c := form[k]
		if c == ' ' {
			if n < len(text) && (text[n] == ' ' || text[n] == '-') {
				n++
			} else if !hangulAt(text, n) { // spaces part Latin words for good
				return 0, false
			}
			k++
			continue
		}
		if n >= len(text) {
			return 0, false
		}
		if c < utf8.RuneSelf {
			t := text[n]
			if 'A' <= t && t <= 'Z' {
				t += 'a' - 'A'
			}
			if t != c {
				return 0, false
			}
			k, n = k+1, n+1
			continue
		}
		want, size := utf8.DecodeRuneInString(form[k:])
		got, width := utf8.DecodeRuneInString(text[n:])
		if got != want && (hangul.IsSyllable(want) || unicode.ToLower(got) != want) {
			return 0, false
		}
		k, n = k+size, n+width
	}
	return n, true
}

// goesOn reports whether a word that begins with the form may go on with rest.
func goesOn(form, rest string) bool {
	last, _ := utf8.DecodeLastRuneInString(form)
	if hangul.IsSyllable(last) {
		return EndsTerm(rest)
	}
	rest = strings.TrimPrefix(rest, "s")
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || hangul.IsSyllable(r) || !isWord(r)
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return hangul.IsSyllable(r) || unicode.IsLetter(r)
}

func hangulAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[min(i, len(text)):])
	return hangul.IsSyllable(r)
}
