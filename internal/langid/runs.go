package langid

import (
	"bytes"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
)

// Run is a stretch of a bullet in another language than the bullet itself.
type Run struct {
	Span     digest.Span // in the source
	Script   Script      // Kana for Japanese, Han for Chinese
	Language string      // or [Und]
	Quoted   bool        // it stands in or beside quotation marks or emphasis, or is an example: the text speaks of it
	Gloss    bool        // it explains the word before it in brackets, or is explained so: 다변량(多變量)
}

// Runs finds the stretches of a bullet in other languages than its own: words in
// another script, and sentences. Latin names and terms inside Korean, Japanese or
// Chinese are no such stretches, sentences of an alphabet's language are. found
// is what [Detector.Bullet] said of the bullet.
func (d *Detector) Runs(src []byte, b *digest.Bullet, found Result, language string) []Run {
	home := ScriptFor(language)
	if home == None {
		return nil
	}
	r := runner{d: d, src: src, bullet: b, home: home}
	if r.nothing(found) {
		return nil
	}
	room := rooms.Get().(*[]word)
	defer rooms.Put(room)
	words := (*room)[:0]
	for at := range b.Prose() {
		words = appendWords(words, src, at)
	}
	*room = words
	r.split(words)
	if home == Latin || home == Cyrillic || home == Other {
		r.sentences(words, language)
	}
	return r.runs
}

// rooms are for the words of one bullet after the other.
var rooms = sync.Pool{New: func() any { return new([]word) }}

// word is a stretch of letters of one script.
type word struct {
	span   digest.Span
	script Script
	latin  latin // of a Latin word
	glued  bool  // a Hangul ending follows
}

// appendWords divides a stretch of prose into words. Kana and Han go together.
func appendWords(words []word, src []byte, at digest.Span) []word {
	text := src[:at.End]
	for i := at.Start; i < at.End; {
		r, size := decode(text, i)
		s := ScriptOf(r)
		switch s {
		case None:
			i += size
			continue
		case Latin:
			w := latinWord(text, i)
			words = append(words, word{digest.Span{Start: i, End: w.end}, Latin, w, letterFollows(text, w.end, Hangul)})
			i = w.end
			continue
		case Kana:
			s = Han
		}
		if n := len(words); n > 0 && words[n-1].span.End == i && words[n-1].script == s {
			words[n-1].span.End += size
		} else {
			words = append(words, word{span: digest.Span{Start: i, End: i + size}, script: s})
		}
		i += size
	}
	return words
}

// runner collects the runs of one bullet.
type runner struct {
	d      *Detector
	src    []byte
	bullet *digest.Bullet
	home   Script
	runs   []Run
}

// nothing reports whether the bullet has no foreign letters and too few Latin
// words for a sentence, as most have.
func (r *runner) nothing(found Result) bool {
	if len(r.d.byScript[r.home]) > 1 || found.spliced {
		return false
	}
	for s := Hangul; s < scripts; s++ {
		if found.scripts>>s&1 == 1 && r.foreign(s) {
			return false
		}
	}
	return r.home == Latin || found.words < sentenceWords
}

// foreign reports whether a script is not the bullet's own.
func (r *runner) foreign(s Script) bool {
	return s != r.home && !((s == Han || s == Kana) && (r.home == Han || r.home == Kana))
}

// split goes through the words and collects runs of foreign scripts, and Latin
// prose where Latin is foreign.
func (r *runner) split(words []word) {
	for i := 0; i < len(words); {
		w := &words[i]
		if !r.foreign(w.script) {
			i++
			continue
		}
		end := i + 1
		if w.script == Latin {
			for end < len(words) && words[end].script == Latin && !r.parted(words[end-1], words[end]) {
				end++
			}
			if r.home == Hangul && w.latin.spliced(r.src[:r.bullet.Text.End], w.span.Start) {
				r.runs = append(r.runs, Run{Span: w.span, Script: Latin, Language: r.splice()})
			} else {
				r.latin(words[i:end])
			}
		} else {
			end = r.reach(words, i)
			r.letters(words[i:end])
		}
		i = end
	}
}

// splice names the language of a Latin word inside a Hangul one: English, unless
// another candidate alone is written in Latin letters. A word is too little to ask.
func (r *runner) splice() string {
	if c := r.d.byScript[Latin]; len(c) == 1 {
		return c[0]
	}
	return "en"
}

// reach returns the end of the run of one foreign script that begins at i. Latin
// names inside it (обучен на 42.5K часах) belong to it.
func (r *runner) reach(words []word, i int) int {
	end := i + 1
	for j := end; j < len(words) && j <= end+1; j++ {
		if r.parted(words[j-1], words[j]) {
			break
		}
		if words[j].script == words[i].script {
			end = j + 1
		} else if words[j].script != Latin {
			break
		}
	}
	return end
}

// parted reports whether two words stand in different clauses: a bracket, a
// quotation mark or the like is between them.
func (r *runner) parted(a, b word) bool {
	return bytes.ContainsAny(r.src[a.span.End:b.span.Start], "()[]{}\"\u201c\u201d\u2018\u300c\u300d\u300e\u300f*_:;|\n")
}

// letters adds a run of a script that is foreign wherever it stands. A single
// Greek or Cyrillic letter is mathematics.
func (r *runner) letters(words []word) {
	at := digest.Span{Start: words[0].span.Start, End: words[len(words)-1].span.End}
	counts := Count(r.src[at.Start:at.End])
	script := words[0].script
	switch n := counts[script] + counts[Kana]; {
	case script == Greek && n < 4, script == Cyrillic && n < 2, script == Other && n < 2:
		return
	case len(bytes.Trim(r.src[at.Start:at.End], "\u30fc")) == 0: // marks of length, used as a dash
		return
	}
	r.add(at, script)
}

// add judges the language and the surroundings of a run.
func (r *runner) add(at digest.Span, script Script) {
	v := &vote{}
	v.add(r.src[at.Start:at.End])
	if script == Han && v.counts[Kana] > 0 {
		script = Kana
	}
	run := Run{Span: at, Script: script}
	plain := &digest.Bullet{Text: at}
	run.Language, _ = r.d.among(script, v, func() string { return letters(r.src, plain, script) })
	if run.Language == Und && len(r.d.byScript[script]) == 0 {
		run.Language = usual(script, r.src[at.Start:at.End])
	}
	run.Quoted, run.Gloss = r.surroundings(at, script)
	r.runs = append(r.runs, run)
}

// usual names the language that an alphabet stands for where no candidate is
// written in it: nobody would list all languages only to have доступ named.
func usual(s Script, text []byte) string {
	switch s {
	case Hangul:
		return "ko"
	case Kana:
		return "ja"
	case Han:
		return "zh"
	case Greek:
		return "el"
	case Cyrillic:
		for _, c := range string(text) {
			if ScriptOf(c) == Cyrillic && !(0x410 <= c && c <= 0x44F || c == 0x401 || c == 0x451) {
				return Und // not a letter of Russian
			}
		}
		return "ru"
	}
	return Und
}

// surroundings says whether a run is quoted, and whether it is or has a gloss.
func (r *runner) surroundings(at digest.Span, script Script) (quoted, gloss bool) {
	before, after := r.src[r.bullet.Text.Start:at.Start], r.src[at.End:r.bullet.Text.End]
	b, _ := utf8.DecodeLastRune(before)
	a, size := utf8.DecodeRune(after)
	quoted = isQuote(b) || isQuote(a) || isMark(a) && isQuoteAt(after[size:]) || script == Latin && r.cited(at)
	if b == '(' || b == '\uff08' {
		_, bracket := utf8.DecodeLastRune(before)
		word, _ := utf8.DecodeLastRune(bytes.TrimRight(before[:len(before)-bracket], " "))
		gloss = ScriptOf(word) != None || unicode.IsDigit(word)
	}
	if a == ' ' {
		a, _ = utf8.DecodeRune(after[size:])
	}
	return quoted, gloss || a == '(' || a == '\uff08'
}

// cited reports whether a sentence is an example without quotation marks: it
// follows a colon, or the Korean sentence goes on with it (… is it?라는 질문).
func (r *runner) cited(at digest.Span) bool {
	before, after := bytes.TrimRight(r.src[r.bullet.Text.Start:at.Start], " "), r.src[at.End:r.bullet.Text.End]
	if len(before) > 0 && before[len(before)-1] == ':' {
		return true
	}
	next, _ := utf8.DecodeRune(after)
	if r.home != Hangul || ScriptOf(next) != Hangul {
		return false
	}
	ended := bytes.ContainsAny(r.src[at.End-1:at.End], ".?!")
	return !ended || bytes.HasPrefix(after, []byte("라")) || bytes.HasPrefix(after, []byte("이라"))
}

func isQuote(r rune) bool {
	switch r {
	case '"', '\'', '\u2018', '\u2019', '\u201c', '\u201d', '\u300c', '\u300d', '\u300e', '\u300f', '\u3008', '\u300a', '*', '_', '`':
		return true
	}
	return false
}

func isMark(r rune) bool { return r == '.' || r == '?' || r == '!' || r == ',' }

func isQuoteAt(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return isQuote(r)
}
