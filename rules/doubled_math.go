package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/lint"
)

// DoubledMath reports formulas that are kept together with their reading.
var DoubledMath = &lint.Rule{
	ID: "doubled-math", Category: lint.Text, Severity: lint.Error, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "a formula is written twice, or together with its reading",
		Why: "A paper's web page carries each formula as signs, as MathML and as a text for readers of the source: ℒ with `caligraphic_L`, × twice, α with its " +
			"slanted twin 𝛼. Copied as text, all of them stay. Differences (ΔΔG) and norms are left alone.",
		Bad:  "- ℒℒ (caligraphic_L-Quill)은 LLM××MapReduce보다 빠르고, 계수 α𝛼는 작습니다.\n",
		Good: "- L-Quill은 LLM×MapReduce보다 빠르고, 계수 α는 작으며 ΔΔG를 예측합니다. 변수 `bold_x`는 코드입니다.\n",
	},
	Check: func(p *lint.Pass) {
		for b := range bullets(p.Document) {
			for at := range b.Prose() {
				doubledMath(p, at)
			}
		}
	},
}

// latexmlStyle matches the name that LaTeXML gives a letter in a style. Those
// that are common words must stand before a single letter.
const latexmlStyle = `(?:(?:bold_italic|blackboard_bold|caligraphic|fraktur|sansserif|typewriter)_\w|(?:italic|bold|roman|script)_\w\b)`

var (
	// mathReading matches what LaTeXML writes for a formula.
	mathReading = lazyregexp.New(`(?:` + latexmlStyle + `|(?:start|end)_(?:POST|PRE|FLOAT)(?:SUB|SUPER)SCRIPT|(?:start|end)_(?:ARG|ROW|CELL|ARRAY|OPEN|RELOP))(?:[ \w^]*(?:` +
		latexmlStyle + `|_(?:POST|PRE|FLOAT)(?:SUB|SUPER)SCRIPT|_(?:ARG|ROW|CELL|ARRAY)))*`)
	readingStyle = lazyregexp.New(`(?:bold_italic|blackboard_bold|caligraphic|italic|bold|fraktur|roman|sansserif|typewriter|script)_`)
)

// maxReading bounds a formula's reading in brackets, in bytes.
const maxReading = 400

func doubledMath(p *lint.Pass, at digest.Span) {
	text := p.Text(at)
	var taken []digest.Span
	if strings.IndexByte(text, '_') >= 0 {
		for _, m := range mathReading().FindAllStringIndex(text, -1) {
			if n := len(taken); n > 0 && m[0] < taken[n-1].End {
				continue // within the same brackets
			}
			taken = append(taken, reportReading(p, at.Start, text, digest.Span{Start: m[0], End: m[1]}))
		}
	}
	doubledSigns(p, at, text, taken)
}

// reportReading reports a reading, with the brackets that hold it and the sign
// before them if there are any, and returns what it reported.
func reportReading(p *lint.Pass, offset int, text string, reading digest.Span) digest.Span {
	open := strings.LastIndexAny(text[max(0, reading.Start-maxReading):reading.Start], "()")
	shut := strings.IndexAny(text[reading.End:min(len(text), reading.End+maxReading)], "()")
	if open >= 0 {
		open += max(0, reading.Start-maxReading)
	}
	if open < 0 || text[open] != '(' || shut < 0 || text[reading.End+shut] != ')' {
		p.Reportf(reading.Shift(offset), "this is the reading of a formula, not the formula; write the formula")
		return reading
	}
	brackets := digest.Span{Start: open, End: reading.End + shut + 1}
	plain := readingStyle().ReplaceAllString(text[open+1:brackets.End-1], "")
	same := strings.ReplaceAll(plain, " ", "")
	before := strings.TrimSuffix(text[max(0, open-maxReading):open], " ")
	sign := before[strings.LastIndexByte(before, ' ')+1:]
	const message = "a formula and its reading are both kept; keep one"
	switch {
	case strings.HasSuffix(norm.NFKC.String(sign), same): // F(italic_F)
		p.Report(brackets.Shift(offset), message, lint.Suggest("", lint.Unsafe))
	case doubleSign(sign) && strings.HasPrefix(same, norm.NFKC.String(sign[:len(sign)/2])): // ℒℒ (caligraphic_L-Mul)
		brackets.Start -= len(sign) + open - max(0, open-maxReading) - len(before)
		p.Report(brackets.Shift(offset), message, lint.Suggest(plain, lint.Unsafe))
	default:
		p.Reportf(brackets.Shift(offset), "the brackets hold the reading of a formula; write the formula alone")
	}
	return brackets
}

// doubleSign reports whether s is one sign, twice.
func doubleSign(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return r >= utf8.RuneSelf && len(s) == 2*n && s[:n] == s[n:]
}

// doubledSigns reports mathematical signs that stand twice, and letters that
// their slanted or script twin follows.
func doubledSigns(p *lint.Pass, at digest.Span, text string, taken []digest.Span) {
	for i := 0; i < len(text); {
		if !mayBeSign[text[i]] {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		prev, size := utf8.DecodeLastRuneInString(text[:i])
		end := i + n
		if (r != prev || !singleSign(r) || strings.HasPrefix(text[end:], string(r))) && !twin(prev, r) {
			i = end
			continue
		}
		for len(taken) > 0 && taken[0].End <= i {
			taken = taken[1:]
		}
		span := digest.Span{Start: i - size, End: end}
		if len(taken) == 0 || !taken[0].Overlaps(span) {
			p.Report(span.Shift(at.Start), fmt.Sprintf("%q is written twice; keep one", string(prev)), lint.Suggest(string(prev), lint.Unsafe))
		}
		i = end
	}
}

// mayBeSign marks the bytes that mathematical signs begin with.
var mayBeSign = [256]bool{0xC2: true, 0xC3: true, 0xCE: true, 0xCF: true, 0xE2: true, 0xF0: true}

// singleSign reports whether r is a sign that formulas do not write twice in a row.
func singleSign(r rune) bool {
	switch {
	case r >= 0x2100 && r <= 0x214F: // letter-like: ℒ, ℝ, ℓ
		return r != '℃' && r != '℉' && r != '№' && r != '™'
	case r >= 0x1D400 && r <= 0x1D7FF: // slanted, bold, script letters
		return true
	}
	return strings.ContainsRune("×÷±∓≤≥≠≈≡∝∞∈∑∏√∇⊕⊗αβεθλπτφψω", r)
}

// twin reports whether r is a mathematical form of the letter before it: α𝛼, N𝑁.
func twin(before, r rune) bool {
	if r < 0x1D400 || r > 0x1D7FF || before < 0 {
		return false
	}
	plain, _ := utf8.DecodeRuneInString(norm.NFKC.String(string(r)))
	return plain == before
}
