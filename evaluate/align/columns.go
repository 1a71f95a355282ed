package align

import (
	"fmt"
	"slices"
	"strings"
)

// Columns say which column of a TSV file or field of JSON Lines holds what.
type Columns struct {
	all    string            // for every input without an own one
	byName map[string]string // by "hyp", "ref", "src", "id" or a system's name
}

// Set reads one --column value: NAME for all inputs, or hyp=NAME, ref=NAME,
// src=NAME, SYSTEM=NAME or id=NAME.
func (c *Columns) Set(value string) error {
	who, name, ok := strings.Cut(value, "=")
	if !ok {
		who, name = "", value
	}
	if name == "" {
		return fmt.Errorf("a column needs a name or a number, found %q", value)
	}
	if who == "" {
		c.all = name
		return nil
	}
	if c.byName == nil {
		c.byName = map[string]string{}
	}
	c.byName[who] = name
	return nil
}

// String prints the columns for help texts.
func (c *Columns) String() string { return c.all }

// check finds columns for what is not there.
func (c Columns) check(systems []System) error {
	known := []string{"hyp", "ref", "src", "id"}
	for _, s := range systems {
		known = append(known, s.Name)
	}
	for who := range c.byName {
		if !slices.Contains(known, who) {
			return fmt.Errorf("--column %s=%s: no system %q; use hyp, ref, src, id or a system's name", who, c.byName[who], who)
		}
	}
	return nil
}

// of is the column of an input, "" if none was named.
func (c Columns) of(r role) string {
	if r.kind == "hyp" {
		if name, ok := c.byName[r.name]; ok {
			return name
		}
	}
	if name, ok := c.byName[r.kind]; ok {
		return name
	}
	return c.all
}

// usual are the fields of JSON Lines that are looked for if none was named.
func usual(kind string) []string {
	return map[string][]string{
		"hyp": {"hyp", "hypothesis", "prediction", "text"},
		"ref": {"ref", "reference", "text"},
		"src": {"src", "source", "text"},
	}[kind]
}
