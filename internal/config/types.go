package config

import (
	"reflect"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/sumtool/sumtool/internal/suggest"
)

// check holds a node to the type that it is decoded into. The YAML library would
// find most of what is wrong, but not say under which key, and would cut 1.5 to 1.
func (c *Config) check(node ast.Node, t reflect.Type, path string) error {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	node = bare(node)
	if node == nil || node.Type() == ast.NullType {
		return nil // the default stays
	}
	switch node.Type() {
	case ast.AliasType, ast.TagType, ast.MergeKeyType:
		return nil // what they stand for is decoded, and checked there
	}
	expected := ""
	switch t.Kind() {
	case reflect.Struct:
		if m, ok := node.(*ast.MappingNode); ok {
			return c.checkKeys(m, t, path)
		}
		expected = "a mapping of settings"
	case reflect.Map:
		if m, ok := node.(*ast.MappingNode); ok {
			for _, v := range m.Values {
				if err := c.check(v.Value, t.Elem(), join(path, keyOf(v))); err != nil {
					return err
				}
			}
			return nil
		}
		expected = "a mapping"
	case reflect.Slice:
		if l, ok := node.(*ast.SequenceNode); ok {
			for _, v := range l.Values {
				if err := c.check(v, t.Elem(), path); err != nil {
					return err
				}
			}
			return nil
		}
		expected = "a list"
	case reflect.Int:
		if _, ok := node.(*ast.IntegerNode); ok {
			return nil
		}
		expected = "a whole number"
	case reflect.Float64:
		switch node.Type() {
		case ast.IntegerType, ast.FloatType, ast.InfinityType, ast.NanType:
			return nil
		}
		expected = "a number"
	case reflect.Bool:
		if node.Type() == ast.BoolType {
			return nil
		}
		expected = "true or false"
	case reflect.String:
		if _, ok := node.(ast.ScalarNode); ok {
			return nil
		}
		expected = "a text"
	default: // read by its own code
		return nil
	}
	return c.errorf(line(node), "%s: expected %s, found %s", path, expected, found(node))
}

// checkKeys holds a mapping to the fields of a struct.
func (c *Config) checkKeys(m *ast.MappingNode, t reflect.Type, path string) error {
	for _, v := range m.Values {
		if v.Key.Type() == ast.MergeKeyType {
			continue
		}
		key := keyOf(v)
		field, ok := fieldOf(t, key)
		if !ok {
			return c.errorf(line(v.Key), "unknown key %q%s", key, suggest.Hint(key, allKeys()))
		}
		if err := c.check(v.Value, field.Type, join(path, key)); err != nil {
			return err
		}
	}
	return nil
}

// fieldOf returns the field of a struct that has the YAML key.
func fieldOf(t reflect.Type, key string) (reflect.StructField, bool) {
	for i := range t.NumField() {
		f := t.Field(i)
		if name, _, _ := strings.Cut(f.Tag.Get("yaml"), ","); name == key && name != "-" && name != "" {
			return f, true
		}
	}
	return reflect.StructField{}, false
}

// bare is a node without its anchor.
func bare(node ast.Node) ast.Node {
	if a, ok := node.(*ast.AnchorNode); ok {
		return a.Value
	}
	return node
}

// found names what a node is, a single value by its text.
func found(node ast.Node) string {
	switch node.Type() {
	case ast.MappingType:
		return "a mapping"
	case ast.SequenceType:
		return "a list"
	}
	return node.GetToken().Value
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
