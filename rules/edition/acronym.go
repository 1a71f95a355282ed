package edition

import (
	"strings"
	"unicode"
)

// spelledOut reports whether the target says an acronym in words: "large
// language model" for LLM, "state of the art" for SOTA.
func (c *checker) spelledOut(acronym string) bool {
	if c.target.spells(acronym) {
		return true
	}
	f := singular(acronym, fold(acronym).text)
	for _, stem := range acronymWords[f] {
		if c.target.inflectsExactly(stem) {
			return true
		}
	}
	return false
}

// inflectsExactly reports whether a word of the text begins with the folded stem.
func (s *segment) inflectsExactly(stem string) bool {
	stem = fold(stem).text
	for from := 0; ; {
		i := strings.Index(s.folded.text[from:], stem)
		if i < 0 {
			return false
		}
		if s.folded.start[from+i] {
			return true
		}
		from += i + 1
	}
}

// spells reports whether consecutive words of the text have the acronym's
// letters as their initials. Small words may lend their initial or not (MoE,
// SOTA), an acronym among the words lends all its letters (AI-generated content
// for AIGC), and of a long acronym the first word may be left out ("language
// model" for LLM).
func (s *segment) spells(acronym string) bool {
	full, capitals := "", ""
	for _, r := range singularForm(acronym) {
		switch {
		case unicode.IsUpper(r):
			capitals += string(unicode.ToLower(r))
			full += string(unicode.ToLower(r))
		case unicode.IsLower(r):
			full += string(r)
		case r == '2': // text-to-image for T2I
			full += "t"
		case r == '4':
			full += "f"
		}
	}
	if len(capitals) < 2 && len(full) < 2 {
		return false
	}
	words := initials(s.text, acronym)
	for _, want := range []string{full, capitals} {
		if len(want) < 2 {
			continue
		}
		for i := range words {
			if spell(words[i:], want) || len(want) >= 3 && spell(words[i:], want[1:]) {
				return true
			}
		}
	}
	return false
}

func singularForm(acronym string) string {
	if n := len(acronym); n > 2 && acronym[n-1] == 's' && acronym[n-2] >= 'A' && acronym[n-2] <= 'Z' {
		return acronym[:n-1]
	}
	return acronym
}

// initial is what a word lends to an acronym.
type initial struct {
	letters string // one letter, or all of an acronym
	small   bool   // may be passed over
}

// initials returns what the words of a text lend; the acronym itself does not
// count as one of its own words.
func initials(text, acronym string) []initial {
	var out []initial
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !isNameRune(rune(w[0])) {
			continue
		}
		letters := strings.ToLower(w[:1])
		if partKind(w) == name && strings.ToUpper(w) == w && !strings.EqualFold(w, acronym) {
			letters = strings.ToLower(w)
		}
		out = append(out, initial{letters, smallWords[strings.ToLower(w)]})
	}
	return out
}

func spell(words []initial, want string) bool {
	if want == "" {
		return true
	}
	if len(words) == 0 {
		return false
	}
	w := words[0]
	return strings.HasPrefix(want, w.letters) && spell(words[1:], want[len(w.letters):]) || w.small && spell(words[1:], want)
}

var smallWords = setOf("of the to a an and in for on with from by as or")

// acronymWords are acronyms of the field that stand for words which do not begin
// with their letters, with the beginnings of such words.
var acronymWords = map[string][]string{
	"sota": {"state of the art", "best", "leading", "strongest", "record"},
	"ai":   {"artificial", "intelligen", "machine"},
	"ml":   {"machine", "learn"},
	"db":   {"database"},
	"tv":   {"television"},
	"hw":   {"hardware"},
	"sw":   {"software"},
	"vs":   {"versus", "against", "compar", "over", "than"},
	"ok":   {"okay", "fine"},
	"3d":   {"three dimension"},
	"2d":   {"two dimension"},
	"4d":   {"four dimension"},
	"1d":   {"one dimension"},
	"ko":   {"korean"},
	"en":   {"english"},
	"usa":  {"united states", "us", "america"},
	"us":   {"united states", "america"},
	"uk":   {"united kingdom", "british", "britain"},
	"kv":   {"key value"},
	"id":   {"identif"},
}

// commonAcronyms are such as an English reader expects where Korean spells out
// the words: nobody need be warned of them.
var commonAcronyms = setOf("ai ml dl rl llm llms lm nlp nlu nlg gpu gpus tpu cpu api gui ui ux qa vqa mt asr tts ocr cnn rnn gan vae moe rag sft rlhf " +
	"cot icl vlm lvlm mllm lmm ood pde ode sgd mse iid kv sota id us uk eu un usa usd krw 1d 2d 3d 4d hd 4k mri ct ecg eeg dna rna it os pc ar vr xr iot stem phd ceo " +
	"t2i t2v i2v tos www http url html json csv pdf")
