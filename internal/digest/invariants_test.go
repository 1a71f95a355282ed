package digest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// broken says what is wrong with the spans of a document, or "".
func broken(d *Document) string {
	c := checker{d: d, valid: utf8.Valid(d.Source)}
	c.document()
	return strings.Join(c.wrong, "\n")
}

type checker struct {
	d     *Document
	valid bool
	wrong []string
}

func (c *checker) fail(format string, args ...any) {
	c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
}

// span checks that s is in the source and inside its parent.
func (c *checker) span(what string, s, parent Span) {
	if s.Start < 0 || s.End > len(c.d.Source) || s.Start > s.End {
		c.fail("%s %v out of range", what, s)
		return
	}
	if s.Start < parent.Start || s.End > parent.End {
		c.fail("%s %v outside %v", what, s, parent)
	}
	if c.valid && !(c.boundary(s.Start) && c.boundary(s.End)) {
		c.fail("%s %v cuts a character", what, s)
	}
}

func (c *checker) boundary(at int) bool {
	return at == len(c.d.Source) || utf8.RuneStart(c.d.Source[at])
}

func (c *checker) document() {
	all := Span{0, len(c.d.Source)}
	end := 0
	for _, b := range c.d.Blocks {
		c.span("block", b.Span, all)
		if b.Span.Start < end || b.Span.Empty() {
			c.fail("block %v after %d", b.Span, end)
		}
		if rest := bytes.TrimPrefix(c.d.Source[end:b.Span.Start], []byte(bom)); len(bytes.TrimSpace(rest)) > 0 {
			c.fail("no block holds %q", rest)
		}
		end = b.Span.End
	}
	if rest := bytes.TrimPrefix(c.d.Source[end:], []byte(bom)); len(bytes.TrimSpace(rest)) > 0 {
		c.fail("no block holds %q at the end", rest)
	}
	end = 0
	for i, com := range c.d.Comments {
		c.span("comment", com.Span, all)
		c.span("comment text", com.Text, com.Span)
		if com.Span.Start < end {
			c.fail("comment %d at %v after %d", i, com.Span, end)
		}
		end = com.Span.End
	}
	for _, h := range c.d.Headings {
		c.span("date heading", h.Span, all)
		c.span("date heading's text", h.Text, h.Span)
		c.span("date", h.Date, h.Span)
	}
	end = 0
	for i := range c.d.Papers {
		p := &c.d.Papers[i]
		c.span("paper", p.Span, all)
		if p.Span.Start < end || p.Index != i || p.Section >= len(c.d.Headings) {
			c.fail("paper %d: %v, index %d, section %d", i, p.Span, p.Index, p.Section)
		}
		end = p.Span.End
		c.paper(p)
	}
	end = 0
	for _, s := range c.d.Spans() {
		if s.Start < end || s.Empty() || s.End > len(c.d.Source) {
			c.fail("leaf %v after %d", s, end)
		}
		end = s.End
	}
}

func (c *checker) paper(p *Paper) {
	h := &p.Heading
	c.span("heading", h.Span, p.Span)
	c.span("heading's text", h.Text, h.Span)
	c.span("title", h.Title, h.Text)
	c.span("link", h.Link, h.Text)
	c.span("id", h.ID, h.Text)
	if h.ArXivID != "" && c.d.Text(h.ID) != h.ArXivID {
		c.fail("id %q at %q", h.ArXivID, c.d.Text(h.ID))
	}
	end := 0
	for _, m := range p.Media {
		c.span("media", m.Span, p.Span)
		if m.Span.Start < end {
			c.fail("media %v begins before %d", m.Span, end)
		}
		end = m.Span.End
		c.span("media's address", m.URL, m.Span)
		c.span("media's text", m.Alt, m.Span)
	}
	if p.Votes != nil {
		c.field("votes", p, *p.Votes)
	}
	if p.Authors != nil {
		c.field("authors", p, p.Authors.Field)
		end := 0
		for _, a := range p.Authors.Names {
			c.span("name", a.Span, p.Authors.Value)
			if a.Span.Start < end || a.Span.Empty() {
				c.fail("name %v after %d", a.Span, end)
			}
			end = a.Span.End
		}
	}
	for _, b := range p.Stray {
		c.span("stray", b.Span, p.Span)
	}
	end = 0
	for i := range p.Bullets {
		b := &p.Bullets[i]
		if b.Span.Start < end {
			c.fail("bullet %v after %d", b.Span, end)
		}
		end = b.Span.End
		c.bullet(p, b)
	}
}

func (c *checker) field(what string, p *Paper, f Field) {
	c.span(what, f.Span, p.Span)
	c.span(what+" prefix", f.Prefix, f.Span)
	c.span(what+" value", f.Value, f.Span)
}

func (c *checker) bullet(p *Paper, b *Bullet) {
	c.span("bullet", b.Span, p.Span)
	c.span("marker", b.Marker, b.Span)
	c.span("text", b.Text, b.Span)
	if b.Marker.Empty() {
		c.fail("bullet %v has no marker", b.Span)
	}
	from := b.Marker.End
	if l := b.Label; l != nil {
		c.span("label", l.Span, b.Span)
		c.span("label's text", l.Text, l.Span)
		c.span("label's opener", l.Open, l.Span)
		c.span("label's closer", l.Close, l.Span)
		from = l.Span.End
	}
	if b.Text.Start < from {
		c.fail("text %v before %d", b.Text, from)
	}
	if c.d.BulletAt(b.Marker.Start) != b {
		c.fail("bullet %v is not found by its offset", b.Span)
	}
	var open []Inline
	last := 0
	for _, in := range b.Inlines {
		c.span("inline", in.Span, b.Text)
		c.span("target", in.Target, in.Span)
		if in.Span.Start < last || in.Span.Empty() {
			c.fail("inline %v after %d", in.Span, last)
		}
		last = in.Span.Start
		for len(open) > 0 && open[len(open)-1].Span.End <= in.Span.Start {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			c.span("inner inline", in.Span, open[len(open)-1].Span)
			if k := open[len(open)-1].Kind; k != Link && k != Emphasis {
				c.fail("inline of kind %d holds another", k)
			}
		}
		open = append(open, in)
	}
	end := b.Text.Start
	for s := range b.Prose() {
		c.span("prose", s, b.Text)
		if s.Start < end || s.Empty() {
			c.fail("prose %v after %d", s, end)
		}
		end = s.End
	}
}

// joined puts the leaves of a document and the gaps between them together.
func joined(d *Document) []byte {
	var out []byte
	end := 0
	for _, s := range d.Spans() {
		out = append(out, d.Source[end:s.Start]...)
		out = append(out, d.Bytes(s)...)
		end = s.End
	}
	return append(out, d.Source[end:]...)
}

// parseWhole parses a source in one piece, to check the seams of [Parse].
func parseWhole(src []byte) *Document {
	d := &Document{Source: src, Template: DefaultTemplate()}
	p := parser{doc: d, src: src}
	p.inline.src = src
	start := len(src) - len(bytes.TrimPrefix(src, []byte(bom)))
	root, _ := parseBlocks(src[start:])
	p.blocks(start, len(src), root)
	p.closePaper(len(src))
	return d
}

// corpus returns the real digests beside the project, or skips the test.
func corpus(t testing.TB) []string {
	files, err := filepath.Glob("../../../shared/corpus/*/*/*.md")
	if err != nil || len(files) == 0 {
		t.Skip("no real digests beside the project: nothing to check against")
	}
	return files
}

func TestInvariantsOnDigests(t *testing.T) {
	for _, name := range corpus(t) {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d := Parse(name, src, DefaultTemplate())
		if msg := broken(d); msg != "" {
			t.Errorf("%s: %s", name, msg)
		}
		if !bytes.Equal(joined(d), src) {
			t.Errorf("%s: spans and gaps do not give the source back", name)
		}
		if diff := cmp.Diff(parseWhole(src).Blocks, d.Blocks); diff != "" {
			t.Errorf("%s: parsed in one piece it differs: %s", name, diff)
		}
	}
}

// FuzzParse looks for a source whose spans are wrong, and for one where parsing
// piece by piece gives other blocks than parsing the whole.
func FuzzParse(f *testing.F) {
	for _, seed := range hostile {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		d := Parse("fuzz.md", src, DefaultTemplate())
		if msg := broken(d); msg != "" {
			t.Errorf("%q: %s", src, msg)
		}
		if !bytes.Equal(joined(d), src) {
			t.Errorf("%q: spans and gaps do not give the source back", src)
		}
		if diff := cmp.Diff(parseWhole(src).Blocks, d.Blocks); diff != "" {
			t.Errorf("%q: parsed in one piece it differs: %s", src, diff)
		}
		for at := range src {
			d.FieldAt(at)
		}
	})
}

// hostile are sources that a parser may stumble over.
var hostile = []string{
	"",
	"\n",
	"\r\n\r\n",
	bom,
	bom + "## Daily Papers (2031-02-03)\r\n\r\n### [A](https://arxiv.org/abs/3102.00001)\r\n\r\nVote: 3\r\n\r\n- 첫째\r\n- 둘째\r\n",
	"### [A](b)\n- 끝에 줄바꿈이 없음",
	"### [A](b)\n- \xff\xfe 깨진 \xed\xa0\x80 바이트 \xec",
	"### [A](b)\n- 널\x00문자\x00\n\x00\n",
	"### [A](b)\n-\t탭\n\t-\t안쪽 탭\n\t\t-\t더 안쪽\n",
	"### [A](b)\n -\ta\n\t1.\tb\n",
	"### [A](b)\n- - 1. + 네 겹\n  - 둘째\n\n    문단\n",
	"### [A](b)\n-\n\n  빈 항목 뒤\n- \n- a\n",
	"### [A](b)\n```\n### [B](c)\n- x\n```\n### [C](d)\n- y\n",
	"### [A](b)\n```\n### [B](c)\n### [C](d)\n### [D](e)\n- 열린 채 끝",
	"### [A](b)\n<div>\n### [B](c)\n\n### [C](d)\n",
	"<!-- 열린 주석\n\n### [A](b)\n\n### [B](c)\n-->\n### [C](d)\n- z <!-- t --> <!-- u -->\n",
	"### [A](b) <!-- 주석 --> ###\nVote: 1 <!-- v -->\nAuthors: A, B <!-- w -->\n- **굵은** ***What's New: x\n",
	"### [a `]` b](c \"t\")\n### [a [b](c)](d)\n### ![a](b)\n### [a](<b c>)\n### [a](b(c)d)\n### [a](b(c)\n###\n### \n",
	"제목\n---\n밑줄\n===\n### 번호\n1) 하나\n2) 둘\n\n> - 인용\n> 게으른\n줄\n\n***\n",
	"### [A](b)\n- $x$ $5와 $10 $$y$$ \\(z\\) \\[w\\] `c` ``d`e`` <b> </b> <!-- k --> https://a.b/c에서 <https://d.e> [f](g) ![h](i) **j** _k_ *l**m*n**\n",
	"### [A](b)\n- **[a*b](c)** *[d](e*f) [g [h](i) j](k) ![l [m](n) o](p)\n",
	"### [A](b)\nAuthors: [\n### [B](b)\nAuthors: ['\n### [C](b)\nAuthors: ['a', 'b\\'', \"c\"d, e]\n### [D](b)\nAuthors: []\nAuthors: x\nVote: 1\nVote: 2\n",
	"### [A](b)\n    들여쓴 코드\n- a\n\n      코드\n\n  <video src=x>\n\n<video>\n<img src='y'>\nVote: 3\n",
	"* >\n\t*\n\t#",
	"### [A](b)\n* >\n\t*\n\t#",
	"#\n##\n### a\n#### b\n##### c\n- d\n# e\n- f\n",
}
