package digest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// inlinesOf lists a text's inlines as "kind source", with "=> target" where the
// target differs; children are indented below their parents.
func inlinesOf(text string) []string {
	s := scanner{src: []byte(text)}
	names := [...]string{"url", "link", "code", "math", "html", "comment", "latin", "emphasis", "mark"}
	var out []string
	var open []int
	for _, in := range s.scan(Span{0, len(text)}) {
		for len(open) > 0 && open[len(open)-1] <= in.Span.Start {
			open = open[:len(open)-1]
		}
		line := strings.Repeat(" ", len(open)) + names[in.Kind] + " " + text[in.Span.Start:in.Span.End]
		if in.Target != in.Span {
			line += " => " + text[in.Target.Start:in.Target.End]
		}
		out = append(out, line)
		open = append(open, in.Span.End)
	}
	return out
}

func TestInlines(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"plain", "그림과 글을 함께 읽습니다.", nil},
		{"particle glued to an address", "코드는 https://example.org/kite에서 봅니다.",
			[]string{"url https://example.org/kite에서 => https://example.org/kite"}},
		{"address with a space", "코드는 https://example.org/kite 에서",
			[]string{"url https://example.org/kite"}},
		{"address in brackets, particle after them", "코드(https://example.org/kite)는",
			[]string{"url https://example.org/kite)는 => https://example.org/kite"}},
		{"address in brackets at the end", "코드(https://example.org/a_(b)).",
			[]string{"url https://example.org/a_(b)"}},
		{"full stop and particle", "https://example.org/kite.에서",
			[]string{"url https://example.org/kite.에서 => https://example.org/kite"}},
		{"residue of LaTeX stays in the address", "https://example.org/kite{Kite}를",
			[]string{"url https://example.org/kite{Kite}를 => https://example.org/kite{Kite}"}},
		{"address in angle brackets", "<https://example.org/kite>에서",
			[]string{"url <https://example.org/kite> => https://example.org/kite"}},
		{"host without a scheme is no link", "example.org부터 www.example.org까지",
			[]string{"latin example.org", "url www.example.org까지 => www.example.org"}},
		{"www glued to a word", "주소www.example.org", []string{"latin www.example.org"}},
		{"scheme alone", "https://에서 http:// 로", []string{"latin https", "latin http"}},
		{"code", "`샘플러` 네트워크와 ``a`b``", []string{"code `샘플러` => 샘플러", "code ``a`b`` => a`b"}},
		{"code without end", "``열린 `코드", nil},
		{"formula", "손실 $L_2$를 $x + y$로", []string{"math $L_2$", "math $x + y$"}},
		{"prices", "연간 $20의 비용과 $42의 비용, ($148K)", []string{"latin 148K"}},
		{"prices, closing shape", "$5에서 최대$를", nil},
		{"formula with words", `$\text{손실}$은`, []string{`math $\text{손실}$`}},
		{"displayed formulas", `$$a$b$$ \(c\) \[d\]`, []string{"math $$a$b$$", `math \(c\)`, `math \[d\]`}},
		{"escapes", `\*별\* \$5 \` + "`" + `코드\` + "`", nil},
		{"tags", "<think> 그리고 </think> <br/> a < b > c", []string{
			"html <think>", "html </think>", "html <br/>", "latin a", "latin b", "latin c"}},
		{"tag with attributes", `<a href='x' b=c d> <a "b"> <|end|>`, []string{
			`html <a href='x' b=c d>`, "latin a", "latin b", "latin end"}},
		{"comment", "앞 <!-- sumtool-ignore: x --> 뒤 <!-- 열린", []string{"comment <!-- sumtool-ignore: x -->"}},
		{"link", "[코드 GPT](https://example.org/a \"b\")를", []string{
			"link [코드 GPT](https://example.org/a \"b\") => https://example.org/a",
			" mark [", " latin GPT", " mark ](https://example.org/a \"b\")"}},
		{"picture", "![그림](a.png)", []string{"link ![그림](a.png) => a.png", " mark ![", " mark ](a.png)"}},
		{"no link in a link", "[가 [나](b) 다](c)", []string{"link [나](b) => b", " mark [", " mark ](b)", "latin c"}},
		{"address as a link's text", "[https://example.org](https://example.org)", []string{
			"link [https://example.org](https://example.org) => https://example.org",
			" mark [", " url https://example.org", " mark ](https://example.org)"}},
		{"emphasis", "**굵게** *기울여* ***둘 다***", []string{
			"emphasis **굵게**", "emphasis *기울여*", "emphasis ***둘 다***", " emphasis **둘 다**"}},
		{"emphasis before a particle as GitHub reads it", "**모델(KITE)**는", []string{"latin KITE"}},
		{"emphasis holds a name", "**Sim2Real** 기법", []string{"emphasis **Sim2Real**", " latin Sim2Real"}},
		{"underscores inside words", "snake_case_name과 _기울임_", []string{"latin snake_case_name", "emphasis _기울임_"}},
		{"emphasis stops at a link", "*[가*](b)", []string{"link [가*](b) => b", " mark [", " mark ](b)"}},
		{"names", "GPT-4o와 Llama 3 8B, C++의 AT&T, don’t, Poincaré", []string{
			"latin GPT-4o", "latin Llama 3 8B", "latin C++", "latin AT&T", "latin don’t", "latin Poincaré"}},
		{"numbers are no names", "2024년 10,000개, 3.5배와 80억, 7B", []string{"latin 7B"}},
		{"a number does not end a run", "MMLU 85.3점", []string{"latin MMLU"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, inlinesOf(tt.text)); diff != "" {
				t.Errorf("%s\n-want +got:\n%s", tt.text, diff)
			}
		})
	}
}
