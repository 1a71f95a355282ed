package edition

import (
	"strings"
	"sync"
	"unicode"

	"github.com/sumtool/sumtool/internal/wordset"
)

// spelledOut reports whether the target says an acronym in words: "large
// language model" for LLM, "state of the art" for SOTA.
func (c *checker) spelledOut(acronym string) bool {
	if c.target.spells(acronym) {
		return true
	}
	f := singular(acronym, fold(acronym).text)
	for _, stem := range acronymWords()[f] {
		if c.target.inflectsExactly(stem) {
			return true
		}
	}
	return false
}

// inflectsExactly reports whether a word of the text begins with the folded stem.
func (s *segment) inflectsExactly(stem string) bool { return s.hasWordFrom(fold(stem).text) }

// spells reports whether consecutive words of the text spell the acronym. Each
// capital is the initial of a word; the small letters after it go on in the word
// (LoRA: low-rank adaptation) or are initials of small words (MoE: mixture of
// experts), which may lend a capital, too (SOTA), but not the most of them. An
// acronym among the words lends all its letters (AI-generated content for AIGC),
// and of a long acronym the first word may be left out.
func (s *segment) spells(acronym string) bool {
	want := []rune(singularForm(acronym))
	capitals := 0
	for i, r := range want {
		switch r {
		case '2': // text-to-image for T2I
			want[i] = 't'
		case '4':
			want[i] = 'f'
		}
		if unicode.IsUpper(want[i]) {
			capitals++
		}
	}
	if capitals < 2 && len(want) != 2 {
		return false
	}
	words := s.lenders(len(want) == 2)
	first, second := unicode.ToLower(want[0]), unicode.ToLower(want[min(1, len(want)-1)])
	for i := range words {
		// What begins with a word that lends nothing begins with the next one, too.
		if r := words[i].word[0]; r != first && (len(want) < 4 || r != second) {
			continue
		}
		if spell(acronym, words[i:], want, capitals/2) || len(want) >= 4 && spell(acronym, words[i:], want[1:], 0) {
			return true
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

// lender is a word of a text that may lend letters to an acronym.
type lender struct {
	text  string
	word  []rune // lower case
	small bool   // may be passed over
	whole bool   // an acronym itself: lends all its letters
	short bool   // too short to lend one of two letters if it is no acronym
}

// lenders returns the words of a text, those that are too short to lend one of
// two letters excepted if noShort: they would spell them by chance.
func (s *segment) lenders(noShort bool) []lender {
	if s.words == nil {
		s.words, s.longWords = []lender{}, []lender{}
		for _, w := range strings.FieldsFunc(s.text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			lower := strings.ToLower(w)
			l := lender{w, []rune(lower), smallWords()[lower], partKind(w) == name && strings.ToUpper(w) == w, false}
			if !isNameRune(l.word[0]) {
				continue
			}
			s.words = append(s.words, l)
			if l.short = len(l.word) < 4 && !l.small; !l.short || l.whole {
				s.longWords = append(s.longWords, l)
			}
		}
	}
	if noShort {
		return s.longWords
	}
	return s.words
}

// spell reports whether words lend the wanted letters of an acronym, at most some
// of the capitals by small words. The acronym does not count as one of its own
// words.
func spell(acronym string, words []lender, want []rune, small int) bool {
	if len(want) == 0 {
		return true
	}
	if len(words) == 0 {
		return false
	}
	w := words[0]
	whole := w.whole
	if whole && strings.EqualFold(w.text, acronym) {
		if whole = false; w.short {
			return spell(acronym, words[1:], want, small)
		}
	}
	if w.small && spell(acronym, words[1:], want, small) {
		return true
	}
	if w.small && unicode.IsUpper(want[0]) {
		small--
	}
	if small < 0 || w.word[0] != unicode.ToLower(want[0]) {
		return false
	}
	if whole {
		return len(want) >= len(w.word) && strings.EqualFold(string(want[:len(w.word)]), string(w.word)) && spell(acronym, words[1:], want[len(w.word):], small)
	}
	for n := 1; n <= len(want) && n <= len(w.word); n++ {
		if n > 1 && (unicode.IsUpper(want[n-1]) || want[n-1] != w.word[n-1]) {
			return false
		}
		if spell(acronym, words[1:], want[n:], small) {
			return true
		}
	}
	return false
}

var smallWords = wordset.New("of the to a an and in for on with from by as or")

// acronymWords are acronyms of the field that stand for words which do not begin
// with their letters, with the beginnings of such words.
var acronymWords = sync.OnceValue(func() map[string][]string {
	return map[string][]string{
		"sota": {"state of the art", "best", "leading", "strongest", "record"},
		"ai":   {"artificial", "intelligen", "machine"},
		"ml":   {"machine", "learn"},
		"llm":  {"language model"},
		"llms": {"language model"},
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
})

// commonAcronyms are such as an English reader expects where Korean spells out
// the words: nobody need be warned of them.
var commonAcronyms = wordset.New("ai ml dl rl llm llms lm nlp nlu nlg gpu gpus tpu cpu api gui ui ux qa vqa mt asr tts ocr cnn rnn gan vae moe rag sft rlhf " +
	"cot icl vlm lvlm mllm lmm ood pde ode sgd mse iid kv sota id us uk eu un usa usd krw 1d 2d 3d 4d hd 4k mri ct ecg eeg dna rna it os pc ar vr xr iot stem phd ceo " +
	"t2i t2v i2v tos www http url html json csv pdf")
