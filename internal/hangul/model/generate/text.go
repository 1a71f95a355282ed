//go:build generate

package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"html"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/hangul"
	"golang.org/x/text/unicode/norm"
)

// A passage is a line of running Korean text and the package it came from.
type passage struct {
	source string
	text   string
}

// readSources reads all Korean text below dir, whose first level names the
// packages. Lines that occur again, in whatever package, are dropped: menus and
// boilerplate would otherwise outweigh prose.
func readSources(dir string) ([]passage, error) {
	var out []passage
	seen := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !d.Type().IsRegular() || !readable(path) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		source, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
		for _, line := range linesOf(path, data) {
			if !seen[line] {
				seen[line] = true
				out = append(out, passage{source, line})
			}
		}
		return nil
	})
	sort.SliceStable(out, func(i, j int) bool { return out[i].source < out[j].source })
	return out, err
}

// readable reports whether a file's name promises text.
func readable(path string) bool {
	switch filepath.Ext(path) {
	case ".png", ".jpg", ".svgz", ".ttf", ".so", ".traineddata", ".aff", ".dic", ".xcf", ".ogg", ".word", ".pdf", ".svg", ".vim", ".conf":
		return false
	}
	return !strings.Contains(path, "hanja")
}

func linesOf(path string, data []byte) []string {
	switch {
	case len(data) > 4 && binary.LittleEndian.Uint32(data) == 0x950412de:
		return clean(catalogue(data))
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return archive(data)
	case bytes.HasPrefix(data, []byte{0x1f, 0x8b}):
		if r, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
			if plain, err := io.ReadAll(r); err == nil {
				return linesOf(strings.TrimSuffix(path, ".gz"), plain)
			}
		}
		return nil
	case !utf8.Valid(data):
		return nil
	}
	text := string(data)
	switch filepath.Ext(path) {
	case ".html", ".xml", ".page", ".docbook", ".htm", ".xhtml":
		return clean([]string{markup(text)})
	case ".json":
		var v any
		if json.Unmarshal(data, &v) == nil {
			return clean(jsonStrings(v, nil))
		}
	case ".md", ".mdx":
		return clean(markdown(text))
	case ".ipynb":
		return clean(notebook(data))
	case ".properties", ".ini", ".ftl", ".dtd", ".lang", ".inc":
		return clean(assignments(text))
	}
	return clean([]string{text})
}

// archive reads the members of a zip file (language packs).
func archive(data []byte) (out []string) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil
	}
	for _, f := range z.File {
		if r, err := f.Open(); err == nil {
			if b, err := io.ReadAll(r); err == nil && readable(f.Name) {
				out = append(out, linesOf(f.Name, b)...)
			}
			r.Close()
		}
	}
	return out
}

// catalogue returns the translations of a compiled gettext catalogue.
func catalogue(data []byte) (out []string) {
	u32 := func(at uint32) uint32 {
		if int(at)+4 > len(data) {
			return 0
		}
		return binary.LittleEndian.Uint32(data[at:])
	}
	n, table := u32(8), u32(16)
	for i := range n {
		size, at := u32(table+8*i), u32(table+8*i+4)
		if uint64(at)+uint64(size) <= uint64(len(data)) {
			for s := range strings.SplitSeq(string(data[at:at+size]), "\x00") {
				out = append(out, markup(s))
			}
		}
	}
	return out
}

func jsonStrings(v any, out []string) []string {
	switch v := v.(type) {
	case string:
		out = append(out, markup(v))
	case []any:
		for _, e := range v {
			out = jsonStrings(e, out)
		}
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		for _, k := range keys {
			out = jsonStrings(v[k], out)
		}
	}
	return out
}

// assignments returns the values of key = value lines.
func assignments(text string) (out []string) {
	for line := range strings.Lines(text) {
		if _, v, ok := strings.Cut(line, "="); ok {
			out = append(out, v)
		} else {
			out = append(out, line)
		}
	}
	return out
}

var (
	blockTag = regexp.MustCompile(`(?i)</?(p|div|li|h[1-6]|td|th|tr|br|dt|dd|title|para|pre|option|table|ul|ol)\b[^>]*>`)
	script   = regexp.MustCompile(`(?is)<(script|style)\b.*?</(script|style)>`)
	anyTag   = regexp.MustCompile(`<[^<>]{1,400}>`)
	paraGap  = regexp.MustCompile(`\n\s*\n`)
)

// markup takes the tags out of HTML or XML and puts each block on one line.
func markup(s string) string {
	if strings.Contains(s, "<") {
		s = script.ReplaceAllString(s, "\n\n")
		s = blockTag.ReplaceAllString(s, "\n\n")
		s = anyTag.ReplaceAllString(s, "")
	}
	blocks := paraGap.Split(s, -1)
	for i, b := range blocks {
		blocks[i] = strings.Join(strings.Fields(b), " ")
	}
	return html.UnescapeString(strings.Join(blocks, "\n"))
}

var (
	accelerator = regexp.MustCompile(`\s?\([_&~]?[A-Z0-9]\)|[_&~](?:\pL)|%(?:\d\$)?[-+ #0-9.]*[a-zA-Z]*|\$\{?[A-Za-z_]*\}?|\\[nt"]|\{\d\}`)
	space       = regexp.MustCompile(`[\s\x{a0}]+`)
)

// clean splits texts into lines, keeps those that are mostly Korean and takes
// the programmers' notation out of them.
func clean(texts []string) (out []string) {
	for _, t := range texts {
		for line := range strings.Lines(t) {
			line = norm.NFC.String(line)
			if strings.ContainsAny(line, `(_&~%$\{`) {
				line = accelerator.ReplaceAllStringFunc(line, func(m string) string {
					if r, _ := utf8.DecodeLastRuneInString(m); hangul.IsSyllable(r) {
						return string(r)
					}
					return " "
				})
			}
			line = strings.TrimSpace(space.ReplaceAllString(line, " "))
			syllables, letters := 0, 0
			for _, r := range line {
				switch {
				case hangul.IsSyllable(r):
					syllables++
				case r > ' ' && r != '.' && r != ',':
					letters++
				}
			}
			if syllables >= 4 && 3*syllables > 2*letters && len(line) < 8000 && !strings.ContainsRune(line, utf8.RuneError) {
				out = append(out, line)
			}
		}
	}
	return out
}
