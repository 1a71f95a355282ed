package main

import (
	"fmt"
	"strconv"
	"strings"
)

// optionalValue is a flag that may stand alone or have a value after an equals
// sign: --changed, --changed=REF.
type optionalValue struct {
	set   bool
	value string
}

func (o *optionalValue) IsBoolFlag() bool { return true }
func (o *optionalValue) String() string   { return "" }
func (o *optionalValue) Set(s string) error {
	o.set, o.value = true, s
	if s == "true" { // what the flag package says for a flag that stands alone
		o.value = ""
	}
	return nil
}

// repeated is a flag that may be given several times. Its values may hold
// commas, which the library's own would split at.
type repeated struct{ values []string }

func (r *repeated) Set(value string) error {
	r.values = append(r.values, value)
	return nil
}

func (r *repeated) String() string { return strings.Join(r.values, " ") }

// confidence is the flag --confidence[=LEVEL].
type confidence struct {
	on    bool
	level float64
}

func (v *confidence) IsBoolFlag() bool { return true }

func (v *confidence) String() string { return "" }

func (v *confidence) Set(value string) error {
	if on, err := strconv.ParseBool(value); err == nil {
		v.on, v.level = on, 0
		return nil
	}
	level, err := strconv.ParseFloat(value, 64)
	if err != nil || !(level > 0 && level < 1) {
		return fmt.Errorf("expected a level between 0 and 1, such as 0.95")
	}
	v.on, v.level = true, level
	return nil
}

// takes reports whether the command's only argument is the level of a --confidence
// written without "=".
func (v *confidence) takes(args []string) bool {
	return len(args) == 1 && v.on && v.level == 0 && v.Set(args[0]) == nil
}
