package langid

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/hangul"
)

// vote is what the letters of a text speak for.
type vote struct {
	counts  Counts // letters that vote, by script; Latin ones of common words only
	capital int    // letters of Latin words in title case, which are names beside another script
	inside  Counts // those in brackets, which explain a word and count only where nothing else does
	name    int    // letters of Latin words that can only be names: GPT-4, LaTeX, BERT
	words   int    // Latin words that are no such names
	accents int    // those of them with a letter that English does not have
	depth   int    // open brackets
	spliced bool   // a Latin word stands inside a Hangul one
}

// syllable is how many letters of an alphabet a Hangul syllable or a Han
// character is worth: it says about as much, and a text in these scripts holds
// words of others more readily than the reverse.
const syllable = 3

// poll counts the votes of a bullet's prose.
func poll(src []byte, b *digest.Bullet) *vote {
	v := &vote{}
	for at := range b.Prose() {
		v.add(src[at.Start:at.End])
	}
	if v.counts.Letters() == 0 {
		v.counts = v.inside
	}
	return v
}

// scripts has a bit for each script that the text has letters of.
func (v *vote) scripts() (bits uint16) {
	for s := Latin; s < scripts; s++ {
		if v.counts[s]+v.inside[s] > 0 {
			bits |= 1 << s
		}
	}
	return bits
}

// add counts one stretch of prose.
func (v *vote) add(text []byte) {
	for i := 0; i < len(text); {
		if n := syllables(text[i:]); n > 0 { // most of a Korean text
			if v.depth > 0 {
				v.inside[Hangul] += n
			} else {
				v.counts[Hangul] += n
			}
			i += 3 * n
			continue
		}
		b := text[i]
		if b < utf8.RuneSelf {
			if letterBit[b] == 1 {
				i = v.word(text, i)
				continue
			}
			switch b {
			case '(':
				v.depth++
			case ')':
				v.depth = max(v.depth-1, 0)
			}
			i++
			continue
		}
		r, size := decode(text, i)
		s := ScriptOf(r)
		if s == Latin {
			i = v.word(text, i)
			continue
		}
		if s == Greek && !letterFollows(text, i+size, Greek) && !letterPrecedes(text, i, Greek) {
			s = None // a lone Greek letter is mathematics
		}
		if v.depth > 0 {
			v.inside[s]++
		} else {
			v.counts[s]++
		}
		i += size
	}
	v.counts[None], v.inside[None] = 0, 0
}

// syllables counts the Hangul syllables that a text begins with.
func syllables(text []byte) (n int) {
	for hangul.SyllableAt(text, 3*n) != 0 {
		n++
	}
	return n
}

// word counts the Latin word at the offset and returns its end.
func (v *vote) word(text []byte, at int) int {
	w := latinWord(text, at)
	switch {
	case w.digit || w.upper > 1 || w.letters == 1:
		v.name += w.letters
		return w.end
	case letterFollows(text, w.end, Hangul):
		// a stem with a Korean ending is a Korean word: fine-tuning하여
		v.spliced = v.spliced || w.spliced(text, at)
		return w.end
	case v.depth > 0:
		v.inside[Latin] += w.letters
	case w.upper == 1:
		v.capital += w.letters
	default:
		v.counts[Latin] += w.letters
	}
	v.words++
	if w.accent {
		v.accents++
	}
	return w.end
}

// latin describes a Latin word.
type latin struct {
	end     int
	letters int
	upper   int
	digit   bool // it holds or touches a digit
	accent  bool // it has a letter that English does not have
}

// latinWord reads the word at the offset, which stands on a Latin letter. An
// apostrophe joins letters (don't, l'eau).
func latinWord(text []byte, at int) (w latin) {
	w.digit = at > 0 && isDigit(text[at-1])
	for i := at; i < len(text); {
		if c := text[i]; letterBit[c] == 1 {
			w.letters++
			w.upper += int(^c >> 5 & 1)
			i++
			continue
		}
		r, size := decode(text, i)
		switch {
		case ScriptOf(r) == Latin:
			w.letters++
			if unicode.IsUpper(r) {
				w.upper++
			}
			w.accent = w.accent || r >= utf8.RuneSelf
		case isDigit(byte(min(r, utf8.RuneSelf))):
			w.digit = true
		case unicode.Is(unicode.Mn, r):
			w.accent = true
		case (r == '\'' || r == '\u2019') && letterFollows(text, i+size, Latin):
		default:
			w.end = i
			return w
		}
		i += size
	}
	w.end = len(text)
	return w
}

// spliced reports whether a word in lower case stands inside a Hangul word, as no
// spelling has it: 방법ologies들. The letters of a formula or a unit are fewer.
func (w latin) spliced(text []byte, at int) bool {
	const least = 4
	return w.upper == 0 && !w.digit && w.letters >= least && letterPrecedes(text, at, Hangul) && letterFollows(text, w.end, Hangul)
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// letterFollows reports whether a letter of the script stands at the offset.
func letterFollows(text []byte, at int, s Script) bool {
	if at >= len(text) {
		return false
	}
	r, _ := decode(text, at)
	return ScriptOf(r) == s
}

// letterPrecedes reports whether a letter of the script ends at the offset.
func letterPrecedes(text []byte, at int, s Script) bool {
	r, _ := utf8.DecodeLastRune(text[:at])
	return ScriptOf(r) == s
}

// winner returns the script that most votes are for, Kana standing for Japanese
// and Han for Chinese, and its share of the votes. Without votes it is [None].
func (v *vote) winner() (Script, float64) {
	c := v.counts
	east := c[Kana] + c[Han]
	others := c[Hangul] + east + c[Cyrillic] + c[Greek] + c[Other]
	if others == 0 && (c[Latin] > 0 || v.capital > v.name) {
		// Title case tells names from words only beside another script, or in a
		// list of names alone.
		c[Latin] += v.capital
	}
	weight := [scripts]int{Latin: c[Latin], Hangul: syllable * c[Hangul], Han: syllable * east,
		Cyrillic: c[Cyrillic], Greek: c[Greek], Other: c[Other]}
	best, total := None, 0
	for s, n := range weight {
		total += n
		if n > weight[best] {
			best = Script(s)
		}
	}
	if total == 0 {
		return None, 0
	}
	share := float64(weight[best]) / float64(total)
	if best == Han && c[Kana]*kanaShare >= c[Han] && c[Kana] > 0 {
		best = Kana
	}
	return best, share
}

// of returns the votes for a script, Han standing for Japanese, too.
func (v *vote) of(s Script) int {
	if s == Kana {
		return v.counts[Kana] + v.counts[Han]
	}
	return v.counts[s]
}

// kanaShare: a text is Japanese from one kana in this many Han characters. A
// Chinese text may quote a stray の.
const kanaShare = 20

// among decides between the candidates of a script. letters gives the text that
// lingua reads, should it be asked.
func (d *Detector) among(s Script, v *vote, letters func() string) (string, float64) {
	candidates := d.byScript[s]
	if s == Han && len(candidates) == 0 { // Japanese without kana
		candidates = d.byScript[Kana]
	}
	switch {
	case len(candidates) == 0:
		return Und, 0
	case len(candidates) > 1 || s == Other: // other alphabets are lingua's to tell apart
		return d.ask(s, letters())
	case candidates[0] == "en" && v.accents > 1 && v.accents*accentShare > v.words:
		return Und, 0 // Latin letters, but not English
	}
	return candidates[0], 1
}

// accentShare: English has no more than one word with a foreign letter in this many.
const accentShare = 6

// ask lets lingua decide among the candidates of a script.
func (d *Detector) ask(s Script, text string) (string, float64) {
	values := d.lingua[s]().ComputeLanguageConfidenceValues(text)
	if len(values) < 2 || values[0].Value() == values[1].Value() {
		return Und, 0
	}
	return strings.ToLower(values[0].Language().IsoCode639_1().String()), values[0].Value()
}

// Bounds of the letters that lingua is given: more make it slower, not surer; with
// fewer, a name is better than nothing.
const (
	maxAsked = 1000
	minAsked = 12
)

// letters returns the bullet's words in one script for lingua, names left out
// unless hardly anything else is there.
func letters(src []byte, b *digest.Bullet, s Script) string {
	out, n := wordsIn(src, b, s, false)
	if n < minAsked && s == Latin {
		out, _ = wordsIn(src, b, s, true)
	}
	return out
}

// wordsIn returns the bullet's words in one script and the number of their letters.
func wordsIn(src []byte, b *digest.Bullet, s Script, names bool) (text string, n int) {
	var out strings.Builder
	last := None
	for at := range b.Prose() {
		text := src[at.Start:at.End]
		for i := 0; i < len(text) && n < maxAsked; {
			r, size := decode(text, i)
			found := ScriptOf(r)
			switch {
			case found == Latin:
				w := latinWord(text, i)
				if s == Latin && (names || !w.digit && w.upper <= 1) && !letterFollows(text, w.end, Hangul) {
					out.Write(text[i:w.end])
					out.WriteByte(' ')
					n += w.letters
				}
				i, last = w.end, None
				continue
			case found == s:
				out.WriteRune(r)
				n++
			case unicode.Is(unicode.M, r):
				out.WriteRune(r) // a vowel sign belongs to its letter
			case found != last:
				out.WriteByte(' ')
			}
			last = found
			i += size
		}
	}
	return out.String(), n
}

// round makes a confidence the same on every run: lingua adds in the order of a
// map, and sums of floating-point numbers depend on their order.
func round(c float64) float64 { return math.Round(c*1e4) / 1e4 }
