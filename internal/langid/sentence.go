package langid

import (
	"bytes"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/wordset"
)

// What makes Latin words inside another script a sentence: so many words, most
// of them in lower case, and either words that only sentences have or a
// sentence's beginning and end. Names and terms (Retrieval-Augmented Generation
// for Large Language Models) do not reach it.
const (
	sentenceWords  = 5
	sentenceLower  = 0.5
	sentenceLinks  = 2
	sureOfSentence = 0.9 // lingua's least confidence for a sentence in another language of the same script
)

// clause holds English words that a term does not hold: verbs, pronouns,
// conjunctions. links holds words that tie a sentence or a long term together.
var (
	clause = wordset.New("is are was were be been has have had do does did can could may might will would should must " +
		"not this these it its they their them we our us you your he she his her which who what when how why if because while " +
		"that there than let let's it's don't can't doesn't isn't aren't i")
	links = wordset.New("the a an of in on for to with by from as at and or but into over about also only such each all")
)

// latin adds the run of Latin words if it is a sentence.
func (r *runner) latin(words []word) {
	if len(words) < sentenceWords {
		return
	}
	lower, bound, clauses := 0, 0, 0
	for _, w := range words {
		text := strings.ToLower(string(r.src[w.span.Start:w.span.End]))
		if w.latin.upper == 0 && !w.latin.digit {
			lower++
		}
		if clause()[text] {
			clauses++
		} else if links()[text] {
			bound++
		}
	}
	at := digest.Span{Start: words[0].span.Start, End: words[len(words)-1].span.End}
	if float64(lower) < sentenceLower*float64(len(words)) {
		return
	}
	closed := at.End < r.bullet.Text.End && strings.ContainsRune(".?!", rune(r.src[at.End]))
	if bound+clauses >= sentenceLinks && clauses > 0 || closed && words[0].latin.upper == 1 && r.opens(at.Start) {
		if closed {
			at.End++
		}
		r.add(at, Latin)
	}
}

// opens reports whether a sentence may begin at the offset: the text begins
// there, or a mark, a bracket or a quotation is before it.
func (r *runner) opens(at int) bool {
	before := bytes.TrimRight(r.src[r.bullet.Text.Start:at], " \t\n")
	return len(before) == 0 || strings.ContainsRune(".?!:([\"'", rune(before[len(before)-1]))
}

// sentences adds the sentences in another language of the bullet's own script,
// where the candidates have several of it and lingua is sure.
func (r *runner) sentences(words []word, language string) {
	if len(r.d.byScript[r.home]) < 2 {
		return
	}
	for start := 0; start < len(words); {
		end := start + 1
		for end < len(words) && !r.ends(words[end-1], words[end]) {
			end++
		}
		if end-start >= sentenceWords {
			at := digest.Span{Start: words[start].span.Start, End: words[end-1].span.End}
			plain := &digest.Bullet{Text: at}
			if code, sure := r.d.ask(r.home, letters(r.src, plain, r.home)); code != Und && code != language && sure >= sureOfSentence {
				run := Run{Span: at, Script: r.home, Language: code}
				run.Quoted, run.Gloss = r.surroundings(at, r.home)
				r.runs = append(r.runs, run)
			}
		}
		start = end
	}
	slices.SortFunc(r.runs, func(a, b Run) int { return a.Span.Start - b.Span.Start })
}

// ends reports whether a sentence ends between two words.
func (r *runner) ends(a, b word) bool {
	between := r.src[a.span.End:b.span.Start]
	return len(between) > 1 && bytes.ContainsAny(between, ".?!\n\u3002") || r.parted(a, b)
}
