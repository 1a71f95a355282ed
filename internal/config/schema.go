package config

import (
	"reflect"
	"strings"

	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/lint/report"
	"github.com/sumtool/sumtool/rules"
)

// schema is a node of a JSON Schema. Maps come out sorted by key, so the
// published file is stable.
type schema = map[string]any

// Schema returns the JSON Schema (draft 2020-12) of the config file, made from
// the config's types and the rules' options. A config that it accepts is read
// by [Parse]; editors complete by it.
func Schema(known []*lint.Rule) map[string]any {
	s := ofStruct(reflect.TypeFor[Config](), reflect.ValueOf(*Default()))
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "Settings of sumtool (" + FileName + ")"
	properties := s["properties"].(schema)
	single := properties["rules"].(schema)
	single["type"] = "object"
	single["additionalProperties"] = false
	byID := schema{customKey: schema{
		"type":        "array",
		"description": "rules of your own",
		"items":       ofStruct(reflect.TypeOf(Config{}.Custom).Elem(), reflect.Value{}),
	}}
	for _, r := range known {
		byID[r.ID] = ofRule(r)
	}
	single["properties"] = byID
	severity := func(more ...string) schema { return schema{"enum": append(lint.SeverityNames(), more...)} }
	l := properties["lint"].(schema)["properties"].(schema)
	merge(l["severity"].(schema), severity())
	merge(l["fail-on"].(schema), severity("never"))
	merge(l["format"].(schema), schema{"enum": report.Names()})
	code := schema{"enum": langid.Known()}
	merge(properties["language"].(schema), code)
	merge(properties["detect"].(schema)["properties"].(schema)["languages"].(schema), schema{"items": code})
	t := properties["template"].(schema)["properties"].(schema)
	merge(t["required"].(schema), schema{"items": schema{"enum": rules.RequiredFields()}})
	for _, level := range []string{"date-level", "paper-level"} {
		merge(t[level].(schema), schema{"minimum": 1, "maximum": 6})
	}
	merge(properties["detect"].(schema)["properties"].(schema)["min-confidence"].(schema), schema{"minimum": 0, "maximum": 1})
	return s
}

// ofRule describes what may stand behind a rule's id.
func ofRule(r *lint.Rule) schema {
	off := append([]string{"off", "on"}, lint.SeverityNames()...)
	options := schema{"type": "object", "additionalProperties": false, "properties": schema{}}
	if r.Options != nil {
		options = ofStruct(reflect.TypeOf(r.Options).Elem(), reflect.ValueOf(r.Options).Elem())
	}
	options["properties"].(schema)["severity"] = schema{"enum": off}
	return schema{"description": r.Doc.Summary, "anyOf": []any{schema{"enum": append(anySlice(off), false, true)}, options}}
}

func anySlice(s []string) []any {
	out := make([]any, len(s))
	for i, v := range s {
		out[i] = v
	}
	return out
}

// ofStruct describes a struct by its yaml and doc tags, with the defaults of v
// where it is valid.
func ofStruct(t reflect.Type, v reflect.Value) schema {
	properties := schema{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if name == "" || name == "-" {
			continue
		}
		var value reflect.Value
		if v.IsValid() {
			value = v.Field(i)
		}
		p := ofType(f.Type, value)
		if doc := f.Tag.Get("doc"); doc != "" {
			p["description"] = doc
		}
		properties[name] = p
	}
	return schema{"type": "object", "additionalProperties": false, "properties": properties}
}

func ofType(t reflect.Type, v reflect.Value) schema {
	s := schema{}
	switch t.Kind() {
	case reflect.Pointer:
		return ofType(t.Elem(), reflect.Value{})
	case reflect.Struct:
		return ofStruct(t, v)
	case reflect.Slice:
		s["type"], s["items"] = "array", ofType(t.Elem(), reflect.Value{})
	case reflect.Map:
		s["type"], s["additionalProperties"] = "object", ofType(t.Elem(), reflect.Value{})
	case reflect.String:
		s["type"] = "string"
	case reflect.Bool:
		s["type"] = "boolean"
	case reflect.Float32, reflect.Float64:
		s["type"] = "number"
	case reflect.Interface:
		return s
	default:
		s["type"] = "integer"
	}
	if v.IsValid() && !v.IsZero() {
		s["default"] = v.Interface()
	}
	return s
}

func merge(into, from schema) {
	for k, v := range from {
		into[k] = v
	}
}
