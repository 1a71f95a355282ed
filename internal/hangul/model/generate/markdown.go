//go:build generate

package main

import (
	"encoding/json"
	"regexp"
	"strings"
)

var (
	frontMatter = regexp.MustCompile(`\A\s*---\n(?s:.*?)\n---\n`)
	fence       = regexp.MustCompile("(?m)^[ \t>]*(```|~~~)(?s:.*?)(^[ \t>]*(```|~~~)[ \t]*$|\\z)")
	comment     = regexp.MustCompile(`(?s)<!--.*?-->|\[\[[^\]\n]*\]\]|\{/\*.*?\*/\}`)
	mathBlock   = regexp.MustCompile(`(?s)\$\$.*?\$\$|\\\[.*?\\\]`)
	codeSpan    = regexp.MustCompile("``[^`\n]+``|`[^`\n]+`|\\$[^$\n]{1,200}\\$|\\\\\\([^\n]*?\\\\\\)")
	link        = regexp.MustCompile(`!?\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])`)
	address     = regexp.MustCompile(`https?://[^\s)>\]]+`)
	lineMark    = regexp.MustCompile(`^[ \t]*(?:[-*+>#|]+|\d+[.)]|\[!\w+\])[ \t]+`)
	ownLine     = regexp.MustCompile(`^[ \t]*(?:[-*+#|>]|\d+[.)]|:::|\[!|$)`)
	sentenceEnd = regexp.MustCompile(`([다요음함됨임까오죠세][.?!])["')\]]*\s+`)
)

// markdown returns the sentences of a Markdown document, a code span, formula or
// address as one Latin letter each.
func markdown(s string) []string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = frontMatter.ReplaceAllString(s, "")
	s = comment.ReplaceAllString(s, "")
	s = fence.ReplaceAllString(s, "\n\n")
	s = mathBlock.ReplaceAllString(s, "\n\n")
	s = codeSpan.ReplaceAllString(s, "A")
	s = link.ReplaceAllString(s, "$1")
	s = link.ReplaceAllString(s, "$1")
	s = address.ReplaceAllString(s, "A")
	s = markup(blocks(s))
	s = strings.NewReplacer("**", "", "__", "", "~~", "", "|", "\n").Replace(s)
	s = sentenceEnd.ReplaceAllString(s, "$1\n")
	return strings.Split(s, "\n")
}

// blocks joins the lines of each paragraph and leaves an empty line between two.
func blocks(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		line = strings.TrimRight(line, " \t\n")
		if ownLine.MatchString(line) {
			b.WriteString("\n\n")
		}
		for lineMark.MatchString(line) {
			line = lineMark.ReplaceAllString(line, "")
		}
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return b.String()
}

// notebook returns the sentences of a Jupyter notebook's Markdown cells.
func notebook(data []byte) (out []string) {
	var n struct {
		Cells []struct {
			Type   string          `json:"cell_type"`
			Source json.RawMessage `json:"source"`
		} `json:"cells"`
	}
	if json.Unmarshal(data, &n) != nil {
		return nil
	}
	for _, c := range n.Cells {
		if c.Type != "markdown" {
			continue
		}
		var lines []string
		var text string
		if json.Unmarshal(c.Source, &lines) == nil {
			text = strings.Join(lines, "")
		} else if json.Unmarshal(c.Source, &text) != nil {
			continue
		}
		out = append(out, markdown(text)...)
	}
	return out
}
