package rules

import (
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/hangul"
	"github.com/sumtool/sumtool/internal/wordset"
	"github.com/sumtool/sumtool/lint"
)

// wholeNames are acronyms whose Korean name has as many words as they have
// letters, so that the whole names can be compared. Of others only the last
// word is certain to belong to the name.
var wholeNames = wordset.New("LLM MLLM LMM LVLM VLM DPO SFT RLHF RLAIF PPO")

// acronymNames looks for acronyms that the file explains by different Korean
// names: 대규모 언어 모델(LLM) and 큰 언어 모델(LLM).
func acronymNames(p *lint.Pass) {
	found := map[string]*variants{}
	var order []string
	for b := range bullets(p.Document) {
		text := p.Text(b.Text)
		for open, acronym := range explained(text) {
			words := 1
			if wholeNames()[acronym] {
				words = len(acronym)
			}
			name, start := nameBefore(text[:open], words)
			if name == "" {
				continue
			}
			v := found[acronym]
			if v == nil {
				v = &variants{}
				found[acronym] = v
				order = append(order, acronym)
			}
			v.add([]byte(v.alike(name)), digest.Span{Start: start, End: open}.Shift(b.Text.Start))
		}
	}
	for _, acronym := range order {
		v := found[acronym]
		usual, clear := v.usual()
		for _, f := range v.forms {
			other := usual
			if f == usual {
				if clear || len(v.forms) < 2 {
					continue
				}
				other = v.forms[0]
				if other == f {
					other = v.forms[1]
				}
			}
			for _, at := range v.at[f] {
				p.Report(at, fmt.Sprintf("the file also calls %s %q", acronym, p.Text(v.at[other][0])), lint.Also(p.Place(v.at[other][0]), "named so here"))
			}
		}
	}
}

// explained yields the parentheses that give an acronym for the Korean name
// before them, alone or behind the English name: (LLM), (Large Language Model, LLM).
func explained(text string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i := 0; ; {
			n := strings.IndexByte(text[i:], '(')
			if n < 0 {
				return
			}
			open := i + n
			i = open + 1
			end := strings.IndexByte(text[i:], ')')
			if end < 0 {
				return
			}
			inside := text[i : i+end]
			acronym := strings.TrimSpace(inside[strings.LastIndexAny(inside, ",;:")+1:])
			acronym = strings.TrimSuffix(acronym, "s")
			if isAcronym(acronym) && !strings.ContainsFunc(inside, hangul.IsSyllable) && !yield(open, acronym) {
				return
			}
		}
	}
}

// nameBefore returns the last words of Hangul of a text, in the form that names
// are compared in, and where they begin; "" if the text ends otherwise.
func nameBefore(text string, words int) (name string, start int) {
	text = strings.TrimRight(text, " ")
	start = len(text)
	for ; words > 0; words-- {
		at := start
		if at < len(text) {
			if at == 0 || text[at-1] != ' ' {
				break
			}
			at--
		}
		from := at
		for from > 0 {
			r, size := utf8.DecodeLastRuneInString(text[:from])
			if !hangul.IsSyllable(r) && r != '-' {
				break
			}
			from -= size
		}
		if from == at {
			break
		}
		start = from
	}
	var b strings.Builder
	for w := range strings.FieldsFuncSeq(text[start:], func(r rune) bool { return r == ' ' || r == '-' }) {
		w = strings.TrimSuffix(w, "들")
		for _, particle := range [...]string{"으로부터의", "으로부터", "에서의", "을", "를", "의", "에"} {
			if stem, ok := strings.CutSuffix(w, particle); ok && len(stem) >= 2*3 {
				w = stem
				break
			}
		}
		b.WriteString(w)
	}
	return b.String(), start
}

// alike returns the form among the variants that the name is one of: one of the
// two ends in the other.
func (v *variants) alike(name string) string {
	for _, f := range v.forms {
		if strings.HasSuffix(f, name) || strings.HasSuffix(name, f) {
			return f
		}
	}
	return name
}
