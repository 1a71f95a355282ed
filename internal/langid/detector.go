// Package langid tells which language a text is in, and which runs of it are in
// another one.
//
// It counts letters by script first, by ranges of code points. Where one of the
// candidate languages has the script for itself, that is the answer; where
// several share it, lingua-go is asked, whose models are loaded at that moment
// and not before. It knows scripts, languages and which parts of a bullet do not
// vote (addresses, code, formulas, names); it must not know what language a text
// should be in: that is for the rules.
package langid

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/pemistahl/lingua-go"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/suggest"
)

// Detector chooses among its candidate languages. It is safe for use by several
// goroutines. Make one with [New].
type Detector struct {
	codes    []string
	byScript [scripts][]string // candidates by the script that they are written in
	lingua   [scripts]func() lingua.LanguageDetector
}

// New returns a detector of the candidate languages (ISO 639-1). It loads
// nothing. A code that is not known is an error with a suggestion.
func New(codes ...string) (*Detector, error) {
	d := &Detector{}
	for _, code := range codes {
		if slices.Contains(d.codes, code) {
			continue
		}
		l, ok := known().byCode[code]
		if !ok {
			return nil, fmt.Errorf("unknown language %q%s", code, hint(code))
		}
		d.codes = append(d.codes, code)
		s := known().script[l]
		d.byScript[s] = append(d.byScript[s], code)
	}
	if len(d.codes) == 0 {
		return nil, fmt.Errorf("no candidate language; name at least one, for example ko")
	}
	for s, codes := range d.byScript {
		d.lingua[s] = sync.OnceValue(func() lingua.LanguageDetector { return build(codes) })
	}
	return d, nil
}

// hint says what a misspelt or spelt-out code may have meant.
func hint(code string) string {
	if c, ok := Code(code); ok {
		return fmt.Sprintf(" (did you mean %q?)", c)
	}
	names := Known()
	for _, c := range names {
		if strings.EqualFold(c, code) || len(code) > 2 && strings.EqualFold(c, code[:2]) {
			return fmt.Sprintf(" (did you mean %q?)", c)
		}
	}
	for _, c := range known().codes {
		names = append(names, Name(c))
	}
	if name, ok := suggest.Closest(code, names); ok {
		if c, ok := Code(name); ok {
			name = c
		}
		return fmt.Sprintf(" (did you mean %q?)", name)
	}
	return "; write ISO 639-1 codes such as ko, en, ja, zh"
}

// build makes lingua's detector of the languages. It must have two at least, so
// English fills up: its alphabet keeps it out of the choice.
func build(codes []string) lingua.LanguageDetector {
	var ls []lingua.Language
	if len(codes) < 2 {
		ls = append(ls, lingua.English)
	}
	for _, c := range codes {
		ls = append(ls, known().byCode[c])
	}
	return lingua.NewLanguageDetectorBuilder().FromLanguages(ls...).Build()
}

// Languages returns the candidates in the order given to [New].
func (d *Detector) Languages() []string { return slices.Clone(d.codes) }

// With returns a detector that has the language as a candidate, too.
func (d *Detector) With(code string) (*Detector, error) {
	if slices.Contains(d.codes, code) {
		return d, nil
	}
	return New(append(d.Languages(), code)...)
}

// Default returns the shared detector of [DefaultLanguages].
var Default = sync.OnceValue(func() *Detector {
	d, err := New(DefaultLanguages()...)
	if err != nil {
		panic(err) // the default codes are known
	}
	return d
})

// Detect returns the language of a text among [DefaultLanguages], or [Und], and
// how sure that is, from 0 to 1.
func Detect(text string) (language string, confidence float64) {
	return Default().Text([]byte(text))
}

// Text returns the language of a text that stands in no digest.
func (d *Detector) Text(text []byte) (language string, confidence float64) {
	r := d.Bullet(text, digest.PlainText(text))
	return r.Language, r.Confidence
}

// Result is the language of a bullet.
type Result struct {
	Language string // ISO 639-1, or [Und]
	// Confidence is 0 to 1: lingua's own where it was asked, else the share of
	// the letters that speak for the language among those that vote.
	Confidence float64
	Script     Script // that most votes are for, also where no candidate has it; Kana for Japanese, Han for Chinese
	Letters    int    // votes for it; of Latin, letters in lower-case words, which are no names

	// what tells without another look whether the bullet has runs of other languages
	scripts uint16 // bits of the scripts that it has letters of
	words   int    // Latin words that are no names
	spliced bool   // a Latin word stands inside a Hangul one
}

// Bullet returns the language of a bullet of the source, its label aside.
func (d *Detector) Bullet(src []byte, b *digest.Bullet) Result {
	v := poll(src, b)
	r := Result{Language: Und, scripts: v.scripts(), words: v.words, spliced: v.spliced}
	script, share := v.winner()
	if script == None {
		return r
	}
	r.Script, r.Letters = script, v.of(script)
	if language, sure := d.among(script, v, func() string { return letters(src, b, script) }); language != Und {
		r.Language, r.Confidence = language, round(share*sure)
	}
	return r
}

// OfDigest returns the language of more than half of a digest's bullets that have
// one, or "".
func OfDigest(d *digest.Document) string {
	var languages []string
	for i := range d.Papers {
		for j := range d.Papers[i].Bullets {
			languages = append(languages, Default().Bullet(d.Source, &d.Papers[i].Bullets[j]).Language)
		}
	}
	return Majority(languages)
}

// Majority returns the language of more than half of the texts that have one, or "".
func Majority(languages []string) string {
	counts, total := map[string]int{}, 0
	for _, l := range languages {
		if l != Und {
			counts[l]++
			total++
		}
	}
	for l, n := range counts {
		if 2*n > total {
			return l
		}
	}
	return ""
}
