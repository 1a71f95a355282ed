package rules

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/sumtool/sumtool/internal/digest"
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
	// mathReading matches the reading of a formula in brackets, with the sign before it.
	mathReading = lazy(`(\S*?) ?\(([^()]*` + latexmlStyle + `[^()]*)\)`)
	// bareReading matches a reading without brackets, by the words that LaTeXML writes.
	bareReading = lazy(`(?:` + latexmlStyle + `|(?:start|end)_(?:POST|PRE|FLOAT)(?:SUB|SUPER)SCRIPT|(?:start|end)_(?:ARG|ROW|CELL|ARRAY|OPEN|RELOP))(?:[ \w^]*(?:` +
		latexmlStyle + `|_(?:POST|PRE|FLOAT)(?:SUB|SUPER)SCRIPT|_(?:ARG|ROW|CELL|ARRAY)))*`)
	readingStyle = lazy(`(?:bold_italic|blackboard_bold|caligraphic|italic|bold|fraktur|roman|sansserif|typewriter|script)_`)
)

func doubledMath(p *lint.Pass, at digest.Span) {
	text := p.Text(at)
	var readings [][]int
	if strings.IndexByte(text, '_') >= 0 {
		readings = mathReading().FindAllStringSubmatchIndex(text, -1)
		for _, m := range readings {
			reportReading(p, at, text, m)
		}
	}
	if len(readings) == 0 && strings.IndexByte(text, '_') >= 0 {
		for _, m := range bareReading().FindAllStringIndex(text, -1) {
			p.Reportf(digest.Span{Start: at.Start + m[0], End: at.Start + m[1]}, "this is the reading of a formula, not the formula; write the formula")
		}
	}
	doubledSigns(p, at, text, readings)
}

// reportReading reports a formula followed by its reading in brackets.
func reportReading(p *lint.Pass, at digest.Span, text string, m []int) {
	sign, reading := text[m[2]:m[3]], text[m[4]:m[5]]
	plain := readingStyle().ReplaceAllString(reading, "")
	span := digest.Span{Start: at.Start + m[3], End: at.Start + m[1]}
	same := strings.ReplaceAll(plain, " ", "")
	switch {
	case strings.HasSuffix(norm.NFKC.String(sign), same): // F(italic_F)
		plain = ""
	case sign != "" && doubleSign(sign) && strings.HasPrefix(same, norm.NFKC.String(sign[:len(sign)/2])): // ℒℒ (caligraphic_L-Mul)
		span.Start = at.Start + m[2]
	default:
		p.Reportf(span, "the brackets hold the reading of a formula; write the formula alone")
		return
	}
	p.Report(span, "a formula and its reading are both kept; keep one", lint.Suggest(plain, lint.Unsafe))
}

// doubleSign reports whether s is one sign, twice.
func doubleSign(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return r >= utf8.RuneSelf && len(s) == 2*n && s[:n] == s[n:]
}

// doubledSigns reports mathematical signs that stand twice, and letters that
// their slanted or script twin follows.
func doubledSigns(p *lint.Pass, at digest.Span, text string, readings [][]int) {
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
		if start := i - size; !slices.ContainsFunc(readings, func(m []int) bool { return m[0] <= start && i < m[1] }) {
			span := digest.Span{Start: at.Start + start, End: at.Start + end}
			p.Report(span, fmt.Sprintf("%q is written twice; keep one", string(prev)), lint.Suggest(string(prev), lint.Unsafe))
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
