package catalogue

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/sumtool/sumtool/lint"
)

// Option is one option of a rule, read off its option struct.
type Option struct {
	Name    string `json:"name"`
	Type    string `json:"type"`
	Default any    `json:"default"`
	Doc     string `json:"doc"`
}

// DefaultText is the default as a config would write it.
func (o Option) DefaultText() string {
	b, err := json.Marshal(o.Default)
	if err != nil || string(b) == "null" {
		return "[]"
	}
	return string(b)
}

// Options lists a rule's options in the order of its struct.
func Options(r *lint.Rule) []Option {
	options := []Option{}
	if r.Options == nil {
		return options
	}
	v := reflect.ValueOf(r.Options).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		options = append(options, Option{Name: name, Type: typeName(f.Type), Default: v.Field(i).Interface(), Doc: f.Tag.Get("doc")})
	}
	return options
}

// typeName says a Go type in the words of a config's reader.
func typeName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		return "list of " + typeName(t.Elem())
	case reflect.Map:
		return "mapping to " + typeName(t.Elem())
	case reflect.Float32, reflect.Float64:
		return "number"
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "text"
	}
	return "integer"
}
