package rules

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/lint"
)

// RepeatedWord reports a word that is written twice in a row.
var RepeatedWord = &lint.Rule{
	ID: "repeated-word", Category: lint.Text, Severity: lint.Error, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "a word stands twice in a row",
		Why: "Language models stutter: `오픈 오픈 소스`, `데이터 데이터를`. Reduplications that Korean means (`하나 하나`, `서로 서로`), " +
			"names of papers and numbers are left alone.",
		Bad:  "- 이 모델은 오픈 오픈 소스로 공개됩니다.\n- 학습 데이터 데이터를 정제합니다.\n",
		Good: "- 두 가지 가지치기 방법을 비교합니다.\n- Policy Policy Optimization과 하나 하나 비교합니다.\n",
	},
	Check: func(p *lint.Pass) {
		for i := range p.Papers {
			for j := range p.Papers[i].Bullets {
				b := &p.Papers[i].Bullets[j]
				for at := range b.Prose() {
					repeatedWords(p, at)
				}
				repeatedGloss(p, b)
			}
		}
	},
}

// reduplications are words that Korean doubles on purpose.
var reduplications = map[string]bool{
	"하나": true, "서로": true, "매우": true, "아주": true, "정말": true, "점점": true, "조금": true, "자주": true,
	"차근": true, "두고": true, "하루": true, "가지": true, "군데": true, "구석": true, "거의": true, "더욱": true,
}

// englishFunctionWords are the only Latin words that are never doubled on purpose.
var englishFunctionWords = map[string]bool{
	"the": true, "of": true, "a": true, "an": true, "and": true, "in": true, "to": true, "is": true, "for": true, "with": true, "on": true,
}

// repeatedWords compares the words of a stretch of prose that single spaces part.
func repeatedWords(p *lint.Pass, at digest.Span) {
	text := p.Text(at)
	prevStart, prevEnd := -1, -1
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && text[end] != ' ' && text[end] != '\n' {
			end++
		}
		if prevStart >= 0 && prevEnd+1 == i && end > i {
			prev, word := text[prevStart:prevEnd], text[i:end]
			if keep := doubled(prev, word); keep != "" {
				p.Report(digest.Span{Start: at.Start + prevStart, End: at.Start + end}, fmt.Sprintf("%q stands twice", prev), lint.Suggest(keep, lint.Unsafe))
				prevStart, prevEnd, i = -1, -1, end+1
				continue
			}
		}
		prevStart, prevEnd = i, end
		i = end + 1
	}
}

// doubled returns what two neighbouring words should read if the second repeats
// the first, with nothing but punctuation or a particle behind it, else "".
func doubled(prev, word string) string {
	if !strings.HasPrefix(word, prev) || reduplications[prev] {
		return ""
	}
	hangul := 0
	for _, r := range prev {
		if r < 0xAC00 || r > 0xD7A3 {
			hangul = -1
			break
		}
		hangul++
	}
	tail := word[len(prev):]
	switch {
	case hangul >= 2 && (strings.Trim(tail, ".,;:!?)") == "" || hasParticle(tail)):
		return word
	case hangul < 0 && englishFunctionWords[prev] && strings.Trim(tail, ".,;:") == "":
		return word
	}
	return ""
}

// hasParticle reports whether s is a particle, with punctuation behind it or not.
func hasParticle(s string) bool {
	p := particleAt(s)
	if p == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[len(p):])
	return r == utf8.RuneError || !isWordRune(r)
}

var glossOfItself = lazyregexp.New(`([A-Za-z][A-Za-z0-9-]+)\(([A-Za-z][A-Za-z0-9-]+), ?([A-Za-z][A-Za-z0-9-]+)[;,)]`)

// repeatedGloss reports a name that is explained by itself: RSD(RSD,RSD; …).
func repeatedGloss(p *lint.Pass, b *digest.Bullet) {
	text := p.Bytes(b.Text)
	if !glossed(text) {
		return
	}
	for _, m := range glossOfItself().FindAllSubmatchIndex(text, -1) {
		group := func(i int) string { return string(text[m[2*i]:m[2*i+1]]) }
		if group(1) == group(2) && group(2) == group(3) {
			at := digest.Span{Start: b.Text.Start + m[0], End: b.Text.Start + m[7]}
			p.Report(at, fmt.Sprintf("%q is explained by itself", group(1)), lint.Suggest(group(1)+"("+group(1), lint.NoFix))
		}
	}
}

// glossed reports whether a bracket begins with the name before it and a comma.
func glossed(text []byte) bool {
	for i := 0; ; i++ {
		n := bytes.IndexByte(text[i:], '(')
		if n < 0 {
			return false
		}
		i += n
		start := i
		for start > 0 && (latinOrDigit(text[start-1]) || text[start-1] == '-') {
			start--
		}
		if rest, ok := bytes.CutPrefix(text[i+1:], text[start:i]); ok && start < i && bytes.HasPrefix(rest, []byte(",")) {
			return true
		}
	}
}
