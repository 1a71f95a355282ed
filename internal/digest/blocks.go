package digest

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// maxContainers bounds how many lists, items and quotations may be open at once.
// A line costs time for each of them, so without a bound hostile nesting costs
// the square of its size. Sixteen levels of list, two containers each, are more
// than anybody reads; what is nested deeper stays text of the innermost item.
const maxContainers = 32

// maxHTMLLine bounds the length of a line that is tried as the start of an HTML
// block, in bytes: goldmark matches it against several regular expressions.
const maxHTMLLine = 64 << 10

// blockParser is goldmark with its block parsers only: inlines are read by
// [scanner], which keeps byte offsets and is linear.
var blockParser = sync.OnceValue(func() gm.Parser {
	return gm.NewParser(gm.WithBlockParsers(
		util.Prioritized(gm.NewSetextHeadingParser(), 100),
		util.Prioritized(gm.NewThematicBreakParser(), 200),
		util.Prioritized(bounded{gm.NewListParser()}, 300),
		util.Prioritized(bounded{gm.NewListItemParser()}, 400),
		util.Prioritized(gm.NewCodeBlockParser(), 500),
		util.Prioritized(gm.NewATXHeadingParser(), 600),
		util.Prioritized(gm.NewFencedCodeBlockParser(), 700),
		util.Prioritized(bounded{gm.NewBlockquoteParser()}, 800),
		util.Prioritized(shortLines{gm.NewHTMLBlockParser()}, 900),
		util.Prioritized(gm.NewParagraphParser(), 1000),
	), gm.WithInlineParsers(util.Prioritized(noInlines{}, 100)))
})

// noInlines takes the whole of a block for one inline, so that goldmark does not
// look at every byte of the text only to find nothing.
type noInlines struct{}

// Trigger names the bytes that goldmark asks for at the start of a block: the
// byte itself if it is punctuation, a space for all others.
func (noInlines) Trigger() []byte { return []byte(" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~") }

func (noInlines) Parse(_ ast.Node, block text.Reader, _ gm.Context) ast.Node {
	for line, _ := block.PeekLine(); line != nil; line, _ = block.PeekLine() {
		block.AdvanceLine()
	}
	return ast.NewText()
}

// bounded refuses to open a container inside too many others.
type bounded struct{ gm.BlockParser }

func (b bounded) Open(parent ast.Node, r text.Reader, pc gm.Context) (ast.Node, gm.State) {
	// A list without its item would be no list: leave room for both.
	if _, item := parent.(*ast.List); !item && len(pc.OpenedBlocks()) >= maxContainers {
		return nil, gm.NoChildren
	}
	return b.BlockParser.Open(parent, r, pc)
}

// shortLines takes only lines of a sane length for HTML.
type shortLines struct{ gm.BlockParser }

func (b shortLines) Open(parent ast.Node, r text.Reader, pc gm.Context) (ast.Node, gm.State) {
	if line, _ := r.PeekLine(); len(line) > maxHTMLLine {
		return nil, gm.NoChildren
	}
	return b.BlockParser.Open(parent, r, pc)
}

// parseBlocks returns the block tree of src and whether its last block would go
// on if more text followed, headings included.
func parseBlocks(src []byte) (root ast.Node, open bool) {
	root = blockParser().Parse(text.NewReader(src))
	last := root.LastChild()
	if last == nil {
		return root, false
	}
	lines := last.Lines()
	switch n := last.(type) {
	case *ast.FencedCodeBlock:
		// The closing fence belongs to no line of the node, so it shows as what
		// is left after the last one.
		rest := lineEnd(src, max(n.Pos(), 0))
		if lines.Len() > 0 {
			rest = lines.At(lines.Len() - 1).Stop
		}
		return root, len(bytes.TrimSpace(src[rest:])) == 0
	case *ast.HTMLBlock:
		if lines.Len() == 0 {
			return root, false
		}
		at := lines.At(lines.Len() - 1)
		switch n.HTMLBlockType {
		case ast.HTMLBlockType6, ast.HTMLBlockType7:
			return root, at.Stop == len(src)
		default:
			return root, !n.HasClosure() && !closesHTML(n.HTMLBlockType, at.Value(src))
		}
	}
	return root, false
}

// closesHTML reports whether a line holds the end of an HTML block of the kind.
func closesHTML(kind ast.HTMLBlockType, line []byte) bool {
	switch kind {
	case ast.HTMLBlockType1:
		lower := bytes.ToLower(line)
		for _, end := range []string{"</script>", "</pre>", "</style>", "</textarea>"} {
			if bytes.Contains(lower, []byte(end)) {
				return true
			}
		}
		return false
	case ast.HTMLBlockType2:
		return bytes.Contains(line, []byte("-->"))
	case ast.HTMLBlockType3:
		return bytes.Contains(line, []byte("?>"))
	case ast.HTMLBlockType4:
		return bytes.IndexByte(line, '>') >= 0
	default:
		return bytes.Contains(line, []byte("]]>"))
	}
}

// firstByte returns where a node begins in the text it was parsed from.
func firstByte(n ast.Node) int {
	if l := n.Lines(); n.Type() == ast.TypeBlock && l != nil && l.Len() > 0 {
		switch n.(type) {
		case *ast.FencedCodeBlock, *ast.HTMLBlock: // their first line is not in Lines, or Pos is the same
		case *ast.Heading: // a setext heading has the position of its first line, an ATX one that of its marks
			return min(l.At(0).Start, max(n.Pos(), 0))
		default:
			return l.At(0).Start
		}
	}
	return max(n.Pos(), 0)
}

// blocks classifies the top-level blocks of the chunk src[start:end].
func (p *parser) blocks(start, end int, root ast.Node) {
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		s := Span{lineStart(p.src, start+firstByte(n), start), end}
		if next := n.NextSibling(); next != nil {
			s.End = lineStart(p.src, start+firstByte(next), start)
		}
		s.End = trimLines(p.src, s)
		if s.Empty() {
			continue
		}
		switch n := n.(type) {
		case *ast.Heading:
			p.heading(n.Level, s)
		case *ast.List:
			p.doc.Blocks = append(p.doc.Blocks, Block{BlockList, s})
			p.list(n, start, s.End, 0)
		case *ast.Paragraph, *ast.TextBlock:
			p.lines(s, BlockParagraph)
		case *ast.HTMLBlock:
			p.html(s)
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			p.keep(Block{BlockCode, s})
		default:
			p.comments(s)
			p.keep(Block{BlockOther, s})
		}
	}
}

// keep adds a block that is no field.
func (p *parser) keep(b Block) {
	p.doc.Blocks = append(p.doc.Blocks, b)
	p.stray(b)
}

// lineStart returns where the line of the offset begins, at the earliest at floor.
func lineStart(src []byte, offset, floor int) int {
	return floor + bytes.LastIndexByte(src[floor:offset], '\n') + 1
}

// lineEnd returns where the line of the offset ends, its newline included.
func lineEnd(src []byte, offset int) int {
	if i := bytes.IndexByte(src[offset:], '\n'); i >= 0 {
		return offset + i + 1
	}
	return len(src)
}

// trimLines returns the end of the last line of s that is not blank, without its
// newline (LF or CRLF).
func trimLines(src []byte, s Span) int {
	last := trimRight(src, s)
	if last == s.Start {
		return last
	}
	end := min(lineEnd(src, last-1), s.End)
	for end > last && (src[end-1] == '\n' || src[end-1] == '\r') {
		end--
	}
	return end
}

// trimRight returns the end of s without trailing white space.
func trimRight(src []byte, s Span) int {
	for s.End > s.Start && isSpace(src[s.End-1]) {
		s.End--
	}
	return s.End
}

// trim returns s without white space at either end.
func trim(src []byte, s Span) Span {
	for s.Start < s.End && isSpace(src[s.Start]) {
		s.Start++
	}
	return Span{s.Start, trimRight(src, s)}
}

// isSpace reports whether c is white space that Markdown does not show. Form
// feeds and vertical tabs are not: here they are damage that a rule must see.
func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
