//go:build !race

package digest

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/sumtool/sumtool/internal/cputime"
)

// bombs are texts that grow with n and that parsers are known to take the
// square of their size for, or to overflow the stack on.
var bombs = []struct {
	name string
	make func(n int) string
}{
	{"brackets opened", func(n int) string { return "- " + strings.Repeat("[", n) }},
	{"brackets nested", func(n int) string { return "- " + strings.Repeat("[", n/2) + strings.Repeat("]", n/2) }},
	{"links half made", func(n int) string { return "- " + strings.Repeat("[a](", n/4) }},
	{"links half made, in a title", func(n int) string { return strings.Repeat("[a](", n/4) + "](b)" }},
	{"links nested", func(n int) string { return "- " + strings.Repeat("[", n/5) + "a" + strings.Repeat("](b)", n/5) }},
	{"link targets", func(n int) string { return "- " + strings.Repeat("[a](<b", n/6) }},
	{"link titles", func(n int) string { return "- " + strings.Repeat("[a](b \"", n/7) }},
	{"link titles alternating", func(n int) string { return "- " + strings.Repeat("[a](b \"c [a](b 'd ", n/18) }},
	{"pictures", func(n int) string { return strings.Repeat("![a](", n/5) }},
	{"pictures broken", func(n int) string { return strings.Repeat("![", n/2) }},
	{"emphasis opened", func(n int) string { return "- " + strings.Repeat("*가 ", n/5) }},
	{"emphasis closed", func(n int) string { return "- " + strings.Repeat("가* ", n/5) }},
	{"emphasis mixed", func(n int) string { return "- " + strings.Repeat("*a**b_c__", n/9) }},
	{"emphasis both ways", func(n int) string { return "- " + strings.Repeat("a**b*c_", n/7) }},
	{"emphasis in brackets", func(n int) string { return "- " + strings.Repeat("*a [b* ", n/7) }},
	{"backticks of growing length", func(n int) string {
		var b strings.Builder
		b.WriteString("- ")
		for i := 1; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("`", i%40+1) + "a")
		}
		return b.String()
	}},
	{"backticks in a title", func(n int) string {
		var b strings.Builder
		b.WriteString("[")
		for i := 1; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("`", i) + "a")
		}
		return b.String() + "](b)"
	}},
	{"dollars", func(n int) string { return "- " + strings.Repeat("$a ", n/3) }},
	{"dollars doubled", func(n int) string { return "- " + strings.Repeat("$$a $", n/5) }},
	{"formulas opened", func(n int) string { return "- " + strings.Repeat(`\(a\[`, n/5) }},
	{"comments opened", func(n int) string { return "- a" + strings.Repeat(" <!-- a", n/7) }},
	{"comments in a block", func(n int) string { return strings.Repeat("<!-- a -->", n/10) }},
	{"comments on lines", func(n int) string { return strings.Repeat("<!-- a -->\n- b <!-- c -->\n", n/26) }},
	{"comments after a value", func(n int) string { return "Vote: " + strings.Repeat("<!--a-->", n/8) }},
	{"comment ends", func(n int) string { return "Vote: " + strings.Repeat("-->", n/3) }},
	{"tags opened", func(n int) string { return "- " + strings.Repeat("<a b=\"", n/6) }},
	{"tags with many attributes", func(n int) string { return "- " + strings.Repeat("<a b c d='e' ", n/13) }},
	{"tags in a block", func(n int) string { return strings.Repeat("<a b='", n/6) }},
	{"instructions", func(n int) string { return "- " + strings.Repeat("<?a <![CDATA[ <!B ", n/18) }},
	{"addresses", func(n int) string { return "- " + strings.Repeat("https://a.b/(", n/13) }},
	{"address of brackets", func(n int) string { return "- https://a.b/" + strings.Repeat(")", n) }},
	{"address of entities", func(n int) string { return "- https://a.b/" + strings.Repeat("&a;", n/3) }},
	{"addresses opened", func(n int) string { return "- " + strings.Repeat("<a:", n/3) }},
	{"words", func(n int) string { return "- " + strings.Repeat("a 1 ", n/4) }},
	{"words and numbers", func(n int) string { return "- a" + strings.Repeat(" 1", n/2) }},
	{"quotations nested", func(n int) string { return strings.Repeat(">", n) + " a" }},
	{"lists nested on a line", func(n int) string { return strings.Repeat("+ ", n/2) + "a" }},
	{"numbered lists nested on a line", func(n int) string { return strings.Repeat("1. ", n/3) + "a" }},
	{"lists nested by indentation", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("  ", i) + "- a\n")
		}
		return b.String()
	}},
	{"lists nested by tabs", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("\t", i) + "- a\n")
		}
		return b.String()
	}},
	{"lists and quotations nested", func(n int) string { return strings.Repeat("+ > ", n/4) + "a" }},
	{"long list", func(n int) string { return strings.Repeat("- 가\n", n/6) }},
	{"long list, loose", func(n int) string { return strings.Repeat("- a\n\n", n/5) }},
	{"list of empty items", func(n int) string { return strings.Repeat("-\n", n/2) }},
	{"long paragraph", func(n int) string { return strings.Repeat("가\n", n/4) }},
	{"long item", func(n int) string { return "- " + strings.Repeat("가\n", n/4) }},
	{"stars between lists", func(n int) string { return strings.Repeat("* * * *\n- a\n", n/12) }},
	{"line of stars", func(n int) string { return strings.Repeat("* ", n/2) + "a" }},
	{"underlines", func(n int) string { return strings.Repeat("a\n-\n", n/4) }},
	{"definitions", func(n int) string { return strings.Repeat("[a]: b\n", n/7) }},
	{"headings", func(n int) string { return strings.Repeat("### a\n", n/6) }},
	{"headings in an open fence", func(n int) string { return "```\n" + strings.Repeat("### a\n", n/6) }},
	{"headings in an open comment", func(n int) string { return "<!--\n" + strings.Repeat("### a\n", n/6) }},
	{"headings below open tags", func(n int) string { return strings.Repeat("<div>\n### a\n", n/12) }},
	{"headings below closed fences", func(n int) string { return strings.Repeat("```\n```\n### a\n", n/14) }},
	{"fences", func(n int) string { return strings.Repeat("```\n### a\n```\n", n/14) }},
	{"hashes", func(n int) string { return strings.Repeat("#", n) }},
	{"closing hashes", func(n int) string { return "### a " + strings.Repeat("# ", n/2) }},
	{"blank lines", func(n int) string { return strings.Repeat("\n", n) }},
	{"blank lines of spaces", func(n int) string { return "- a\n" + strings.Repeat(" \n", n/2) }},
	{"carriage returns", func(n int) string { return strings.Repeat("\r", n) }},
	{"carriage returns before newlines", func(n int) string { return "- a" + strings.Repeat("\r\n\r", n/3) }},
	{"spaces", func(n int) string { return "- a" + strings.Repeat(" ", n) + "b" }},
	{"escapes", func(n int) string { return "- " + strings.Repeat(`\`, n) }},
	{"authors", func(n int) string { return "Authors: " + strings.Repeat("가, ", n/5) }},
	{"authors without end", func(n int) string { return "Authors: ['" + strings.Repeat("a', '", n/5) }},
	{"authors of quotes", func(n int) string { return "Authors: [" + strings.Repeat("' ", n/2) }},
	{"labels", func(n int) string { return strings.Repeat("- **a**: b\n", n/11) }},
	{"label of stars", func(n int) string { return "- **a" + strings.Repeat("*", n) }},
	{"label without colon", func(n int) string { return "- " + strings.Repeat("a`", n/2) + ":" }},
	{"null bytes", func(n int) string { return strings.Repeat("\x00", n) }},
	{"invalid bytes", func(n int) string { return "- " + strings.Repeat("\xff\xec", n/2) }},
}

// TestLinear parses each bomb at two sizes and compares the times. Linear growth
// is a factor of 32 here and squared growth one of 1024; the bound between them
// leaves room for a busy machine and for caches that the larger size outgrows.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("measures times: not in -short")
	}
	const small, factor, bound, tries = 1 << 14, 32, 250, 3
	for _, b := range bombs {
		t.Run(b.name, func(t *testing.T) {
			few, many := bomb(b.make, small), bomb(b.make, factor*small)
			one := max(parseTime(few), parseTime(few), 200*time.Microsecond)
			var growth float64
			for range tries {
				growth = float64(parseTime(many)) / float64(one)
				if growth <= bound {
					return
				}
			}
			t.Errorf("%d times the size takes %.0f times as long as %s", factor, growth, one)
		})
	}
}

func bomb(make func(int) string, n int) []byte {
	return fmt.Appendf(nil, "### [A](https://arxiv.org/abs/3102.00001)\n\n%s", make(n))
}

// parseTime is the processor time of parsing alone: the garbage collector waits for a
// large copy to end, and how long it does is the machine's matter.
func parseTime(src []byte) time.Duration {
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	return cputime.Of(func() { Parse("bomb.md", src, DefaultTemplate()) })
}

func TestBombsKeepTheirSpans(t *testing.T) {
	for _, b := range bombs {
		t.Run(b.name, func(t *testing.T) {
			if msg := broken(Parse("bomb.md", bomb(b.make, 1<<12), DefaultTemplate())); msg != "" {
				t.Error(msg)
			}
		})
	}
}
