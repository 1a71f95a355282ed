package main

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// TestPictureShowsWhatIsPrinted draws the README's picture from what the program
// prints in colour. Rewrite it with -update.
func TestPictureShowsWhatIsPrinted(t *testing.T) {
	t.Chdir(root)
	var out, summary bytes.Buffer
	run(context.Background(), []string{"sumtool", "--color", "always", "lint", "testdata/digests"},
		system{stdin: strings.NewReader(""), stdout: &out, stderr: &summary, getenv: func(string) string { return "" }})
	lines := strings.Split(out.String(), "\n")
	if len(lines) < pictured {
		t.Fatalf("the sample has lost its findings:\n%s", out.String())
	}
	screen := "\x1b[1m$ sumtool lint testdata/digests\x1b[0m\n" + strings.Join(lines[:pictured], "\n") + "\n…\n" + summary.String()
	got := drawTerminal(screen)
	path := filepath.Join("docs", "terminal.svg")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s is not what the program prints; draw it anew with go test ./cmd/sumtool -run Picture -update", path)
	}
	if err := xml.Unmarshal(got, new(struct{})); err != nil {
		t.Error(err)
	}
}

// pictured is how many lines of the findings the picture has.
const pictured = 17

// The terminal's measures: columns, and a cell's size in pixels.
const (
	columns               = 120
	cellWidth, lineHeight = 8.4, 20
	margin                = 16
)

// sgr is a change of colour or weight.
var sgr = regexp.MustCompile("\x1b\\[([0-9;]*)m")

const pictureHead = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[2]d" width="%[1]d" height="%[2]d" role="img" aria-label="sumtool lint in a terminal">
<style>
rect { fill: #ffffff; stroke: #d0d7de }
text { fill: #1f2328; font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans CJK KR", "Noto Sans KR", monospace; white-space: pre }
.s1 { font-weight: bold }
.s31 { fill: #c9252d } .s32 { fill: #116329 } .s33 { fill: #8a5a00 } .s34 { fill: #0550ae } .s36 { fill: #0f6674 }
@media (prefers-color-scheme: dark) {
rect { fill: #0d1117; stroke: #30363d }
text { fill: #e6edf3 }
.s31 { fill: #ff7b72 } .s32 { fill: #7ee787 } .s33 { fill: #e3b341 } .s34 { fill: #79c0ff } .s36 { fill: #76e3ea }
}
</style>
<rect x="0.5" y="0.5" width="%[3]d" height="%[4]d" rx="8"/>
`

// drawTerminal draws text with SGR sequences as a terminal shows it: every
// character has its place, and a Korean one takes two cells, whatever font the
// reader has.
func drawTerminal(screen string) []byte {
	var body strings.Builder
	row := 0
	for line := range strings.Lines(screen) {
		row++
		column, style := 0, ""
		for line = strings.TrimSuffix(line, "\n"); line != ""; {
			text, rest, next := line, "", style
			if m := sgr.FindStringSubmatchIndex(line); m != nil {
				text, rest, next = line[:m[0]], line[m[1]:], line[m[2]:m[3]]
			}
			for text != "" {
				var fits string
				fits, text = cut(text, columns-column)
				drawRun(&body, fits, style, column, row)
				column += twwidth.Width(fits)
				if text != "" {
					row, column = row+1, 0
				}
			}
			line, style = rest, next
		}
	}
	width, height := int(math.Ceil(columns*cellWidth))+2*margin, row*lineHeight+2*margin
	return fmt.Appendf(nil, pictureHead+"%[5]s</svg>\n", width, height, width-1, height-1, body.String())
}

// cut divides a text behind what fits into so many cells.
func cut(text string, cells int) (fits, rest string) {
	used := 0
	for i, r := range text {
		if used += twwidth.Width(string(r)); used > cells {
			return text[:i], text[i:]
		}
	}
	return text, ""
}

// drawRun draws characters of one style, each at its cell.
func drawRun(body *strings.Builder, text, style string, column, row int) {
	if strings.TrimSpace(text) == "" {
		return
	}
	body.WriteString("<text")
	if style != "" && style != "0" {
		fmt.Fprintf(body, ` class="s%s"`, strings.ReplaceAll(style, ";", " s"))
	}
	fmt.Fprintf(body, ` y="%d" x="`, margin+row*lineHeight-5)
	for i, r := range []rune(text) {
		if i > 0 {
			body.WriteByte(' ')
		}
		fmt.Fprintf(body, "%.4g", margin+float64(column)*cellWidth)
		column += twwidth.Width(string(r))
	}
	body.WriteString(`">`)
	_ = xml.EscapeText(body, []byte(text)) // a strings.Builder never fails
	body.WriteString("</text>\n")
}
