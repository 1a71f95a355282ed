package rules

import (
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/hangul"
)

// register is the style that a sentence is written in, by its final ending.
type register uint8

const (
	noRegister register = iota // no Hangul, or an ending that says nothing
	hamnida                    // 합니다체: formal speech
	haeyo                      // 해요체: polite speech
	handa                      // 한다체: written style
	nounStyle                  // ends in a noun or a nominal form: 제안함, 새로운 방법
	question                   // 무엇인가
	listTail                   // announces a list and gives it: 두 가지를 다룹니다: A와 B
	linkLine                   // a noun and an address: 프로젝트 페이지: https://…
)

// sentence is one sentence of a bullet.
type sentence struct {
	start, end int // byte offsets in the bullet's text; end excludes the space behind it
	register   register
	last       [2]int // the word that decides, as offsets; empty if none does
}

// sentences splits a bullet's text and says the register of each sentence. A
// sentence ends at a full stop, question or exclamation mark that Hangul, a
// bracket or a quote precedes and a space follows, outside brackets and quotes.
func sentences(text string) (all []sentence) {
	start := 0
	add := func(end int) {
		for start < end && text[start] == ' ' {
			start++
		}
		if s, ok := readSentence(text, start, end); ok {
			all = append(all, s)
		}
		start = end
	}
	depth := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(depth-1, 0)
		case '.', '?', '!':
			if depth == 0 && (i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\n') && i > 0 && endsClause(text[:i]) {
				add(i + 1)
			}
		}
	}
	if strings.TrimSpace(text[start:]) != "" {
		add(len(text))
	}
	return all
}

// endsClause reports whether a mark after the text may end a sentence: after
// Latin letters and digits it is more likely an abbreviation or a number.
func endsClause(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return hangul.IsSyllable(r) || strings.ContainsRune(`)]"'*`+"`\u201d\u2019", r)
}

// readSentence finds the register of text[start:end].
func readSentence(text string, start, end int) (sentence, bool) {
	s := sentence{start: start, end: end}
	for s.end > start && (text[s.end-1] == ' ' || text[s.end-1] == '\n') {
		s.end--
	}
	if isQuotation(text[start:s.end]) {
		return s, true
	}
	core, address := trimTail(text[start:s.end])
	if core == "" {
		return s, address || s.end > start
	}
	s.register, s.last = ending(core)
	s.last[0], s.last[1] = s.last[0]+start, s.last[1]+start
	if s.register != nounStyle && s.register != noRegister {
		return s, true
	}
	// A list or an address behind a colon: what stands before it decides.
	if colon := lastColon(core); colon >= 0 {
		if r, _ := ending(strings.TrimRight(core[:colon], " ")); r == hamnida || r == handa || r == haeyo {
			s.register = listTail
		}
	}
	if address && s.register == nounStyle {
		s.register = linkLine
	}
	return s, true
}

// isQuotation reports whether a sentence is somebody else's: all in quotes, or
// given as an example.
func isQuotation(s string) bool {
	return strings.HasPrefix(s, "예:") || strings.HasPrefix(s, "예시:") ||
		strings.HasPrefix(s, "\"") && strings.HasSuffix(strings.TrimRight(s, " ."), "\"") ||
		strings.HasPrefix(s, "\u201c") && strings.HasSuffix(strings.TrimRight(s, " ."), "\u201d")
}

// trimTail cuts off what follows the last word of a sentence: marks, a
// parenthesis with an example or source, emoji, and an address with its colon.
func trimTail(s string) (core string, address bool) {
	scheme := lastScheme(s)
	for {
		before := s
		s = strings.TrimRight(s, " .?!:;,*_\"'\u201d\u2019\u2026\n")
		if strings.HasSuffix(s, ")") || strings.HasSuffix(s, "]") {
			if open := matchingOpen(s); open > 0 {
				s = s[:open]
			}
		}
		if scheme+len("://") > len(s) {
			scheme = lastScheme(s)
		}
		if i := scheme; i >= 0 && !strings.ContainsAny(s[i:], " \n") {
			j := strings.LastIndexAny(s[:i], " \n(<:")
			if k := hangulBefore(s, i); k > j {
				j = k
			}
			s, address = s[:j+1], true
			s = strings.TrimRight(s, "<( ")
		}
		for r, size := utf8.DecodeLastRuneInString(s); r >= 0x2000 && r < 0x3000 || r >= 0x1F000; r, size = utf8.DecodeLastRuneInString(s) {
			s = s[:len(s)-size]
		}
		if s == before {
			return s, address
		}
	}
}

// lastScheme returns the offset of the last :// or -1. Few sentences have one, and
// that is found out faster from the front.
func lastScheme(s string) int {
	if !strings.Contains(s, "://") {
		return -1
	}
	return strings.LastIndex(s, "://")
}

// hangulBefore returns the offset of the last byte of the Hangul that stands
// before i with only Latin letters between, or -1.
func hangulBefore(s string, i int) int {
	for i > 0 && isASCIIWord(s[i-1]) {
		i--
	}
	if r, _ := utf8.DecodeLastRuneInString(s[:i]); hangul.IsSyllable(r) {
		return i - 1
	}
	return -1
}

// matchingOpen returns the offset of the bracket that the last byte closes, or -1.
func matchingOpen(s string) int {
	depth := 0
	for i := len(s) - 1; i >= 0; i-- {
		switch s[i] {
		case ')', ']':
			depth++
		case '(', '[':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// lastColon returns the offset of the last colon that a space follows, or -1.
func lastColon(s string) int {
	for i := len(s) - 2; i >= 0; i-- {
		if s[i] == ':' && s[i+1] == ' ' {
			return i
		}
	}
	return -1
}

// ending reads the register of a clause from its last word, and returns where
// that word stands.
func ending(s string) (register, [2]int) {
	s, _ = trimTail(s)
	end := len(s)
	start := end
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:start])
		if !hangul.IsSyllable(r) {
			break
		}
		start -= size
	}
	word := s[start:end]
	at := [2]int{start, end}
	switch {
	case word == "":
		if strings.ContainsFunc(s, hangul.IsSyllable) {
			return nounStyle, at
		}
		return noRegister, at
	case isFormal(word):
		return hamnida, at
	case strings.HasSuffix(word, "다") && !nounInDa(word):
		return handa, at
	case strings.HasSuffix(word, "요") && politeEnding(word):
		return haeyo, at
	case strings.HasSuffix(word, "죠"):
		return haeyo, at
	case strings.HasSuffix(word, "는가"), strings.HasSuffix(word, "인가"), strings.HasSuffix(word, "한가"), strings.HasSuffix(word, "을까"), strings.HasSuffix(word, "할까"), strings.HasSuffix(word, "일까"):
		return question, at
	}
	return nounStyle, at
}

// isFormal reports whether a word ends in -ㅂ니다, -ㅂ니까 or -십시오; 아니다 does not.
func isFormal(word string) bool {
	stem, ok := strings.CutSuffix(word, "니다")
	if !ok {
		stem, ok = strings.CutSuffix(word, "니까")
	}
	r, _ := utf8.DecodeLastRuneInString(stem)
	j, _ := hangul.Decompose(r)
	return ok && j.Final == finalBieup || strings.HasSuffix(word, "십시오")
}

// nounInDa knows nouns that end like a verb.
func nounInDa(word string) bool {
	for _, n := range [...]string{"람다", "캐나다", "판다", "바다", "소다", "마다"} {
		if strings.HasSuffix(word, n) {
			return true
		}
	}
	return word == "다"
}

// politeEnding tells 해요 and 이에요 from nouns such as 필요 and 개요.
func politeEnding(word string) bool {
	for _, e := range [...]string{"어요", "아요", "해요", "에요", "예요", "여요", "네요", "군요", "지요", "세요", "려요", "워요", "와요", "져요", "돼요", "나요", "까요", "데요", "든요", "겨요", "춰요", "펴요", "켜요", "내요", "봐요", "줘요", "써요"} {
		if strings.HasSuffix(word, e) {
			return true
		}
	}
	return false
}
