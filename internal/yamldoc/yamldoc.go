// Package yamldoc reads a file that is one YAML document into its syntax tree. It
// knows where the YAML library fails on what is no sane document and turns all of
// that into errors of one line; it must not know what the document says.
package yamldoc

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxDepth bounds how many lists and mappings may be open at once: the library's
// time grows with the square of it.
const maxDepth = 100

// Error is what is wrong with a document, without the file's name.
type Error struct {
	Line    int // 1-based; 0 if it is not known
	Message string
}

func (e *Error) Error() string { return e.Message }

// Parse returns the body of the only document, nil if it is empty. Its errors
// are of type [*Error].
func Parse(data []byte) (body ast.Node, err error) {
	// The library panics on some malformed input.
	defer func() {
		if v := recover(); v != nil {
			body, err = nil, &Error{Message: "not readable as YAML; check its indentation and tags"}
		}
	}()
	text := string(data)
	if !strings.HasSuffix(text, "\n") {
		text += "\n" // without it the library drops a broken tag at the end
	}
	tokens := lexer.Tokenize(text)
	if line := tooDeep(tokens); line > 0 {
		return nil, &Error{line, fmt.Sprintf("more than %d lists and mappings inside each other; write it flatter", maxDepth)}
	}
	file, err := parser.Parse(tokens, 0)
	if err != nil {
		return nil, Explain(err)
	}
	if len(file.Docs) > 1 {
		return nil, &Error{file.Docs[1].Start.Position.Line, "more than one YAML document; keep one"}
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil || file.Docs[0].Body.Type() == ast.NullType {
		return nil, nil
	}
	return file.Docs[0].Body, nil
}

// Explain turns an error of the library into its first line, with the place.
func Explain(err error) *Error {
	var own *Error
	if errors.As(err, &own) {
		return own
	}
	var ye yaml.Error
	if !errors.As(err, &ye) || ye.GetToken() == nil {
		return &Error{Message: firstLine(err.Error())}
	}
	return &Error{ye.GetToken().Position.Line, firstLine(ye.GetMessage())}
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return s
}

// tooDeep returns the line on which more than maxDepth lists and mappings are
// open, or 0. Nesting by brackets counts, and nesting within a line (`- - -`);
// nesting by indentation needs as much white space as it costs.
func tooDeep(tokens token.Tokens) int {
	open, inLine, line := 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			line, inLine = t.Position.Line, 0
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			open++
		case token.SequenceEndType, token.MappingEndType:
			open = max(open-1, 0)
		case token.SequenceEntryType, token.MappingKeyType, token.AnchorType, token.TagType:
			inLine++
		}
		if open+inLine > maxDepth {
			return line
		}
	}
	return 0
}
