package regenerate

import (
	"fmt"
	"strings"

	"github.com/sumtool/sumtool/internal/abstracts"
	"github.com/sumtool/sumtool/internal/lazyregexp"
)

// basis is what a new summary may rest on: the title and the numbered sentences
// of the abstract.
type basis struct {
	title     string
	sentences []sentence
	withheld  []string // sentences that speak to a model; they are not sent
}

type sentence struct{ id, text string }

func basisOf(a abstracts.Abstract, title string) basis {
	b := basis{title: title}
	for _, s := range abstracts.Sentences(a.Text) {
		if speaksToModel(s) {
			b.withheld = append(b.withheld, s)
			continue
		}
		b.sentences = append(b.sentences, sentence{fmt.Sprintf("s%d", len(b.sentences)+1), s})
	}
	return b
}

// text joins the title and the sentences of the given ids, all of them if ids is nil.
func (b basis) text(ids []string) string {
	parts := []string{b.title}
	for _, s := range b.sentences {
		take := ids == nil
		for _, id := range ids {
			take = take || id == s.id
		}
		if take {
			parts = append(parts, s.text)
		}
	}
	return strings.Join(parts, "\n")
}

func (b basis) ids() (ids []string) {
	for _, s := range b.sentences {
		ids = append(ids, s.id)
	}
	return ids
}

func (b basis) has(id string) bool {
	for _, s := range b.sentences {
		if s.id == id {
			return true
		}
	}
	return false
}

// An instruction to whoever summarises: an order at the beginning of a sentence,
// or one of the turns that only such orders have. A paper about such attacks
// loses a sentence of evidence at the worst.
var (
	order = lazyregexp.New(`(?i)^\W*(?:(?:please|important|note|attention|system|assistant|user|instructions?|ps)\b\W*)*` +
		`(?:ignore|disregard|forget|override|pretend|act as|respond|reply|do not|don't|never|always|you (?:must|should|are|will)|` +
		`(?:say|write|print|output|answer|return|append|insert|mention|repeat|translate|summari[sz]e|include|begin|end|start|state|praise|recommend)\s+(?:that|only|exactly|the (?:word|words|phrase|sentence|following|text|abstract|paper)|this|these|it|with|in (?:korean|english)|["“']))\b`)
	turn = lazyregexp.New(`(?i)\b(?:ignore|disregard|forget|override)\b[^.]{0,30}\b(?:instructions?|prompts?|rules?|guidelines?|previous|prior|above|earlier)\b|` +
		`\b(?:system|developer) (?:prompt|message)\b[^.]{0,40}\b(?:says?|is|now|:)|` +
		`\b(?:note|message|attention|dear|hey|instructions?) (?:to|for) (?:any |all |the )?(?:llms?|ai|models?|language models?|reviewers?|summari[sz]ers?|assistants?)\b|` +
		`\b(?:as|you are|if you are) (?:an? |the )?(?:ai|llm|large language model|language model|assistant)\b|` +
		`\byour (?:summary|answer|response|output|translation|reply) (?:must|should|shall|has to)\b`)
)

func speaksToModel(s string) bool { return order().MatchString(s) || turn().MatchString(s) }
