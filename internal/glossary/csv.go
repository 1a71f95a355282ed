package glossary

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// csv reads a table whose first row names its columns. Several forbidden forms
// are parted by semicolons or bars.
func (p reader) csv(data []byte) ([]Term, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1 // counted here, with a better message
	r.TrimLeadingSpace = true
	r.Comment = '#'
	header, err := r.Read()
	if err != nil {
		return nil, p.csvError(err)
	}
	at := map[string]int{}
	for i, name := range header {
		name = strings.ToLower(strings.TrimSpace(name))
		line, _ := r.FieldPos(i)
		if err := p.column(line, "column", name); err != nil {
			return nil, err
		}
		if _, ok := at[name]; ok {
			return nil, p.errorf(line, "column %q stands twice", name)
		}
		at[name] = i
	}
	if _, ok := at["source"]; !ok {
		return nil, p.errorf(1, `no column "source"; the first row names the columns, for example source,target,forbidden,note`)
	}
	var terms []Term
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return terms, nil
		}
		if err != nil {
			return nil, p.csvError(err)
		}
		line, _ := r.FieldPos(0)
		if len(row) > len(header) {
			return nil, p.errorf(line, "%d cells, but the first row names %d columns; put quotes around cells with commas", len(row), len(header))
		}
		if !slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			continue
		}
		cell := func(name string) string {
			if i, ok := at[name]; ok && i < len(row) {
				return strings.TrimSpace(row[i])
			}
			return ""
		}
		terms = append(terms, Term{Source: cell("source"), Target: cell("target"), Forbidden: forms(cell("forbidden")), Note: cell("note"), Line: line})
	}
}

func (p reader) csvError(err error) error {
	var pe *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return p.errorf(1, "empty; the first row names the columns, for example source,target,forbidden,note")
	case errors.As(err, &pe) && errors.Is(pe.Err, csv.ErrQuote):
		return p.errorf(pe.StartLine, `a cell's quotes do not end; double the quotes inside ("")`)
	case errors.As(err, &pe) && errors.Is(pe.Err, csv.ErrBareQuote):
		return p.errorf(pe.Line, `a quote inside a cell; put the whole cell in quotes and double the quote ("")`)
	}
	return p.errorf(1, "%v", err)
}
