package rules

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/hangul"
	"github.com/sumtool/sumtool/lint"
)

// StrayJamo reports single letters of Hangul inside or beside a word.
var StrayJamo = &lint.Rule{
	ID: "stray-jamo", Category: lint.Text, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "a single Hangul letter (ㄱ, ㅏ) stands inside or beside a word",
		Why: "A syllable fell apart or lost letters: `결합ㅎㅏㄴ다`, `솔루션ㅇ`. Enumerators (`ㄱ)`), letters that are quoted or named as such " +
			"(`'ㅎ'`, `ㅏ와 ㅓ`, `ㄱㄴㄷ순`) and laughter (`ㅋㅋ`) are left alone.",
		Bad:  "- 이 논문은 두 모델을 결합ㅎㅏㄴ다.\n",
		Good: "- ㄱ) 이 논문은 두 모델을 결합한다. 자음 'ㅎ'과 모음 ㅏ를 구별한다.\n",
	},
	Check: func(p *lint.Pass) {
		for at := range written(p.Document) {
			strayJamo(p, at)
		}
	},
}

// A jamoRun is a stretch of single letters between its neighbours.
type jamoRun struct {
	span          digest.Span
	letters       []rune
	before, after rune
}

func strayJamo(p *lint.Pass, at digest.Span) {
	src := p.Bytes(at)
	for i := 0; i < len(src); {
		if src[i] != 0xE1 && src[i] != 0xE3 { // what jamo begin with
			i++
			continue
		}
		r, n := utf8.DecodeRune(src[i:])
		if !hangul.IsJamo(r) || r == 0x3164 {
			i += n
			continue
		}
		run := jamoRun{span: digest.Span{Start: at.Start + i}}
		run.before, _ = utf8.DecodeLastRune(src[:i])
		for ; hangul.IsJamo(r); r, n = utf8.DecodeRune(src[i:]) {
			run.letters = append(run.letters, r)
			i += n
		}
		run.after, run.span.End = r, at.Start+i
		if run.stray(string(src[i:])) {
			report := []lint.Option{}
			if s, ok := run.suggestion(); ok {
				report = append(report, lint.Suggest(s, lint.NoFix))
			}
			p.Report(run.span, "single Hangul letters inside a word; write whole syllables", report...)
		}
	}
}

// stray reports whether the letters are damage; rest is the text after them.
func (run *jamoRun) stray(rest string) bool {
	if norm.NFC.String(string(run.letters)) != string(run.letters) {
		return false // non-nfc's
	}
	if run.laughter() {
		return false
	}
	if isWordRune(run.before) || hangul.IsJamo(run.before) {
		return true
	}
	if !hangul.IsSyllable(run.after) {
		return false // it stands alone, or is quoted or counted
	}
	if len(run.letters) == 1 && (particleAt(rest) != "" || copulaAt(rest)) {
		return false // it is named: ㅏ와 ㅓ
	}
	return !run.alphabetical()
}

// laughter reports whether the letters are ㅋㅋ, ㅎㅎ, ㅠㅠ and such.
func (run *jamoRun) laughter() bool {
	if len(run.letters) < 2 {
		return false
	}
	for _, r := range run.letters {
		if r != run.letters[0] && !(r == 'ㅜ' || r == 'ㅠ') {
			return false
		}
	}
	return true
}

// alphabetical reports whether the letters are the beginning of the alphabet.
func (run *jamoRun) alphabetical() bool {
	const alphabet = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
	return len(run.letters) > 1 && len(run.letters)*3 <= len(alphabet) && string(run.letters) == alphabet[:len(run.letters)*3]
}

// copulaAt reports whether s begins with a form of 이다 or with a word that
// names letters.
func copulaAt(s string) bool {
	for _, w := range []string{"입니다", "이라고", "인 ", "계열", "받침", "자음", "모음"} {
		if len(s) >= len(w) && s[:len(w)] == w {
			return true
		}
	}
	return false
}

// suggestion returns what the letters should read: the syllables that they make
// up, or nothing for a single vowel, which no syllable can be left of.
func (run *jamoRun) suggestion() (string, bool) {
	if s, ok := hangul.Join(run.letters); ok {
		return s, true
	}
	if len(run.letters) == 1 && run.letters[0] >= 'ㅏ' && run.letters[0] <= 'ㅣ' && hangul.IsSyllable(run.before) {
		return "", true
	}
	return "", false
}
