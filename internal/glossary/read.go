package glossary

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/suggest"
)

// columns are the CSV columns and the YAML keys.
var columns = []string{"source", "target", "forbidden", "note"}

// Load reads a glossary file; its name says whether it is CSV or YAML.
func Load(path string) (*Glossary, error) {
	data, err := files.ReadFile(path)
	if err != nil {
		var pe *os.PathError
		if errors.As(err, &pe) {
			err = pe.Err
		}
		return nil, fmt.Errorf("glossary %s: %w", path, err)
	}
	return Parse(path, data)
}

// Parse reads a glossary's text. The path decides about the format (.csv, .yaml
// or .yml) and names the file in errors, which give the line and the mend.
func Parse(path string, data []byte) (*Glossary, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	p := reader{path: path}
	if bad := invalidUTF8(data); bad >= 0 {
		return nil, p.errorf(1+bytes.Count(data[:bad], []byte("\n")), "not UTF-8; save the file in UTF-8")
	}
	var terms []Term
	var err error
	switch ext := strings.ToLower(filepath.Ext(path)); ext {
	case ".csv":
		terms, err = p.csv(data)
	case ".yaml", ".yml":
		terms, err = p.yaml(data)
	default:
		return nil, fmt.Errorf("glossary %s: unknown format %q; name it .csv, .yaml or .yml", path, ext)
	}
	if err != nil {
		return nil, err
	}
	if err := p.check(terms); err != nil {
		return nil, err
	}
	return newGlossary(path, terms), nil
}

func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

type reader struct{ path string }

func (p reader) errorf(line int, format string, args ...any) error {
	return fmt.Errorf("glossary %s:%d: %s", p.path, line, fmt.Sprintf(format, args...))
}

// column checks the name of a column or key.
func (p reader) column(line int, what, name string) error {
	if slices.Contains(columns, name) {
		return nil
	}
	return p.errorf(line, "unknown %s %q%s", what, name, suggest.HintOrList(name, columns))
}

// forms splits a cell of several forbidden forms.
func forms(cell string) (out []string) {
	for f := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ';' || r == '|' }) {
		if f = strings.TrimSpace(f); f != "" {
			out = append(out, f)
		}
	}
	return out
}

// check finds what no reader of the file can have meant: entries without a
// source or without anything to say of it, and forms that contradict each other.
func (p reader) check(terms []Term) error {
	seen := map[string]int{} // the folded form and the line that first had it
	for _, t := range terms {
		switch {
		case t.Source == "":
			return p.errorf(t.Line, "no source term; every entry needs one")
		case t.Target == "" && len(t.Forbidden) == 0:
			return p.errorf(t.Line, "%q has neither a target nor forbidden forms; add one of them or delete the entry", t.Source)
		}
		if line, ok := seen[fold(t.Source)]; ok {
			return p.errorf(t.Line, "%q stands on line %d already; keep one", t.Source, line)
		}
		seen[fold(t.Source)] = t.Line
	}
	wrong := map[string]int{}
	for _, t := range terms {
		for _, f := range t.Forbidden {
			if line, ok := seen[fold(f)]; ok {
				return p.errorf(t.Line, "%q is forbidden here and the right term on line %d; change one of them", f, line)
			}
			if line, ok := wrong[fold(f)]; ok {
				return p.errorf(t.Line, "%q is forbidden on line %d already; keep one", f, line)
			}
			wrong[fold(f)] = t.Line
		}
	}
	return nil
}

func fold(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }
