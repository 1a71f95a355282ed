package rules

import (
	"fmt"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// Unbalanced reports brackets, double quotes and backticks without a partner.
var Unbalanced = &lint.Rule{
	ID: "unbalanced", Category: lint.Text, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "a bracket, quotation mark or backtick has no partner",
		Why: "A parenthesis that never closes is what remains where text was lost. Enumerators (`1)`, `A)`, `II)`), half-open intervals " +
			"(`(0, 1]`), apostrophes and feet are left alone.",
		Bad:  "- 이 방법은(Self-MoE라고 부릅니다 효율적입니다.\n",
		Good: "- 장점은 1) 빠르고 2) 작다는 것입니다. 값은 (0, 1]에 있고 AIME'24에서 평가합니다.\n",
	},
	Check: func(p *lint.Pass) {
		for i := range p.Papers {
			for j := range p.Papers[i].Bullets {
				checkBalance(p, &p.Papers[i].Bullets[j])
			}
		}
	},
}

// openers maps a closing mark to its opening one. Round and square brackets
// close each other where an interval is written.
var openers = map[rune]rune{')': '(', ']': '[', '}': '{', '”': '“', '」': '「', '』': '『', '》': '《', '】': '【', '）': '（'}

// mark is an opening mark that waits for its partner.
type mark struct {
	r  rune
	at int
}

func checkBalance(p *lint.Pass, b *digest.Bullet) {
	var open []mark
	quote, quotes, tick, ticks := 0, 0, 0, 0
	for at := range balanceSpans(b) {
		text := p.Bytes(at)
		for i := 0; i < len(text); {
			r, n := rune(text[i]), 1
			if r == 0xE2 || r == 0xE3 || r == 0xEF { // what other marks begin with
				r, n = utf8.DecodeRune(text[i:])
			}
			offset := at.Start + i
			i += n
			switch r {
			case '(', '[', '{', '“', '「', '『', '《', '【', '（':
				open = append(open, mark{r, offset})
			case ')', ']', '}', '”', '」', '』', '》', '】', '）':
				open = closeMark(p, b, open, r, offset)
			case '"':
				if !afterDigit(p.Source, offset, b.Text.Start) {
					quote, quotes = offset, quotes+1
				}
			case '`':
				tick, ticks = offset, ticks+1
			}
		}
	}
	for _, m := range open {
		p.Report(digest.Span{Start: m.at, End: m.at + utf8.RuneLen(m.r)}, fmt.Sprintf("%q is never closed", m.r))
	}
	if quotes%2 == 1 {
		p.Report(digest.Span{Start: quote, End: quote + 1}, `'"' has no partner in this bullet`)
	}
	if ticks == 1 {
		p.Report(digest.Span{Start: tick, End: tick + 1}, "the backtick has no partner in this bullet")
	}
}

// maxUnclosed bounds how many marks may stand unclosed between two that match.
const maxUnclosed = 50

// closeMark matches a closing mark against the open ones.
func closeMark(p *lint.Pass, b *digest.Bullet, open []mark, r rune, offset int) []mark {
	want := openers[r]
	if n := len(open); n > 0 {
		top := open[n-1].r
		if top == want || (r == ')' || r == ']') && (top == '(' || top == '[') {
			return open[:n-1]
		}
		for k := n - 2; k >= max(0, n-maxUnclosed); k-- { // marks between were never closed
			if open[k].r == want {
				for _, m := range open[k+1:] {
					p.Report(digest.Span{Start: m.at, End: m.at + utf8.RuneLen(m.r)}, fmt.Sprintf("%q is never closed", m.r))
				}
				return open[:k]
			}
		}
	}
	if r == ')' && enumerator(p.Source[b.Text.Start:offset]) || r == '”' {
		return open
	}
	p.Report(digest.Span{Start: offset, End: offset + utf8.RuneLen(r)}, fmt.Sprintf("%q closes nothing", r))
	return open
}

// enumerator reports whether the text before a closing parenthesis ends in a
// short word of its own: 1, A, II, 가, iv.
func enumerator(before []byte) bool {
	n, runes := len(before), 0
	for n > 0 {
		r, size := utf8.DecodeLastRune(before[:n])
		if !isWordRune(r) && (r < 0x3131 || r > 0x318E) {
			break
		}
		n -= size
		runes++
	}
	if runes == 0 || runes > 4 {
		return false
	}
	if n == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRune(before[:n])
	return r == ' ' || r == ',' || r == '\n' || r == '(' || r == '.'
}

// afterDigit reports whether a straight quotation mark means inches or seconds.
func afterDigit(src []byte, offset, start int) bool {
	return offset > start && src[offset-1] >= '0' && src[offset-1] <= '9'
}

// balanceSpans yields what brackets are counted in: prose, and what follows an
// address inside the stretch that a link swallows.
func balanceSpans(b *digest.Bullet) func(func(digest.Span) bool) {
	return func(yield func(digest.Span) bool) {
		at := b.Text.Start
		for i := range b.Inlines {
			in := &b.Inlines[i]
			skip := in.Span
			switch in.Kind {
			case digest.Latin, digest.Emphasis:
				continue
			case digest.URL:
				skip.End = in.Target.End
			}
			if skip.End <= at {
				continue
			}
			if skip.Start > at && !yield(digest.Span{Start: at, End: skip.Start}) {
				return
			}
			at = skip.End
		}
		if at < b.Text.End {
			yield(digest.Span{Start: at, End: b.Text.End})
		}
	}
}
