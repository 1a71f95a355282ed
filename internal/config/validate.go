package config

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/internal/suggest"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/lint/report"
	"github.com/sumtool/sumtool/rules"
)

// validate checks what types alone cannot say. body is for the lines.
func (c *Config) validate(body ast.Node, known []*lint.Rule) error {
	at := func(keys ...string) int {
		node, last := body, line(body)
		for _, k := range keys {
			if node = child(node, k); node == nil {
				return last
			}
			last = line(node)
		}
		return last
	}
	for _, g := range c.Exclude {
		if err := files.CheckGlob(g); err != nil {
			return c.errorf(at("exclude"), "exclude: %v", err)
		}
	}
	t := c.Template
	for _, l := range []struct {
		key   string
		level int
	}{{"date-level", t.DateLevel}, {"paper-level", t.PaperLevel}} {
		if l.level < 1 || l.level > 6 {
			return c.errorf(at("template", l.key), "template.%s must be 1 to 6, found %d", l.key, l.level)
		}
	}
	if t.PaperLevel <= t.DateLevel {
		return c.errorf(at("template", "paper-level"), "template.paper-level (%d) must be deeper than date-level (%d)", t.PaperLevel, t.DateLevel)
	}
	requiredFields := rules.RequiredFields()
	for _, r := range t.Required {
		if !slices.Contains(requiredFields, r) {
			return c.errorf(at("template", "required"), "unknown field %q in template.required%s", r, suggest.HintOrList(r, requiredFields))
		}
	}
	names := Selectable(known, c)
	for _, list := range []struct {
		key string
		ids []string
	}{{"select", c.Lint.Select}, {"ignore", c.Lint.Ignore}} {
		for _, id := range list.ids {
			if !slices.Contains(names, id) {
				return c.errorf(at("lint", list.key), "unknown rule or category %q in lint.%s%s", id, list.key, suggest.Hint(id, names))
			}
		}
	}
	if !slices.Contains(lint.SeverityNames(), c.Lint.Severity) {
		return c.errorf(at("lint", "severity"), "unknown severity %q%s", c.Lint.Severity, suggest.HintOrList(c.Lint.Severity, lint.SeverityNames()))
	}
	failOn := append(lint.SeverityNames(), "never")
	if !slices.Contains(failOn, c.Lint.FailOn) {
		return c.errorf(at("lint", "fail-on"), "unknown severity %q%s", c.Lint.FailOn, suggest.HintOrList(c.Lint.FailOn, failOn))
	}
	if err := c.validateEndpoint(at); err != nil {
		return err
	}
	if f := c.Lint.Format; f != "" && !slices.Contains(report.Names(), f) {
		return c.errorf(at("lint", "format"), "unknown format %q%s", f, suggest.HintOrList(f, report.Names()))
	}
	if c.Language != "" {
		if _, err := langid.New(c.Language); err != nil {
			return c.errorf(at("language"), "language: %v", err)
		}
	}
	if _, err := langid.New(c.Detect.Languages...); err != nil {
		return c.errorf(at("detect", "languages"), "detect.languages: %v", err)
	}
	if m := c.Detect.MinConfidence; !(m >= 0 && m <= 1) {
		return c.errorf(at("detect", "min-confidence"), "detect.min-confidence must be 0 to 1, found %g", m)
	}
	return nil
}

// validateEndpoint checks what is said of the endpoint; at finds a key's line.
func (c *Config) validateEndpoint(at func(keys ...string) int) error {
	e := c.Endpoint
	if d, err := time.ParseDuration(e.Timeout); err != nil || d <= 0 {
		return c.errorf(at("endpoint", "timeout"), "endpoint.timeout: %q is no duration; write for example 90s or 2m", e.Timeout)
	}
	if e.KeyEnv == "" || strings.ContainsAny(e.KeyEnv, " =") {
		return c.errorf(at("endpoint", "key-env"), "endpoint.key-env must be the name of an environment variable")
	}
	for _, n := range []struct {
		key          string
		value, least int
	}{{"concurrency", e.Concurrency, 1}, {"rpm", e.RPM, 0}, {"tpm", e.TPM, 0}, {"retries", e.Retries, 0}} {
		if n.value < n.least {
			return c.errorf(at("endpoint", n.key), "endpoint.%s must be at least %d, found %d", n.key, n.least, n.value)
		}
	}
	for _, model := range slices.Sorted(maps.Keys(e.Prices)) {
		if p := e.Prices[model]; !(p.Prompt >= 0 && p.Completion >= 0 && p.Cached >= 0) {
			return c.errorf(at("endpoint", "prices", model), "endpoint.prices.%s must not be negative", model)
		} else if !(p.Batch >= 0 && p.Batch <= 1) {
			return c.errorf(at("endpoint", "prices", model, "batch"), "endpoint.prices.%s.batch is a share of the other prices, 0 to 1, found %v", model, p.Batch)
		}
	}
	return nil
}

// Selectable lists the rule ids and categories that --select and --ignore take.
func Selectable(known []*lint.Rule, c *Config) []string {
	var names []string
	for _, cat := range lint.Categories() {
		names = append(names, string(cat))
	}
	for _, r := range known {
		names = append(names, r.ID)
	}
	for _, custom := range c.Custom {
		names = append(names, custom.ID)
	}
	return names
}

// keys lists the YAML keys of a struct type, in order.
func keys(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name != "-" && name != "" {
			names = append(names, name)
		}
	}
	return names
}

// allKeys lists the keys of the config and its sections, for suggestions.
func allKeys() []string {
	var names []string
	var add func(t reflect.Type)
	add = func(t reflect.Type) {
		names = append(names, keys(t)...)
		for i := range t.NumField() {
			if t.Field(i).Tag.Get("yaml") == "-" {
				continue
			}
			f := t.Field(i).Type
			for f.Kind() == reflect.Slice || f.Kind() == reflect.Map || f.Kind() == reflect.Pointer {
				f = f.Elem()
			}
			if f.Kind() == reflect.Struct {
				add(f)
			}
		}
	}
	add(reflect.TypeFor[Config]())
	add(reflect.TypeFor[rules.CustomSpec]())
	return names
}
