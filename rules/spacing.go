package rules

import (
	"bytes"
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// Spacing reports spaces that Korean orthography does not have, or has and are
// missing, and a few that the file itself writes otherwise.
var Spacing = &lint.Rule{
	ID: "spacing", Category: lint.Text, Severity: lint.Info, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "a space against the rules of Korean spelling, or against the rest of the file",
		Why: "Suffixes join their word (몇 년간, 최적화하였다, 모델들의), dependent nouns and counters stand apart (할 수 있다, 두 가지, 첫 번째), " +
			"and so does what follows a particle (모델을 위한). A noun is held apart from 하다 and 되다 only where the same file joins the two, " +
			"and a space before a parenthesis is pointed out where the file writes hardly any.",
		Bad:  "- 최근 몇 년 간 두가지 모델을 최적화 하였고, 이를 할수 있게 하기위한 도구를 공개했습니다. 모델을위한 도구입니다.\n",
		Good: "- 최근 몇 년간 두 가지 모델을 최적화하였고, 할 수 있는 실수 있는 일을 위한 도구를 공개했습니다. 작품들 간의 관계입니다.\n",
	},
	Check: func(p *lint.Pass) {
		parens, glued := countParens(p.Document), gluedAfterParticle.find(p)
		for b := range bullets(p.Document) {
			for at := range b.Prose() {
				s := spacer{p: p, text: p.Text(at), at: at.Start}
				s.words()
				s.glued(glued)
				if parens.spaced*4 < parens.glued {
					s.parens()
				}
			}
		}
	},
}

// spacer looks at one stretch of prose.
type spacer struct {
	p    *lint.Pass
	text string
	at   int // of the text in the document
}

func (s *spacer) report(start, end int, right, why string) {
	s.p.Report(digest.Span{Start: s.at + start, End: s.at + end}, fmt.Sprintf("%s: %q", why, right), lint.Suggest(right, lint.Unsafe))
}

// words goes over the runs of Hangul, each with the one that a single space
// parts from it.
func (s *spacer) words() {
	prevStart, prevEnd := -2, -2
	for i := 0; i < len(s.text); {
		if !isHangulLead(s.text[i]) {
			i++
			continue
		}
		start := i
		for i+2 < len(s.text) && isHangulLead(s.text[i]) {
			i += 3
		}
		if i == start {
			return
		}
		s.word(start, i)
		if prevEnd == start-1 && s.text[prevEnd] == ' ' {
			s.pair(prevStart, start, i)
		} else if start > 0 && s.text[start-1] == ' ' {
			s.years(start, start, i)
		}
		prevStart, prevEnd = start, i
	}
}

// word looks inside one word for a space that is missing.
func (s *spacer) word(start, end int) {
	word := s.text[start:end]
	if end < len(s.text) && s.text[end] == ' ' {
		if head, ok := strings.CutSuffix(word, "수"); ok && potential(head) && (strings.HasPrefix(s.text[end:], " 있") || strings.HasPrefix(s.text[end:], " 없")) {
			s.report(start, end, head+" 수", "수 stands apart from its verb")
			return
		}
	}
	if len(word) < 3*3 {
		return
	}
	if start > 0 && isASCIIWord(s.text[start-1]) {
		return
	}
	switch word[:3] {
	case "두", "세", "네", "다", "여", "몇", "첫":
	default: // as most words
		return
	}
	for _, n := range [...]string{"두", "세", "네", "다섯", "여섯", "여러", "몇"} {
		rest, ok := strings.CutPrefix(word, n)
		if !ok {
			continue
		}
		for _, counter := range [...]string{"가지", "번째", "단계로", "종류"} {
			if tail, ok := strings.CutPrefix(rest, counter); ok && (tail == "" || particleAt(tail) != "") {
				s.report(start, end, n+" "+rest, "a counter stands apart from its number")
				return
			}
		}
	}
	if tail, ok := strings.CutPrefix(word, "첫번째"); ok {
		s.report(start, end, "첫 번째"+tail, "a counter stands apart from its number")
	}
}

// gluedAfterParticle are particles with a word that stands apart from them, and
// that hardly ever stand in one word by chance.
var gluedAfterParticle = newPhrases("에대한", "에대해", "에대하여", "에의해", "에의한", "에따라", "에따른", "에관한", "에기반한",
	"을위한", "를위한", "을위해", "를위해", "을통한", "를통한", "을통해", "를통해", "와같은", "과같은", "과함께", "와함께")

// glued reports words that are written in one with the particle before them.
func (s *spacer) glued(found foundPhrases) {
	for k, offset := range found.in(digest.Span{Start: s.at, End: s.at + len(s.text)}) {
		i := offset - s.at
		start, end := i, i+len(gluedAfterParticle.list[k])
		for start >= 3 && isHangulLead(s.text[start-3]) {
			start -= 3
		}
		for end+2 < len(s.text) && isHangulLead(s.text[end]) {
			end += 3
		}
		if start < i {
			after := i + len("에")
			s.report(start, end, s.text[start:after]+" "+s.text[after:end], "what follows a particle stands apart")
		}
	}
}

// potential reports whether a word is a verb's form in -ㄹ, before which 수 is
// "possibility": 할, 될, 얻을; not 실수 or 필수.
func potential(word string) bool {
	last, _ := utf8.DecodeLastRuneInString(word)
	return strings.ContainsRune("할될볼줄낼갈올을킬릴길칠날힐뀔쓸", last)
}

// pair looks at two words that one space parts.
func (s *spacer) pair(prevStart, start, end int) {
	prev, word := s.text[prevStart:start-1], s.text[start:end]
	if s.years(prevStart, start, end) {
		return
	}
	if isVerbal(word) && len(prev) >= 2*3 && !strings.HasSuffix(prev, "로") && (strings.HasSuffix(prev, "화") && len(prev) >= 3*3 || s.joins(prev)) {
		s.report(prevStart, end, prev+word, "하다 and 되다 join their noun")
		return
	}
	switch {
	case prev == "일상" && strings.HasPrefix(word, "생활"), prev == "그" && strings.HasPrefix(word, "동안"), prev == "오랫" && strings.HasPrefix(word, "동안"):
		s.report(prevStart, end, prev+word, "this is one word")
	case (word == "들의" || word == "들에게") && len(prev) >= 2*3:
		s.report(prevStart, end, prev+word, "the plural 들 joins its noun")
	}
}

// years looks for 간 that means "during": 몇 년 간, 3개월 간, 10 년 간.
func (s *spacer) years(prevStart, start, end int) bool {
	word := s.text[start:end]
	tail, ok := strings.CutPrefix(word, "간")
	if !ok || tail != "" && particleAt(tail) == "" || start < 1 || s.text[start-1] != ' ' {
		return false
	}
	before := s.text[:start-1]
	for _, unit := range [...]string{"년", "개월", "주일", "주", "일", "시간", "분", "세기"} {
		head, ok := strings.CutSuffix(before, unit)
		if !ok {
			continue
		}
		head = strings.TrimSuffix(head, " ")
		r, _ := utf8.DecodeLastRuneInString(head)
		if r >= '0' && r <= '9' || strings.HasSuffix(head, "몇") || strings.HasSuffix(head, "수") || strings.HasSuffix(head, "십") {
			from := len(before) - len(unit)
			s.report(from, end, unit+word, "간 joins the time that it measures")
			return true
		}
	}
	return false
}

// isVerbal reports whether a word is a form of 하다 or 되다 that is no other word
// (한 is also "one").
func isVerbal(word string) bool {
	switch word[:3] {
	case "하", "했", "합", "한", "되", "됩", "된", "됐", "시":
	default: // as most words
		return false
	}
	for _, v := range [...]string{"하여", "하는", "하고", "하며", "하기", "하였", "했", "합니다", "한다", "하지", "하도록", "하면", "하거나", "하게", "되는", "되어", "되고", "되며", "되었", "됩니다", "된", "됐", "되지", "되도록", "시키"} {
		if strings.HasPrefix(word, v) {
			return true
		}
	}
	return false
}

// joins reports whether the document writes the noun in one word with a form of
// 하다 or 되다.
func (s *spacer) joins(noun string) bool {
	last, _ := utf8.DecodeLastRuneInString(noun)
	if strings.ContainsRune("게록고를을지려자기야까면은는이가도만서에의", last) {
		return false // no noun, or one with its particle
	}
	for rest := s.p.Source; ; {
		i := bytes.Index(rest, []byte(noun))
		if i < 0 {
			return false
		}
		after := rest[i+len(noun):]
		switch string(after[:min(3, len(after))]) {
		case "하", "했", "합", "되", "된", "됩", "됐":
			return true
		}
		rest = rest[i+3:]
	}
}

// verbalStem returns the length of the noun that a verb in 하다 or 되다 is made
// of, if it has two syllables or more; else 0.
func verbalStem(word []byte) int {
	for i := 2 * 3; i < len(word); i += 3 {
		switch string(word[i : i+3]) {
		case "하", "했", "합", "되", "된", "됩", "됐":
			return i
		}
	}
	return 0
}

// parenCount counts the parentheses of a document by what is before them.
type parenCount struct{ glued, spaced int }

func countParens(d *digest.Document) (n parenCount) {
	for b := range bullets(d) {
		for at := range b.Prose() {
			for _, spaced := range openings(d.Bytes(at)) {
				if spaced {
					n.spaced++
				} else {
					n.glued++
				}
			}
		}
	}
	return n
}

// openings yields the parentheses that explain the word before them, and whether
// a space stands between. Enumerators, (1) and (a), explain nothing.
func openings(text []byte) iter.Seq2[int, bool] {
	return func(yield func(int, bool) bool) {
		for i := 0; ; i++ {
			n := bytes.IndexByte(text[i:], '(')
			if n < 0 {
				return
			}
			i += n
			before, spaced := text[:i], false
			if head, ok := bytes.CutSuffix(before, []byte(" ")); ok {
				before, spaced = head, true
			}
			close := bytes.IndexByte(text[i:], ')')
			last, _ := utf8.DecodeLastRune(before)
			if !isWordRune(last) || close >= 0 && close <= len("(iii") {
				continue
			}
			if !yield(i, spaced) {
				return
			}
		}
	}
}

// parens reports the spaced parentheses of a file that glues nearly all of its
// parentheses to the word before.
func (s *spacer) parens() {
	for i, spaced := range openings(s.p.Bytes(digest.Span{Start: s.at, End: s.at + len(s.text)})) {
		if spaced {
			s.report(i-1, i+1, "(", "the file writes no space before a parenthesis")
		}
	}
}
