package rules

import (
	"fmt"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// GenericSummaryOptions are the options of [GenericSummary].
type GenericSummaryOptions struct {
	Threshold float64 `yaml:"threshold" doc:"score from which a summary is reported; higher is stricter"`
}

// GenericSummary reports summaries that could be of any paper.
//
// The score is a sum of a few counts whose weights stand in [genericWeights];
// they were chosen on judged papers, by hand, so that they can be read.
var GenericSummary = &lint.Rule{
	ID: "generic-summary", Category: lint.Text, Severity: lint.Warning,
	Options: &GenericSummaryOptions{Threshold: 5.5},
	Doc: lint.Doc{
		Summary: "the summary could be of any paper, or is of another one",
		Why: "A language model that got no abstract writes about a new model that beats the state of the art on various benchmarks. " +
			"Such a summary never names its paper, shares no word with the title, drops no rare name and strings stock phrases together; " +
			"all of it together is reported. `sumtool regenerate` writes it anew from the abstract.",
		Bad: "### [Quill: Editing Contracts with Span Grammars](https://arxiv.org/abs/2405.00001)\n\n" +
			"- 이 논문은 새로운 딥러닝 모델을 제안합니다. 이 모델은 자연어 처리 분야에서 혁신적인 접근을 보입니다.\n" +
			"- Transformer 기반의 구조를 사용하며, 다양한 최적화 기법을 적용했습니다.\n" +
			"- 여러 벤치마크에서 기존 모델보다 뛰어난 성능을 보였습니다.\n",
		Good: "### [Quill: Editing Contracts with Span Grammars](https://arxiv.org/abs/2405.00001)\n\n" +
			"- Quill은 계약서를 구간 문법(span grammar)으로 고치는 모델입니다.\n" +
			"- 새로운 모델은 여러 벤치마크에서 기존 모델보다 뛰어난 성능을 보였습니다.\n",
	},
	Check: func(p *lint.Pass) {
		threshold, stock := p.Options.(*GenericSummaryOptions).Threshold, genericPhrases.find(p)
		for i := range p.Papers {
			paper := &p.Papers[i]
			if len(paper.Bullets) == 0 {
				continue
			}
			if f := featuresOf(p.Document, paper, stock, threshold); f.score() >= threshold {
				p.Report(paper.Bullets[0].Text, fmt.Sprintf("the summary could be of any paper: %s; write it anew from the abstract", f), lint.WithConfidence(f.score()))
			}
		}
	},
}

// genericFeatures are what the score is made of.
type genericFeatures struct {
	phrases   int  // different stock phrases
	named     bool // the paper's own name stands in a bullet
	hasName   bool // the title has a name at all
	titleHits int  // other title words that stand in a bullet
	rareNames int  // different Latin names that are not everybody's
}

// genericWeights is the score's table: per phrase, for a name that never
// appears, for one that does, per title word (at most 3), per rare name (at most
// 6). Summaries in plain Korean without names are common, so fewer than
// minPhrases stock phrases prove nothing.
var genericWeights = struct{ phrase, unnamed, named, titleHit, rareName float64 }{1, 3, -6, -3, -1.5}

const minPhrases = 4

func (f genericFeatures) score() float64 {
	if f.phrases < minPhrases {
		return 0
	}
	w := genericWeights
	s := w.phrase*float64(f.phrases) + w.titleHit*float64(min(f.titleHits, 3)) + w.rareName*float64(min(f.rareNames, 6))
	switch {
	case f.named:
		s += w.named
	case f.hasName:
		s += w.unnamed
	}
	return s
}

// String words the evidence.
func (f genericFeatures) String() string {
	parts := []string{fmt.Sprintf("%d stock phrases", f.phrases)}
	if f.hasName && !f.named {
		parts = append(parts, "never the paper's name")
	}
	if f.titleHits == 0 {
		parts = append(parts, "no word of its title")
	}
	return strings.Join(parts, ", ")
}

// featuresOf counts a paper's features. Where stock phrases are too few to reach
// the threshold, whatever the rest, it counts only them.
func featuresOf(d *digest.Document, paper *digest.Paper, stock foundPhrases, threshold float64) (f genericFeatures) {
	seen := make([]bool, len(genericPhrases.list))
	for j := range paper.Bullets {
		for k := range stock.in(paper.Bullets[j].Text) {
			if !seen[k] {
				seen[k] = true
				f.phrases++
			}
		}
	}
	if genericWeights.phrase*float64(f.phrases)+genericWeights.unnamed < threshold {
		return f
	}
	bodies := make([]string, len(paper.Bullets))
	for j := range paper.Bullets {
		bodies[j] = d.Text(paper.Bullets[j].Text)
	}
	lower := strings.ToLower(strings.Join(bodies, " "))
	title := paper.Title(d)
	for _, name := range titleNames(title) {
		f.hasName = true
		f.named = f.named || strings.Contains(lower, strings.ToLower(name))
	}
	for w := range latinWords(title) {
		w = strings.ToLower(w)
		if len(w) > 3 && !titleStopWords()[w] && strings.Contains(lower, stem(w)) {
			f.titleHits++
		}
	}
	names := map[string]bool{}
	for _, body := range bodies {
		for w := range latinWords(body) {
			if isRareName(w) && !names[w] && !genericNames()[strings.ToLower(w)] {
				names[w] = true
				f.rareNames++
			}
		}
	}
	return f
}

// stem cuts a word's ending, so that "editing" meets "edit" and "edits".
func stem(w string) string { return w[:min(len(w), max(5, len(w)-3))] }

// titleNames are the names that a title gives to its work: what stands before
// the colon if it is short, and words in mixed case, capitals or with digits.
func titleNames(title string) (names []string) {
	if head, _, ok := strings.Cut(title, ": "); ok && len(head) <= 40 && len(strings.Fields(head)) <= 3 {
		names = append(names, head)
	}
	for w := range latinWords(title) {
		if isOwnName(w) && !commonAcronyms()[strings.ToLower(w)] {
			names = append(names, w)
		}
	}
	return names
}
