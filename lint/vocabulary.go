package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/suggest"
)

// vocabulary knows what suppression comments may name, and what can be said of
// a name that silenced nothing.
type vocabulary struct {
	rules  map[string]*Rule // every rule there is
	names  []string         // rule ids and categories
	judged map[string]bool  // names that would have been used if there were a need
	unused *Selected        // the rules about comments, if they run
	odd    *Selected
}

func newVocabulary(e *Engine) *vocabulary {
	v := &vocabulary{rules: map[string]*Rule{}, judged: map[string]bool{}}
	ran := map[string]bool{}
	for i := range e.Rules {
		r := &e.Rules[i]
		v.rules[r.ID], ran[r.ID] = r.Rule, true
		switch r.ID {
		case UnusedSuppressionID:
			v.unused = r
		case UnknownSuppressionID:
			v.odd = r
		}
	}
	for _, r := range e.Catalogue {
		v.rules[r.ID] = r
	}
	v.judged[everything] = true
	for _, c := range Categories() {
		v.names = append(v.names, string(c))
		v.judged[string(c)] = true
	}
	for id, r := range v.rules {
		v.names = append(v.names, id)
		// A rule that compares files may be silent because a file is missing
		// from the run; nothing can be said of one that did not run.
		v.judged[id] = ran[id] && (r.Conclude == nil || r.OnlyDrops || e.Whole)
		if !v.judged[id] {
			v.judged[string(r.Category)], v.judged[everything] = false, false
		}
	}
	slices.Sort(v.names)
	return v
}

// ofCopies is the vocabulary for comments that are copies: what they silence
// stands in the original, so that nothing is said of one that is idle here.
func (v *vocabulary) ofCopies() *vocabulary {
	c := *v
	c.unused = nil
	return &c
}

func (v *vocabulary) known(name string) bool {
	return name == everything || slices.Contains(v.names, name)
}

// related reports whether two names have a rule in common.
func (v *vocabulary) related(a, b string) bool {
	if a == b || a == everything || b == everything {
		return true
	}
	in := func(id, category string) bool { r := v.rules[id]; return r != nil && string(r.Category) == category }
	return in(a, b) || in(b, a)
}

// judge reports comments that silence nothing and names that nobody knows.
// Comments about these very rules are judged last, when the others are known.
func (v *vocabulary) judge(comments []*directive, last bool) (about []Finding) {
	for _, c := range comments {
		if !last && v.odd != nil {
			if f, ok := v.unknownIn(c); ok {
				about = append(about, f)
			}
		}
		if c.known && v.unused != nil {
			if f, ok := v.unusedIn(c, last); ok {
				about = append(about, f)
			}
		}
	}
	return about
}

// unknownIn reports a comment whose directive or rules do not exist. What is
// near enough to a name to be meant is put right, the rest is taken out.
func (v *vocabulary) unknownIn(c *directive) (f Finding, ok bool) {
	if !c.known {
		var all []string
		for name := range scopes {
			all = append(all, directivePrefix+name)
		}
		slices.Sort(all)
		message := fmt.Sprintf("unknown comment %q%s", c.word.Text, suggest.HintOrList(c.word.Text, all))
		if near, ok := suggest.Closest(c.word.Text, all); ok {
			return about(v.odd, c.word, near, message), true
		}
		return about(v.odd, c.whole, "", message), true
	}
	var messages, keep []string
	for _, t := range c.targets {
		if v.known(t.name) {
			keep = append(keep, t.name)
			continue
		}
		messages = append(messages, fmt.Sprintf("unknown rule or category %q%s", t.name, suggest.Hint(t.name, v.names)))
		if near, ok := suggest.Closest(t.name, v.names); ok && !slices.Contains(keep, near) {
			keep = append(keep, near)
		}
	}
	if len(messages) == 0 {
		return f, false
	}
	if len(keep) == 0 {
		return about(v.odd, c.whole, "", strings.Join(messages, "; ")), true
	}
	return about(v.odd, c.list, strings.Join(keep, ", "), strings.Join(messages, "; ")), true
}

// unusedIn reports what a comment names and does not silence.
func (v *vocabulary) unusedIn(c *directive, aboutComments bool) (f Finding, ok bool) {
	var idle, keep []string
	for _, t := range c.targets {
		internal := t.name == UnusedSuppressionID || t.name == UnknownSuppressionID
		judged := v.judged[t.name] || c.scope == upToHere && v.known(t.name)
		if !t.used && judged && internal == aboutComments {
			idle = append(idle, t.name)
		} else {
			keep = append(keep, t.name)
		}
	}
	if len(idle) == 0 {
		return f, false
	}
	what := strings.Join(idle, ", ")
	if idle[0] == everything {
		what = "this comment"
	}
	message := what + " silences nothing here"
	if c.scope == upToHere {
		message = what + " ends no disable"
	}
	if len(keep) == 0 {
		return about(v.unused, c.whole, "", message+"; remove the comment"), true
	}
	return about(v.unused, c.list, strings.Join(keep, ", "), message+"; take it out of the comment"), true
}

// about makes a finding at a part of a comment, which is to read as suggested.
func about(r *Selected, at Place, suggestion, message string) Finding {
	f := Finding{Rule: r.ID, Category: r.Category, Severity: r.Severity, Message: message, Place: at}
	Suggest(suggestion, Safe)(&f)
	return f
}
