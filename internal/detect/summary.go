package detect

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/internal/term"
)

// Summary counts the languages of one file.
type Summary struct {
	File       string         `json:"file"`
	Texts      int            `json:"texts"`
	Languages  map[string]int `json:"languages"`
	Expected   string         `json:"expected,omitempty"`
	Unexpected int            `json:"unexpected"` // texts in another language than expected
}

// Summarizer counts the records of each file and prints the counts at the end.
type Summarizer struct {
	format string
	w      io.Writer
	files  []Summary
}

// NewSummarizer returns a summarizer that prints in the format, one of [Formats].
func NewSummarizer(format string, w io.Writer) *Summarizer { return &Summarizer{format: format, w: w} }

// Write counts records; those of one file come one after another.
func (s *Summarizer) Write(records []Record) error {
	for i := range records {
		r := &records[i]
		if n := len(s.files); n == 0 || s.files[n-1].File != r.File {
			s.files = append(s.files, Summary{File: r.File, Languages: map[string]int{}, Expected: r.Expected})
		}
		f := &s.files[len(s.files)-1]
		f.Texts++
		f.Languages[r.Language]++
		if r.Unexpected() {
			f.Unexpected++
		}
	}
	return nil
}

// Close prints the counts.
func (s *Summarizer) Close(files int) error {
	b := bufio.NewWriter(s.w)
	switch s.format {
	case "json":
		j := &jsonWriter{w: b, counts: map[string]int{}}
		for i := range s.files {
			if err := j.item(&s.files[i]); err != nil {
				return err
			}
			for l, n := range s.files[i].Languages {
				j.counts[l] += n
			}
		}
		j.total = 0
		for i := range s.files {
			j.total += s.files[i].Texts
		}
		return j.Close(files)
	case "jsonl":
		for i := range s.files {
			if err := encode(b, &s.files[i]); err != nil {
				return err
			}
		}
		return b.Flush()
	}
	if err := s.table(b); err != nil {
		return err
	}
	return b.Flush()
}

// table prints a row a file and, below several, their sum.
func (s *Summarizer) table(w io.Writer) error {
	if len(s.files) == 0 {
		return nil
	}
	total := Summary{File: fmt.Sprintf("%d files", len(s.files)), Languages: map[string]int{}}
	for _, f := range s.files {
		total.Texts += f.Texts
		total.Unexpected += f.Unexpected
		for l, n := range f.Languages {
			total.Languages[l] += n
		}
	}
	languages := mostFirst(total.Languages)
	header := append([]string{"FILE", "EXPECTED", "TEXTS"}, languages...)
	header = append(header, "UNEXPECTED")
	align := []term.Align{term.Left, term.Left}
	for range header[2:] {
		align = append(align, term.Right)
	}
	var rows [][]string
	files := s.files
	if len(files) > 1 {
		files = append(slices.Clip(files), total)
	}
	for _, f := range files {
		row := []string{term.Printable(f.File), f.Expected, strconv.Itoa(f.Texts)}
		for _, l := range languages {
			row = append(row, strconv.Itoa(f.Languages[l]))
		}
		rows = append(rows, append(row, strconv.Itoa(f.Unexpected)))
	}
	return term.Table(w, header, align, rows)
}

// mostFirst sorts languages by how often they occur, und last.
func mostFirst(counts map[string]int) []string {
	var languages []string
	for l := range counts {
		languages = append(languages, l)
	}
	rank := func(l string) int {
		if l == langid.Und {
			return 1
		}
		return -counts[l]
	}
	slices.SortFunc(languages, func(a, b string) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		if a < b {
			return -1
		}
		return 1
	})
	return languages
}
