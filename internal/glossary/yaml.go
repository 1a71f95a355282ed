package glossary

import (
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/sumtool/sumtool/internal/yamldoc"
)

// yaml reads a list of mappings with the columns as keys; forbidden is a text or
// a list of texts.
func (p reader) yaml(data []byte) (terms []Term, err error) {
	body, err := yamldoc.Parse(data)
	if err != nil {
		e := yamldoc.Explain(err)
		return nil, p.errorf(max(e.Line, 1), "%s", e.Message)
	}
	if body == nil {
		return nil, p.errorf(1, "empty; write a list of terms, for example - {source: 대규모 언어 모델, target: large language model}")
	}
	list, ok := body.(*ast.SequenceNode)
	if !ok {
		return nil, p.errorf(lineOf(body), "expected a list of terms, each with - source: and target:")
	}
	for _, item := range list.Values {
		t, err := p.term(item)
		if err != nil {
			return nil, err
		}
		terms = append(terms, t)
	}
	return terms, nil
}

func (p reader) term(item ast.Node) (t Term, err error) {
	pairs, ok := item.(*ast.MappingNode)
	if !ok {
		return t, p.errorf(lineOf(item), "expected a term with the keys %s", strings.Join(columns, ", "))
	}
	t.Line = lineOf(item)
	if len(pairs.Values) > 0 {
		t.Line = lineOf(pairs.Values[0].Key)
	}
	for _, pair := range pairs.Values {
		key, line := pair.Key.GetToken().Value, lineOf(pair.Key)
		if err := p.column(line, "key", key); err != nil {
			return t, err
		}
		values := []ast.Node{pair.Value}
		if list, ok := pair.Value.(*ast.SequenceNode); ok && key == "forbidden" {
			values = list.Values
		}
		for _, v := range values {
			text, ok := scalar(v)
			if !ok {
				return t, p.errorf(line, "%s must be a text%s", key, map[bool]string{true: " or a list of texts"}[key == "forbidden"])
			}
			switch key {
			case "source":
				t.Source = text
			case "target":
				t.Target = text
			case "note":
				t.Note = text
			case "forbidden":
				if text != "" {
					t.Forbidden = append(t.Forbidden, text)
				}
			}
		}
	}
	return t, nil
}

// scalar returns the text of a plain value as it is written, so that no, 3 and
// 1.10 stay what they are.
func scalar(n ast.Node) (string, bool) {
	switch v := n.(type) {
	case *ast.StringNode:
		return strings.TrimSpace(v.Value), true
	case *ast.LiteralNode:
		return strings.TrimSpace(v.Value.Value), true
	case *ast.NullNode:
		return "", true
	case ast.ScalarNode:
		return strings.TrimSpace(n.GetToken().Value), true
	}
	return "", false
}

func lineOf(n ast.Node) int {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		return m.Values[0].Key.GetToken().Position.Line
	}
	return n.GetToken().Position.Line
}
