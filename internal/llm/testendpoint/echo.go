package testendpoint

import (
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/internal/numeral"
)

// copied are the parts of a text that no translation changes: addresses, code,
// formulas, placeholders, tags.
var copied = lazyregexp.New("`[^`]+`" + `|\$[^$\s][^$]*\$|⟦\d+⟧|<[^<>\s][^<>]*>|https?://[^\s<>()\x{3131}-\x{318E}\x{AC00}-\x{D7A3}]*[^\s<>()\x{3131}-\x{318E}\x{AC00}-\x{D7A3}.,;:!?'"\]]|[\w.+-]+@[\w-]+\.[\w.]+`)

// echo makes an English text of a Korean one that says nothing but could pass for
// its translation: what must not change is copied, numbers keep their value, and
// each Korean word becomes an English one, always the same.
func echo(source string) string {
	numbers := numeral.Find(source)
	out := echoWriter{}.all(source, numbers)
	if numeral.Compare(numbers, numeral.Find(out)).Same() {
		return out
	}
	return echoWriter{figures: true}.all(source, numbers)
}

// echoWriter builds the English text.
type echoWriter struct {
	figures bool // write months as figures: not every March in brackets is read as one
	b       strings.Builder
	last    string // word made up last, to avoid the same twice
	glue    glue
	due     space
}

// glue says what was written last, for what a Korean ending glued to it means.
type glue uint8

const (
	loose  glue = iota
	latin       // a Latin word, a figure, something copied, a closing bracket or quote
	number      // a number in words
)

// space says whether a space is due before what comes next.
type space uint8

const (
	none space = iota
	soft       // after a Korean word: before a word, but not before a hyphen
	hard       // the source has one
)

func (w echoWriter) all(source string, numbers []numeral.Number) string {
	spans := copied().FindAllStringIndex(source, -1)
	for i := 0; i < len(source); {
		if len(spans) > 0 && spans[0][0] <= i {
			w.copy(source[spans[0][0]:spans[0][1]])
			i, spans = spans[0][1], spans[1:]
			continue
		}
		next := len(source)
		if len(spans) > 0 {
			next = spans[0][0]
		}
		for len(numbers) > 0 && numbers[0].Start < i {
			numbers = numbers[1:]
		}
		if len(numbers) > 0 && numbers[0].Start == i && numbers[0].End <= next {
			end := w.number(source, numbers[0])
			i, numbers = min(max(end, i+1), next), numbers[1:]
			continue
		}
		if source[i] == '-' && w.due == soft && i+1 < len(source) && isWord(rune(source[i+1])) {
			i++ // 시스템-2: glued to an English word, the number would be part of a name
			continue
		}
		if len(numbers) > 0 && numbers[0].Start < next && numbers[0].Start > i {
			next = numbers[0].Start
		}
		i += w.run(source[i:next])
	}
	return w.b.String()
}

func (w *echoWriter) copy(s string) {
	w.space()
	w.b.WriteString(s)
	w.glue = latin
}

func (w *echoWriter) space() {
	if w.due != none && w.b.Len() > 0 {
		w.b.WriteByte(' ')
	}
	w.due = none
}

// run writes the run of one kind of characters that s begins with, and returns its
// length.
func (w *echoWriter) run(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case isHangul(r):
		n := lengthOf(s, isHangul)
		w.hangul(s[:n])
		return n
	case isWord(r):
		n := lengthOf(s, isWord)
		w.copy(s[:n])
		w.last = strings.ToLower(s[:n])
		return n
	case isForeign(r):
		n := lengthOf(s, isForeign)
		w.word(vocabulary[hash(s[:n])%uint32(len(vocabulary))])
		return n
	case unicode.IsSpace(r):
		if w.due = hard; w.glue != number {
			w.glue = loose
		}
		return size
	case w.due == soft && strings.ContainsRune("([{", r):
	case w.due == soft:
		w.due, w.glue = none, latin // a closing quote, say, belongs to the word
	}
	opens := w.due != none || w.b.Len() == 0 || w.glue == loose
	w.space()
	w.b.WriteString(s[:size])
	w.glue = loose
	if strings.ContainsRune(")]}\u2019\u201d", r) || strings.ContainsRune("'\"*", r) && !opens {
		w.glue = latin
	}
	return size
}

func lengthOf(s string, of func(rune) bool) int {
	if n := strings.IndexFunc(s, func(r rune) bool { return !of(r) }); n >= 0 {
		return n
	}
	return len(s)
}

// particle is the longest run of Hangul that may be glued to a Latin word without
// meaning anything in English, in syllables.
const particle = 2

func (w *echoWriter) hangul(s string) {
	syllables := utf8.RuneCountInString(s)
	if w.glue == latin && w.due == none {
		w.glue, w.due = loose, soft
		if syllables <= particle {
			return
		}
	}
	for s != "" {
		english, size := lookUp(s)
		switch {
		case size > 0:
			w.word(english)
			s = s[size:]
			continue
		case utf8.RuneCountInString(s) == syllables:
			w.word(vocabulary[hash(s)%uint32(len(vocabulary))])
		}
		// What a word of the dictionary leaves is an ending, or a part of a
		// compound that may be in the dictionary again.
		_, first := utf8.DecodeRuneInString(s)
		for s = s[first:]; s != ""; s = s[first:] {
			if _, size := lookUp(s); size > 2*len("가") {
				break
			}
			_, first = utf8.DecodeRuneInString(s)
		}
	}
}

func hash(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

// word writes an English word, unless it stands there already.
func (w *echoWriter) word(english string) {
	if w.last == english {
		return
	}
	w.last = english
	if begins(w.b.String()) {
		english = strings.ToUpper(english[:1]) + english[1:]
	}
	w.space()
	w.b.WriteString(english)
	w.glue, w.due = loose, soft
}

// begins reports whether a sentence begins after s.
func begins(s string) bool {
	s = strings.TrimRight(s, " ")
	return s == "" || strings.HasSuffix(s, ". ") || strings.HasSuffix(s, ".")
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) && !isHangul(r) && !isForeign(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func isHangul(r rune) bool { return unicode.Is(unicode.Hangul, r) }

// isForeign letters are those of scripts that an English text has no use for.
func isForeign(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Cyrillic, unicode.Arabic, unicode.Thai, unicode.Devanagari, unicode.Hebrew)
}
