package rules

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/hangul"
	"github.com/sumtool/sumtool/internal/wordset"
	"github.com/sumtool/sumtool/lint"
)

// InconsistentTerm reports a term that one file writes in several ways.
var InconsistentTerm = &lint.Rule{
	ID: "inconsistent-term", Category: lint.Text, Severity: lint.Info,
	Doc: lint.Doc{
		Summary: "one term is written in several ways in one file",
		Why: "상호작용 here and 상호 작용 there, LLMs beside LLM, an acronym with two Korean names: each is right, together they look unedited and defeat every search. " +
			"The less frequent form is reported; of two that are as frequent, the joined one, the plural one, or each of the names.",
		Bad:  "- 사용자와의 상호작용을 봅니다.\n- 환경과의 상호 작용과 로봇의 상호 작용을 봅니다.\n",
		Good: "- 사용자와의 상호 작용을 봅니다.\n- 환경과의 상호 작용을 봅니다.\n",
	},
	Check: func(p *lint.Pass) {
		compoundVariants(p)
		pluralAcronyms(p)
		acronymNames(p)
	},
}

// variants are the places at which a document writes a term in one of several
// ways, by the way.
type variants struct {
	forms []string
	at    map[string][]digest.Span
}

func (v *variants) add(form []byte, at digest.Span) {
	if v.at == nil {
		v.at = map[string][]digest.Span{}
	}
	old, known := v.at[string(form)]
	if !known {
		v.forms = append(v.forms, string(form))
	}
	v.at[string(form)] = append(old, at)
}

// usual returns the most frequent form, and false if another is as frequent.
func (v *variants) usual() (best string, clear bool) {
	for _, f := range v.forms {
		switch n := len(v.at[f]); {
		case n > len(v.at[best]):
			best, clear = f, true
		case n == len(v.at[best]):
			clear = false
		}
	}
	return best, clear
}

// compoundVariants looks for nouns that are written with a space and without.
func compoundVariants(p *lint.Pass) {
	whole := map[string]*variants{} // by the joined form, where both forms occur
	seen := map[uint64]struct{}{}   // hashes of the long nouns: few of them are written apart
	for b := range bullets(p.Document) {
		for at := range b.Prose() {
			for w := range hangulWords(p.Bytes(at)) {
				if n := longStem(w.text); n > 0 {
					seen[hashOf(w.text[:n])] = struct{}{}
				}
			}
		}
	}
	for b := range bullets(p.Document) {
		for at := range b.Prose() {
			text := p.Bytes(at)
			prev := hangulWord{at: -1}
			for w := range hangulWords(text) {
				if prev.at >= 0 && prev.at+len(prev.text)+1 == w.at && len(prev.text) >= 2*3 && len(w.text) >= 2*3 && text[w.at-1] == ' ' {
					if n := nounStem(w.text); n >= 2*3 {
						if _, ok := seen[hashOf(prev.text, w.text[:n])]; ok {
							joined := string(prev.text) + string(w.text[:n])
							if whole[joined] == nil {
								whole[joined] = &variants{}
							}
							whole[joined].add(text[prev.at:w.at+n], digest.Span{Start: prev.at, End: w.at + n}.Shift(at.Start))
						}
					}
				}
				prev = w
			}
		}
	}
	if len(whole) == 0 {
		return
	}
	for b := range bullets(p.Document) {
		for at := range b.Prose() {
			for w := range hangulWords(p.Bytes(at)) {
				if n := longStem(w.text); n > 0 {
					if v := whole[string(w.text[:n])]; v != nil {
						v.add(w.text[:n], digest.Span{Start: w.at, End: w.at + n}.Shift(at.Start))
					}
				}
			}
		}
	}
	joined := make([]string, 0, len(whole))
	for j, v := range whole {
		if len(v.forms) > 1 {
			joined = append(joined, j)
		}
	}
	slices.Sort(joined)
	longer := longerWords(p.Document, joined)
	for _, j := range joined {
		v := whole[j]
		usual, clear := v.usual()
		if oneWord()[j] || len(v.at[j])+longer[j] > len(v.at[usual]) {
			usual = j
		} else if !clear { // both are right; the spaced one is the standard's
			usual = v.forms[slices.IndexFunc(v.forms, func(f string) bool { return strings.Contains(f, " ") })]
		}
		for _, f := range v.forms {
			if f == usual {
				continue
			}
			for _, at := range v.at[f] {
				p.Report(at, fmt.Sprintf("the file also writes %q", usual), lint.Suggest(usual, lint.NoFix))
			}
		}
	}
}

// longerWords counts the words of the document that begin with one of the forms
// and go on as no particle: 오픈소스화 writes 오픈소스 in one word, too.
func longerWords(d *digest.Document, forms []string) map[string]int {
	n := map[string]int{}
	if len(forms) == 0 {
		return n
	}
	for b := range bullets(d) {
		for at := range b.Prose() {
			for w := range hangulWords(d.Bytes(at)) {
				for _, f := range forms {
					if len(w.text) > len(f) && string(w.text[:len(f)]) == f && !isParticle(w.text[len(f):]) {
						n[f]++
					}
				}
			}
		}
	}
	return n
}

// oneWord are compounds that the standard dictionary lists as one word.
var oneWord = wordset.New("상호작용 의사소통 인공지능 상관관계 인과관계 자기소개 시행착오 우선순위 기본자세 사전지식 일상생활")

// longStem is nounStem for nouns of four syllables or more; for others it is 0.
func longStem(word []byte) int {
	if len(word) < 4*3 {
		return 0
	}
	if n := nounStem(word); n >= 4*3 {
		return n
	}
	return 0
}

// nounStem returns the length of a word without its particle, and 0 for a word
// that is or ends like a verb.
func nounStem(word []byte) int {
	last := string(word[len(word)-3:])
	switch last {
	case "다", "며", "고", "여", "지", "면", "져":
		return 0
	case "서":
		if !bytes.HasSuffix(word, []byte("에서")) && !bytes.HasSuffix(word, []byte("로서")) {
			return 0
		}
	}
	if verbalStem(word) > 0 {
		return 0
	}
	if r := hangul.SyllableAt(word, len(word)-3); r == 0 || !endsParticle()[r-hangul.First] {
		return len(word)
	}
	for i := 2 * 3; i < len(word); i += 3 {
		if isParticle(word[i:]) {
			return i
		}
	}
	return len(word)
}

// endsParticle has the last syllables of particles, by their number.
var endsParticle = sync.OnceValue(func() *[hangul.Last - hangul.First + 1]bool {
	ends := new([hangul.Last - hangul.First + 1]bool)
	for _, p := range particles {
		ends[hangul.SyllableAt(p, len(p)-3)-hangul.First] = true
	}
	return ends
})

// FNV-1a, 64 bits.
const (
	fnvStart = 14695981039346656037
	fnvPrime = 1099511628211
)

// hashOf is FNV-1a over the parts joined.
func hashOf(parts ...[]byte) uint64 {
	h := uint64(fnvStart)
	for _, part := range parts {
		for _, c := range part {
			h = (h ^ uint64(c)) * fnvPrime
		}
	}
	return h
}

// pluralAcronyms looks for LLMs in a file that writes LLM more often: Korean
// needs no English plural.
func pluralAcronyms(p *lint.Pass) {
	found := map[string]*variants{}
	var order []string
	for b := range bullets(p.Document) {
		for _, in := range b.Inlines {
			if in.Kind != digest.Latin {
				continue
			}
			text := p.Bytes(in.Span)
			for i := 0; i < len(text); {
				if !isASCIIWord(text[i]) {
					i++
					continue
				}
				start := i
				for i < len(text) && (isASCIIWord(text[i]) || text[i] == '-') {
					i++
				}
				acronym := text[start:i]
				singular := bytes.TrimSuffix(acronym, []byte("s"))
				if !isAcronym(singular) {
					continue
				}
				v := found[string(singular)]
				if v == nil {
					v = &variants{}
					found[string(singular)] = v
					order = append(order, string(singular))
				}
				v.add(acronym, digest.Span{Start: start, End: i}.Shift(in.Span.Start))
			}
		}
	}
	for _, singular := range order {
		v := found[singular]
		plural := v.at[singular+"s"]
		if len(plural) == 0 || len(v.at[singular]) < len(plural) {
			continue
		}
		for _, at := range plural {
			p.Report(at, fmt.Sprintf("the file also writes %q; Korean needs no English plural", singular), lint.Suggest(singular, lint.NoFix))
		}
	}
}

func isAcronym[T ~string | ~[]byte](s T) bool {
	for i := range len(s) {
		if c := s[i]; c < 'A' || c > 'Z' {
			return false
		}
	}
	return len(s) >= 2
}
