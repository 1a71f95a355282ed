package lint

import "slices"

// Selection says which rules run. The zero value selects all of them.
type Selection struct {
	Select []string // ids or categories; empty means all
	Ignore []string // ids or categories, taken away from the selected
	// Overrides holds what the config says of single rules, by id.
	Overrides map[string]Override
}

// Override is what a config says of one rule.
type Override struct {
	Off      bool
	Severity *Severity
	Options  any // decoded over a copy of the rule's defaults; nil keeps the defaults
}

// Apply returns the rules that run, in the order given. A rule that the config
// switches off runs all the same if Select names it by its id: the command
// line is nearer to the user than the file.
func (s Selection) Apply(rules []*Rule) []Selected {
	var out []Selected
	for _, r := range rules {
		o := s.Overrides[r.ID]
		byID := slices.Contains(s.Select, r.ID)
		if len(s.Select) > 0 && !byID && !slices.Contains(s.Select, string(r.Category)) {
			continue
		}
		if slices.Contains(s.Ignore, r.ID) || !byID && slices.Contains(s.Ignore, string(r.Category)) || o.Off && !byID {
			continue
		}
		sel := Selected{Rule: r, Severity: r.Severity, Options: r.Options}
		if o.Severity != nil {
			sel.Severity = *o.Severity
		}
		if o.Options != nil {
			sel.Options = o.Options
		}
		out = append(out, sel)
	}
	return out
}
