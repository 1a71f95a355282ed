package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/numeral"
	"github.com/sumtool/sumtool/lint"
)

// Magnitude reports a Korean number and its English twin that differ by a power
// of ten.
var Magnitude = &lint.Rule{
	ID: "magnitude", Category: lint.Text, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "a number in 만, 억 or 조 and its English twin differ by a power of ten",
		Why: "Korean counts in ten-thousands: 8 billion is 80억, and a model that translates the digits writes 8억. " +
			"A number is held against its gloss, 8억(8 billion), and a model's size against its name, in the title or in another bullet: Orion-14B with 14억 parameters. " +
			"Only a pure power of ten is reported, only between numbers of the same thing, and not where the value stands rightly elsewhere in the paper.",
		Bad:  "### [Heron-14B: A Bilingual Model](https://arxiv.org/abs/2405.00001)\n\n- Heron-14B는 14억 개의 매개변수를 가집니다.\n- 기준 모델은 8억(8 billion) 매개변수입니다.\n",
		Good: "### [Heron-14B: A Bilingual Model](https://arxiv.org/abs/2405.00001)\n\n- Heron-14B는 140억 개의 매개변수를 가집니다.\n- 기준 모델은 80억(8 billion) 매개변수이고, 7천만 장으로 학습한 LLaMA-70B보다 작습니다.\n",
	},
	Check: func(p *lint.Pass) {
		for i := range p.Papers {
			magnitudes(p, &p.Papers[i])
		}
	},
}

// amount is a number with a scale: 14억, 1.2 billion, the 14B of Orion-14B.
type amount struct {
	numeral.Number
	text   string // the title or bullet that it stands in
	start  int    // of the text in the document
	bullet int    // -1 for the title
	korean bool   // its scale is 만, 억 or 조
	thing  string // what it counts, as far as that is known: "parameters", "tokens", "data" or ""
	own    bool   // it is not part of another model's name
}

func (a amount) written() string { return a.text[a.Start:a.End] }
func (a amount) span() digest.Span {
	return digest.Span{Start: a.start + a.Start, End: a.start + a.End}
}

func magnitudes(p *lint.Pass, paper *digest.Paper) {
	if !hasScaled(p.Document, paper) {
		return
	}
	title := paper.Title(p.Document)
	all := amounts(nil, title, title, paper.Heading.Title.Start, -1)
	for j := range paper.Bullets {
		b := &paper.Bullets[j]
		all = amounts(all, p.Text(b.Text), title, b.Text.Start, j)
	}
	var others []int // the numbers that are not in 만, 억 or 조
	for i := range all {
		if !all[i].korean {
			others = append(others, i)
		}
	}
	for i, korean := range all {
		if !korean.korean {
			continue
		}
		for _, k := range others {
			english := all[k]
			if !twins(korean, english, k-i) || stated(all, korean.Value, korean) || stated(all, english.Value, english) {
				continue
			}
			right := english.InWords(numeral.Korean)
			p.Report(korean.span(), fmt.Sprintf("%q is %s, but %q is %s (%s); one of them is wrong by a power of ten",
				korean.written(), korean.InWords(numeral.English), english.written(), english.InWords(numeral.English), right),
				lint.Suggest(right, lint.NoFix), lint.Also(p.Place(english.span()), "the other number"))
			break
		}
	}
}

// hasScaled reports whether a paper may have numbers in 만, 억 or 조: most have none,
// and only those are held against others.
func hasScaled(d *digest.Document, paper *digest.Paper) bool {
	if numeral.MayBeScaled(paper.Title(d)) {
		return true
	}
	for j := range paper.Bullets {
		if numeral.MayBeScaled(d.Text(paper.Bullets[j].Text)) {
			return true
		}
	}
	return false
}

// twins reports whether two numbers of a paper say the same thing with another
// power of ten. after is how many amounts the English one stands behind the
// Korean one.
func twins(korean, english amount, after int) bool {
	exp, ok := numeral.PowerOfTen(korean.Value, english.Value)
	if !ok || exp < -3 || exp > 3 || (korean.Kind == numeral.Class) != (english.Kind == numeral.Class) {
		return false
	}
	if korean.bullet == english.bullet && (after == 1 && english.Gloss || after == -1 && korean.Gloss) {
		return true
	}
	if korean.thing == "data" && english.InName && english.own && korean.bullet == english.bullet && english.Start < korean.Start {
		return exp == 1 || exp == -1 // Heron-1M은 1천만 장
	}
	if korean.Kind == numeral.Class || korean.thing == "" || korean.thing != english.thing {
		return false
	}
	if english.InName && korean.bullet == english.bullet && after == -1 && korean.Start-english.End < len("라는 모델은 총 약 ") {
		return true // Heron-500M은 500만 매개변수
	}
	// One digit in common is a coincidence too often; two are not, unless the
	// number belongs to another model.
	return english.own && (korean.thing == "parameters" || digits(korean.Value) > 1)
}

// stated reports whether the value stands in the paper once more in the other
// language: then the number is right, and what looks like its twin is not.
func stated(all []amount, v numeral.Value, self amount) bool {
	for _, a := range all {
		if a.korean != self.korean && a.Value == v {
			return true
		}
	}
	return false
}

func digits(v numeral.Value) int {
	return len(strings.Trim(strings.ReplaceAll(v.String(), ".", ""), "0"))
}

// amounts appends the numbers of a text that have a scale.
func amounts(all []amount, text, title string, start, bullet int) []amount {
	for _, n := range numeral.Find(text) {
		a := amount{Number: n, text: text, start: start, bullet: bullet, own: true}
		switch figure := a.written(); {
		case n.Kind != numeral.Plain && n.Kind != numeral.Class:
			continue
		case strings.Contains(figure, "만"), strings.Contains(figure, "억"), strings.Contains(figure, "조"):
			a.korean = true
		case strings.ContainsAny(figure, "kKMBbTmt") && !n.Soft:
			a.own = ownNumber(text[:n.Start], title, bullet < 0)
		default:
			continue
		}
		a.thing = thing(a)
		all = append(all, a)
	}
	return all
}

// ownNumber reports whether a number after the given text is the paper's own: it
// is no part of a name (14B 모델), or the name stands in the title (Orion-14B,
// Poro 34B).
func ownNumber(before, title string, inTitle bool) bool {
	name := before
	if i := strings.LastIndexFunc(before, func(r rune) bool { return r > 0x7F || strings.ContainsRune("(,;:/", r) }); i >= 0 {
		_, size := utf8.DecodeRuneInString(before[i:])
		name = before[i+size:]
	}
	if inTitle {
		return true
	}
	title, named := strings.ToLower(title), false
	for w := range latinWords(name) {
		named = true
		w = strings.ToLower(strings.TrimRight(w, "-0123456789"))
		if len(w) >= 3 && strings.Contains(title, w) {
			return true
		}
	}
	return !named
}

// thing says what a number counts, by the words right before and behind it.
func thing(a amount) string {
	const reach = 40 // bytes: a dozen syllables
	behind := clipText(a.text[a.End:], reach)
	if i := strings.IndexAny(behind, ".,;("); i >= 0 {
		behind = behind[:i]
	}
	before := a.text[max(0, a.Start-reach):a.Start]
	if i := strings.LastIndexAny(before, ".,;)"); i >= 0 {
		before = before[i:]
	}
	for _, near := range [...]string{behind, before} {
		lower := strings.ToLower(near)
		switch {
		case strings.Contains(lower, "매개변수"), strings.Contains(lower, "매개 변수"), strings.Contains(lower, "파라미터"), strings.Contains(lower, "패러미터"), strings.Contains(lower, "param"):
			return "parameters"
		case strings.Contains(lower, "토큰"), strings.Contains(lower, "token"):
			return "tokens"
		}
	}
	switch a.Unit {
	case "개", "장", "쌍", "이미지", "비디오", "영상", "샘플", "문장", "문서", "건", "편", "질문", "문제":
		return "data"
	}
	if !a.korean && strings.ContainsAny(a.written(), "BM") && (a.InName || a.bullet < 0 || strings.Contains(behind, "모델")) {
		return "parameters"
	}
	return ""
}

func clipText(s string, n int) string { return s[:min(n, len(s))] }
