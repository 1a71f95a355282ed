//go:build !race

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/sumtool/sumtool/internal/digest"
)

// hostileSample is a digest with every field; what is done to it is the test.
const hostileSample = `## Daily Papers (2031-02-03)

### [Quiet Rivers: Reading Long Texts in Parts](https://arxiv.org/abs/3102.00001)

![](https://example.org/thumbnails/3102.00001.png)

Vote: 12

Authors: Mira Holt, 김하늘, Jonas Weber

- **What's New**: 이 논문은 긴 글을 나누어 읽는 모델 Quiet Rivers를 소개합니다. 기존 모델보다 메모리를 38% 적게 씁니다.
- **Technical Details**: 인코더는 1.3B개의 매개변수를 가지며, ` + "`window=512`" + `와 $\alpha=0.5$를 사용합니다.
- **Performance Highlights**: LongBench에서 71.4점을 기록하여 이전 최고 성능보다 3.2점 높습니다. <!-- sumtool-ignore: spacing — 표기 -->

### [Paper Lanterns](https://arxiv.org/abs/3102.00002)

Vote: 3

Authors: Ana Silva

- 이 연구는 작은 데이터로도 안정적으로 학습하는 방법을 제안합니다.
- 실험에서는 [공개 코드](https://example.org/code)를 함께 제공합니다.
`

// hostileAbstractsOfAll has an abstract for every paper that the digests name.
var hostileAbstractsOfAll = func() string {
	var b strings.Builder
	for i := 1; i <= 3; i++ {
		fmt.Fprintf(&b, `{"arxiv_id":"3102.0000%d","title":"A","abstract":"We present a model that reads long texts in parts. It needs 38%% less memory than others and has 1.3B parameters. The code is open."}`+"\n", i)
	}
	return b.String()
}()

// encoded is a text in another encoding, with what it cannot hold replaced.
func encoded(e encoding.Encoding, s string) string {
	out, err := encoding.ReplaceUnsupported(e.NewEncoder()).String(s)
	if err != nil {
		return err.Error()
	}
	return out
}

// utf16Text is a text in UTF-16.
func utf16Text(s string, mark, big bool) string {
	var b bytes.Buffer
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xFEFF}, units...)
	}
	for _, u := range units {
		if big {
			b.Write([]byte{byte(u >> 8), byte(u)})
		} else {
			b.Write([]byte{byte(u), byte(u >> 8)})
		}
	}
	return b.String()
}

// hostileDigests makes the digests.
func hostileDigests() (inputs []hostileInput) {
	add := func(name, text string) {
		inputs = append(inputs, hostileInput{name, map[string]string{"a.md": text, "x.jsonl": hostileAbstractsOfAll}})
	}
	const paper = "### [A](https://arxiv.org/abs/3102.00003)\n\nVote: 1\n\nAuthors: B\n\n"
	// inBullet puts a text into a bullet of an otherwise good paper.
	inBullet := func(text string) string { return paper + "- " + text + "\n- 둘째 항목입니다.\n" }

	// Encodings.
	add("empty", "")
	add("blank", " \n\t\n \n")
	add("one-newline", "\n")
	add("no-newline-at-end", strings.TrimSuffix(hostileSample, "\n"))
	add("crlf", strings.ReplaceAll(hostileSample, "\n", "\r\n"))
	add("cr-only", strings.ReplaceAll(hostileSample, "\n", "\r"))
	add("mixed-newlines", strings.Replace(strings.Replace(hostileSample, "\n", "\r\n", 7), "\n\n", "\r", 2))
	add("bom", "\uFEFF"+hostileSample)
	add("two-boms", "\uFEFF\uFEFF"+hostileSample)
	add("bom-inside", strings.ReplaceAll(hostileSample, "- ", "- \uFEFF"))
	add("bom-only", "\uFEFF")
	add("utf16le-bom", utf16Text(hostileSample, true, false))
	add("utf16be-bom", utf16Text(hostileSample, true, true))
	add("utf16le", utf16Text(hostileSample, false, false))
	add("utf16be", utf16Text(hostileSample, false, true))
	add("euc-kr", encoded(korean.EUCKR, hostileSample))
	add("shift-jis", encoded(japanese.ShiftJIS, hostileSample))
	add("gb18030", encoded(simplifiedchinese.GB18030, hostileSample))
	add("latin1", encoded(charmap.ISO8859_1, strings.ReplaceAll(hostileSample, "Holt", "Hölt é ü")))
	add("utf8-read-as-latin1", encodedTwice(hostileSample))
	add("nul-bytes", strings.ReplaceAll(hostileSample, " ", "\x00"))
	add("only-nul", strings.Repeat("\x00", 4096))
	add("overlong", inBullet("가\xC0\xAF\xE0\x80\xAF\xF0\x80\x80\xAF나 \xC1\xBF입니다."))
	add("lone-surrogates", inBullet("가\xED\xA0\x80\xED\xBF\xBF나 \xED\xB0\x80입니다."))
	add("cesu8-pair", inBullet("\xED\xA0\xBD\xED\xB8\x80 웃음입니다."))
	add("cut-characters", strings.ReplaceAll(inBullet("논문은 글을 읽습니다. 문장입니다."), "\xEB", ""))
	add("beyond-unicode", inBullet("\xF4\x90\x80\x80 \xF8\x88\x80\x80\x80 \xFE\xFF입니다."))
	add("every-byte", inBullet(everyByte()))
	add("bytes-of-noise", noise(8<<10))
	add("nfd", inBullet(strings.Repeat("한국어 문장입니다. ", 20)))
	add("jamo", inBullet(strings.Repeat("ㄱㅏㄴㅏㄷㅏ ", 50)))
	add("combining-tower", inBullet("가"+strings.Repeat("\u0301\u0323", 2000)+"입니다."))
	add("zero-width", inBullet(strings.Repeat("가\u200B\u200C\u2060", 500)))
	add("bidi", inBullet("\u202E다니습입\u202C \u2066\u2067문장\u2069입니다."))
	add("escapes", inBullet("\x1b[31m빨강\x1b[0m \x1b]0;title\a \x1b[2J\x9b31m입니다."))
	add("escapes-in-title", strings.ReplaceAll(hostileSample, "Quiet", "\x1b[2J\x1b]8;;https://evil.example\x07Quiet\u202E"))
	add("control-characters", inBullet("\x01\x02\x03\x04\x05\x06\a\b\v\f\x0e\x0f\x10\x7f\u0085\u2028\u2029입니다."))
	add("private-use", inBullet("\uE000\uF8FF\U000F0000\U0010FFFD 글자입니다."))
	add("noncharacters", inBullet("\uFDD0\uFFFE\uFFFF\U0001FFFF 글자입니다."))
	add("emoji", inBullet(strings.Repeat("👩‍👩‍👧‍👦🏳️‍🌈", 200)))

	// Half files.
	for cut := range 30 {
		at := len(hostileSample) * (cut + 1) / 31
		add(fmt.Sprintf("half-%02d", cut), hostileSample[:at])
	}
	// Files without a part.
	for i, without := range []string{"## Daily Papers (2031-02-03)", "](https://arxiv.org/abs/3102.00001)", "Vote: 12", "Authors: ", "- **What's New**: ", "**", "\n\n", "\n- ", "이", "."} {
		add(fmt.Sprintf("without-%02d", i), strings.ReplaceAll(hostileSample, without, ""))
	}

	// Bombs: what is easy to write and may be hard to read.
	size := 16 << 10
	if hostileFull() {
		size = 256 << 10
	}
	repeat := func(s string) string { return strings.Repeat(s, size/len(s)+1) }
	for _, b := range []struct{ name, unit string }{
		{"letters", "a"}, {"syllables", "가"}, {"words", "학습 "}, {"spaces", " "}, {"tabs", "\t"}, {"sentences", "이 문장은 반복됩니다. "},
		{"stars", "*"}, {"underscores", "_"}, {"bold-open", "**a "}, {"emphasis", "*a **b "}, {"emphasis-mixed", "*_a_*b"}, {"tildes", "~~a"},
		{"brackets", "["}, {"brackets-closed", "[]"}, {"links-open", "[a]("}, {"links", "[a](b) "}, {"images", "![a](b)"}, {"parens", "("}, {"parens-closed", "()"}, {"braces", "{"},
		{"backticks", "`"}, {"backticks-growing", "`` ` ``` "}, {"dollars", "$"}, {"formulas", "$a$ "}, {"latex", `\alpha_{x}^{`}, {"backslashes", `\`},
		{"quotes", `"`}, {"quotes-typographic", "“a "}, {"quotes-korean", "「"}, {"apostrophes", "'"},
		{"comments-open", "<!--"}, {"comments", "<!-- a -->"}, {"tags-open", "<a "}, {"tags", "<b></b>"}, {"entities", "&amp;"}, {"ampersands", "&"}, {"angles", "<"},
		{"urls", "https://a.b/c?d=e&f "}, {"schemes", "https://"}, {"digits", "9"}, {"numbers", "1,234.5억 "}, {"dots", "."}, {"commas", ","}, {"dashes", "-"}, {"pipes", "|a"}, {"hashes", "#"},
		{"particles", "은는이가을를"}, {"units", "38%점배개"}, {"acronyms", "LLM(LLM) "}, {"escaped", `\uAC00`}, {"references", "[1][2]"}, {"hangul-latin", "가a"}, {"mojibake", "ê°€"}, {"replacement", "\uFFFD"},
	} {
		add("bullet-of-"+b.name, inBullet(repeat(b.unit)))
	}
	for _, b := range []struct{ name, unit string }{
		{"headings", "### [A](https://arxiv.org/abs/3102.00003)\n"}, {"empty-headings", "###\n"}, {"bullets", "- 문장입니다.\n"}, {"empty-bullets", "-\n"}, {"ordered", "1. 가\n"},
		{"quotes", "> "}, {"lists-nested", "- - "}, {"lists-stairs", ""}, {"fences", "```\n"}, {"comments", "<!--\n"}, {"directives", "<!-- sumtool-disable spacing -->\n"}, {"ignores", "- 가 <!-- sumtool-ignore: nosuch-rule -->\n"},
		{"html", "<div>\n"}, {"html-apart", "<div>\n\n- 가\n\n</div>\n"}, {"html-comments-open", "<!-- -- <!--\n"}, {"html-raw", "<pre>가나다 라마\n"}, {"html-cdata", "<![CDATA[<?<!x\n"}, {"rules", "***\n"}, {"setext", "a\n=\n"}, {"tables", "|a|b|\n|-|-|\n"}, {"votes", "Vote: 1\n"}, {"authors", "Authors: ['a', 'b\n"}, {"images", "![](a)\n\n"}, {"definitions", "[a]: b\n"}, {"newlines", "\n"}, {"returns", "\r"},
	} {
		text := repeat(b.unit + " "[:1-min(1, len(b.unit))])
		if b.name == "lists-stairs" {
			text = stairs(300)
		}
		add("lines-of-"+b.name, paper+text)
	}
	add("authors-without-end", "### [A](https://arxiv.org/abs/3102.00003)\n\nAuthors: "+repeat("Ana, "))
	add("title-without-end", "### ["+repeat("가 ")+"](https://arxiv.org/abs/3102.00003)\n\n- 가\n")
	add("link-without-end", "### [A](https://arxiv.org/abs/"+repeat("3")+")\n\n- 가\n")
	add("vote-without-end", "### [A](https://arxiv.org/abs/3102.00003)\n\nVote: "+repeat("9")+"\n\n- 가\n")
	add("date-of-no-calendar", strings.Replace(hostileSample, "2031-02-03", "2031-99-99", 1))
	add("front-matter", "---\ntitle: [a\n---\n"+hostileSample)
	add("conflict-marks", strings.ReplaceAll(hostileSample, "- **Tech", "<<<<<<< ours\n- **Tech"))
	return inputs
}

// encodedTwice is what UTF-8 becomes that is taken for Latin-1.
func encodedTwice(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(rune(s[i]))
	}
	return b.String()
}

func everyByte() string {
	b := make([]byte, 0, 512)
	for i := range 256 {
		b = append(b, byte(i), ' ')
	}
	return string(b)
}

// noise is bytes that look like chance and are always the same.
func noise(n int) string {
	b := make([]byte, n)
	x := uint32(2463534242)
	for i := range b {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		b[i] = byte(x)
	}
	return string(b)
}

// stairs is a list each of whose items is inside the one before.
func stairs(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- 가\n")
	}
	return b.String()
}

// digestCommands are the columns of the digests' table. Those that run every rule
// do not fail on what the rules find: what that is changes with the rules. The gate
// is held to findings that do not.
func digestCommands() []hostileCommand {
	lint := func(more ...string) []string {
		return append([]string{"lint", "--severity", "info", "--fail-on", "never", "a.md"}, more...)
	}
	return []hostileCommand{
		{name: "text", args: lint(), reads: readsText},
		{name: "gate", args: []string{"lint", "--select", "fields,invalid-utf8,replacement-char,unbalanced", "a.md"}, reads: readsText},
		{name: "table", args: lint("--format", "table"), reads: readsText},
		{name: "json", args: lint("--format", "json"), reads: readsJSON},
		{name: "rdjsonl", args: lint("--format", "rdjsonl"), reads: readsJSONL},
		{name: "sarif", args: lint("--format", "sarif"), reads: readsJSON},
		{name: "junit", args: lint("--format", "junit"), reads: readsXML},
		{name: "github", args: lint("--format", "github"), reads: readsText},
		{name: "fix", args: lint("--fix", "--unsafe-fixes"), writes: []string{"a.md"}, whole: true, wrote: fixedWell, reads: readsText},
		{name: "diff", args: []string{"lint", "--diff", "--select", "invisible-char,whitespace,non-nfc", "a.md"}},
		{name: "stdin", args: []string{"lint", "--fix", "--fail-on", "never", "-q", "-"}, stdin: "a.md", report: true},
		{name: "edition", copies: "a.en.md", args: []string{"lint", "--severity", "info", "--fail-on", "never", "a.en.md"}, reads: readsText},
		{name: "detect", args: []string{"detect", "--spans", "a.md"}, reads: readsText},
		{name: "summary", args: []string{"detect", "--summary", "--format", "json", "a.md"}, reads: readsJSON},
		{name: "lines", args: []string{"detect", "--lines", "--format", "jsonl", "a.md"}, reads: readsJSONL},
		{name: "plan", args: []string{"translate", "--from", "ko", "--to", "en", "--no-cache", "--dry-run", "a.md"}, reads: readsText},
		{name: "translate", args: []string{"test-endpoint", "--", "translate", "--from", "ko", "--to", "en", "--no-cache", "a.md"}, writes: []string{"a.en.md", "a.en.meta.json"}, wrote: translatedWell, either: true},
		{name: "check", copies: "a.en.md", args: []string{"translate", "--from", "ko", "--to", "en", "--check", "a.md"}, reads: readsText},
		{name: "evaluate", args: []string{"evaluate", "--hyp", "x=a.md", "--ref", "a.md", "--metrics", "bleu,chrf,rouge1", "--worst", "1"}, reads: readsText},
		{name: "metrics", copies: "b.md", args: []string{"evaluate", "--hyp", "x=b.md", "--ref", "a.md", "--src", "a.md", "--metrics", "ter,rouge2,rougeL,rougeLsum,length,numbers,names,integrity,lint"}, reads: readsText, each: 100 * time.Microsecond},
		{name: "regenerate", args: []string{"test-endpoint", "--", "regenerate", "--all", "--max-tokens", "50000", "--no-cache", "--abstracts", "x.jsonl", "a.md"}, either: true, each: 10 * time.Millisecond},
	}
}

// fixedWell holds that a fixed digest has lost no paper, and no byte turned into none.
func fixedWell(source, dir string) error {
	fixed, err := os.ReadFile(filepath.Join(dir, "a.md"))
	if err != nil {
		return err
	}
	was, is := shapeOf(source), shapeOf(string(fixed))
	if len(is) < len(was) {
		return fmt.Errorf("of %d papers %d are left", len(was), len(is))
	}
	if utf8.ValidString(source) && !utf8.Valid(fixed) {
		return errors.New("the fixed text is no UTF-8")
	}
	return nil
}

// translatedWell holds that an edition has its source's papers and bullets.
func translatedWell(source, dir string) error {
	edition, err := os.ReadFile(filepath.Join(dir, "a.en.md"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if was, is := shapeOf(source), shapeOf(string(edition)); !slices.Equal(was, is) {
		return fmt.Errorf("an edition with bullets %v of a digest with %v", is, was)
	}
	return nil
}

// shapeOf counts the bullets of each paper.
func shapeOf(text string) (bullets []int) {
	for _, p := range digest.Parse("", []byte(text), digest.DefaultTemplate()).Papers {
		bullets = append(bullets, len(p.Bullets))
	}
	return bullets
}

// TestHostileDigests runs the commands over digests that are broken in every way
// that bytes can be.
func TestHostileDigests(t *testing.T) {
	hostileTable(t, "digests", digestCommands(), hostileDigests())
}
