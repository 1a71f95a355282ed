package edition

// InventedNames returns the names of a text, in order, that what it is written
// from does not have: acronyms, CamelCase names, names with digits and
// capitalised Latin words that stand there neither as they are, whatever their
// case, spacing and plural, nor spelled out. It is stricter than [Check], which
// must let pass what a translator may say: a summary names nothing new.
func InventedNames(text, basis string) []string {
	target, source := parse(text), parse(basis)
	seen := map[string]bool{}
	var names []string
	for _, t := range target.tokens() {
		f := fold(t.text).text
		if t.kind() == ordinary || seen[f] {
			continue
		}
		seen[f] = true
		if !source.names(t) {
			names = append(names, t.text)
		}
	}
	return names
}

// names reports whether a text has a name as a whole, or each of its parts.
func (s *segment) names(t token) bool {
	if s.folded.has(fold(t.text).text, true) {
		return true
	}
	for _, p := range t.parts() {
		f := singular(p, fold(p).text)
		switch {
		case s.folded.has(f, true), commonAcronyms()[f], s.spells(p):
		case partKind(p) == ordinary && !startsDigit(p) && s.inflects(p):
		case partKind(p) == proper && s.inflects(p):
		default:
			return false
		}
	}
	return true
}
