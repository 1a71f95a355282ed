package config

import (
	"fmt"
	"reflect"

	"github.com/goccy/go-yaml/ast"

	"github.com/sumtool/sumtool/internal/suggest"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/rules"
)

// customKey is the entry of `rules` that holds the user's own rules.
const customKey = "custom"

// readRules reads the `rules` mapping: each value is off, a severity, or a
// mapping of a severity and the rule's options.
func (c *Config) readRules(node ast.Node, known []*lint.Rule) error {
	c.Overrides = map[string]lint.Override{}
	if node == nil || node.Type() == ast.NullType {
		return nil
	}
	m, ok := node.(*ast.MappingNode)
	if !ok {
		return c.errorf(line(node), "rules: expected a mapping from rule ids to settings")
	}
	byID := map[string]*lint.Rule{}
	ids := []string{customKey}
	for _, r := range known {
		byID[r.ID] = r
		ids = append(ids, r.ID)
	}
	for _, v := range m.Values {
		id := keyOf(v)
		if id == customKey {
			if err := c.check(v.Value, reflect.TypeOf(c.Custom), "rules."+customKey); err != nil {
				return err
			}
			if err := strict(v.Value, &c.Custom); err != nil {
				return c.wrap(err)
			}
			if err := c.compileOwn(v.Value); err != nil {
				return err
			}
			continue
		}
		r, ok := byID[id]
		if !ok {
			return c.errorf(line(v.Key), "unknown rule %q%s", id, suggest.Hint(id, ids))
		}
		o, err := c.readRule(r, v.Value)
		if err != nil {
			return err
		}
		c.Overrides[id] = o
	}
	return nil
}

// compileOwn makes rules of Custom, which the node describes.
func (c *Config) compileOwn(node ast.Node) (err error) {
	if c.Own, err = rules.Custom(c.Custom); err == nil {
		return nil
	}
	at := line(node)
	if list, ok := node.(*ast.SequenceNode); ok {
		wrong := 0
		for ; wrong+1 < len(list.Values); wrong++ {
			if _, early := rules.Custom(c.Custom[:wrong+1]); early != nil {
				break
			}
		}
		at = line(list.Values[wrong])
	}
	return c.errorf(at, "rules.custom: %v", err)
}

func (c *Config) readRule(r *lint.Rule, node ast.Node) (lint.Override, error) {
	if m, ok := node.(*ast.MappingNode); ok {
		return c.readOptions(r, m)
	}
	var o lint.Override
	switch value := node.GetToken().Value; value {
	case "off", "false":
		o.Off = true
	case "on", "true":
	default:
		s, ok := lint.ParseSeverity(value)
		if !ok {
			return o, c.errorf(line(node), "rule %q: expected off, error, warning, info or a mapping of options, found %q", r.ID, value)
		}
		o.Severity = &s
	}
	return o, nil
}

func (c *Config) readOptions(r *lint.Rule, m *ast.MappingNode) (lint.Override, error) {
	var o lint.Override
	var rest []*ast.MappingValueNode
	for _, v := range m.Values {
		if keyOf(v) != "severity" {
			rest = append(rest, v)
			continue
		}
		s, err := c.readRule(r, v.Value)
		if err != nil {
			return o, err
		}
		o.Severity, o.Off = s.Severity, s.Off
	}
	if len(rest) == 0 {
		return o, nil
	}
	if r.Options == nil {
		return o, c.errorf(line(rest[0].Key), "rule %q has no option %q (only severity)", r.ID, keyOf(rest[0]))
	}
	options := reflect.New(reflect.TypeOf(r.Options).Elem())
	options.Elem().Set(reflect.ValueOf(r.Options).Elem())
	names := append(keys(options.Elem().Type()), "severity")
	for _, v := range rest {
		child := keyOf(v)
		field, ok := fieldOf(options.Elem().Type(), child)
		if !ok {
			return o, c.errorf(line(v.Key), "rule %q has no option %q%s", r.ID, child, suggest.HintOrList(child, names))
		}
		if err := c.check(v.Value, field.Type, fmt.Sprintf("rules.%s.%s", r.ID, child)); err != nil {
			return o, err
		}
	}
	if err := strict(ast.Mapping(m.Start, m.IsFlowStyle, rest...), options.Interface()); err != nil {
		return o, c.wrap(fmt.Errorf("rule %q: %w", r.ID, err))
	}
	o.Options = options.Interface()
	return o, nil
}
