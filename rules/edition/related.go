package edition

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/internal/numeral"
	"github.com/sumtool/sumtool/lint"
)

// Bounds of how much of what a source surely speaks of a target must speak of.
// Right translations keep two thirds and more of the anchors; another bullet of
// the same paper keeps a quarter.
const (
	fewestAnchors = 6
	leastKept     = 0.2
	fewestObeyed  = 3
	mostObeyed    = 0.34
	fewestToSwap  = 3
	swapMargin    = 0.3
	leastSwapGain = 3 // of both together
)

// related warns of a target that speaks of something else altogether, and
// refuses it where the source holds an instruction that it may have obeyed.
func (c *checker) related() {
	if c.pair.From != "ko" || c.pair.To != "en" {
		return
	}
	a := c.source.anchors()
	if orders().MatchString(c.source.text) {
		a.names = nil // the words of an order that was obeyed are in the answer, too
		if kept, all := a.in(c.target); all >= fewestObeyed && float64(kept) < mostObeyed*float64(all) {
			c.fail(Chatter, "it does not translate the text, which may have been obeyed as an instruction")
		}
		return
	}
	if kept, all := a.in(c.target); all >= fewestAnchors && float64(kept) < leastKept*float64(all) {
		c.add(Violation{Rule: Chatter, Severity: lint.Warning,
			Message: fmt.Sprintf("it speaks of something else: %d of %d words that an English text would say again are in it", kept, all)})
	}
}

// orders are sentences that tell a model what to do.
var orders = lazyregexp.New(`(?i)(?:지시|명령|프롬프트|규칙|요청)[^.]{0,12}(?:무시하|잊어|따르지 마|버리)|(?:출력|대답|답변|답|말|작성|번역)하(?:라|세요|십시오|시오)|(?:쓰|적으)(?:라|세요|십시오)|` +
	`\bignore (?:all|any|the|previous|prior)|\byou (?:must|are now|will now)\b|\bsystem prompt\b|\bdisregard\b|\b(?:reply|respond|answer|output) (?:only|with)\b`)

// anchors are what a translation of a text can be recognised by.
type anchors struct {
	numbers []numeral.Number
	names   []string   // the stems of Latin words, folded
	words   [][]string // the beginnings of English words, folded, one of which stands for a Korean one
}

// anchors reads the lexicon's words, the Latin words and the numbers of a source.
func (s *segment) anchors() anchors {
	var a anchors
	for _, n := range s.numbers {
		if !n.InName && !n.Soft {
			a.numbers = append(a.numbers, n)
		}
	}
	seen := map[string]bool{}
	for _, t := range s.tokens() {
		if f := fold(t.text).text; len(f) >= 2 && !functionWords()[f] && !seen[f] {
			seen[f] = true
			a.names = append(a.names, stemOf(f))
		}
	}
	lex := lexicon()
	for _, run := range hangulRuns(s.text) {
		for at := 0; at < len(run); {
			key, stems := lex.longest(run[at:])
			if key == "" {
				at += len("가")
				continue
			}
			if !seen[key] {
				seen[key] = true
				a.words = append(a.words, stems)
			}
			at += len(key)
		}
	}
	return a
}

// in counts the anchors that the target has, and all of them.
func (a anchors) in(t *segment) (kept, all int) {
	for _, n := range a.numbers {
		for _, o := range t.numbers {
			if numeral.Equal(n, o) {
				kept++
				break
			}
		}
	}
	for _, name := range a.names {
		if t.hasWordFrom(name) {
			kept++
		}
	}
	for _, stems := range a.words {
		for _, stem := range stems {
			if t.hasWordFrom(stem) {
				kept++
				break
			}
		}
	}
	return kept, a.count()
}

func (a anchors) count() int { return len(a.numbers) + len(a.names) + len(a.words) }

// words of papers on machine learning and how English says them, by hand: a
// Korean word, a tab, the beginnings of English words that stand for it.
//
//go:embed data/lexicon.tsv
var lexiconData string

type wordList struct {
	stems  map[string][]string
	widest int // bytes of the longest key
}

var lexicon = sync.OnceValue(func() wordList {
	l := wordList{stems: map[string][]string{}}
	for line := range strings.Lines(lexiconData) {
		ko, en, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		for _, stem := range strings.Split(en, ",") {
			l.stems[ko] = append(l.stems[ko], fold(stem).text)
		}
		l.widest = max(l.widest, len(ko))
	}
	return l
})

// longest returns the longest key that s begins with, "" if there is none.
func (l wordList) longest(s string) (string, []string) {
	for n := min(l.widest, len(s)); n > 0; n -= len("가") {
		n -= n % len("가")
		if stems, ok := l.stems[s[:n]]; ok {
			return s[:n], stems
		}
	}
	return "", nil
}
