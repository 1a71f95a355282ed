package lint

import "slices"

// suppress takes away the findings that comments silence, and adds what is to
// be said about the comments themselves. Findings come sorted and leave sorted.
func suppress(findings []Finding, comments []*directive, v *vocabulary) (kept []Finding, silenced int) {
	s := newSilencer(comments, v)
	kept, silenced = s.filter(findings)
	about := v.judge(comments, false)
	if len(about) > 0 {
		// Comments may silence what is said about comments; one that was meant
		// to and does not is reported in its turn.
		s.rewind()
		var n int
		about, n = s.filter(about)
		silenced += n
	}
	about = append(about, v.judge(comments, true)...)
	if len(about) > 0 {
		kept = append(kept, about...)
		SortFindings(kept)
	}
	return kept, silenced
}

// silencer answers, for findings in reading order, whether a comment silences
// them. The narrowest comment that does is the one in use.
type silencer struct {
	v      *vocabulary
	lines  []lineTarget // of onLine and nextLine, by line, a name once a line
	ranges []*directive // fromHere and upToHere, in order
	file   map[string]*target

	next int                 // of ranges, not yet passed
	last map[string]standing // by target: the last comment passed
}

// lineTarget is what a comment names for one line.
type lineTarget struct {
	line int
	*target
}

// standing is the last disable or enable of a target before some place.
type standing struct {
	order   int
	disable *target // nil after an enable
}

func newSilencer(comments []*directive, v *vocabulary) *silencer {
	type lineName struct {
		line int
		name string
	}
	seen := map[lineName]bool{}
	s := &silencer{v: v, file: map[string]*target{}}
	for _, c := range comments {
		for i := range c.targets {
			c.targets[i].used = false // of an earlier judgement
		}
		switch {
		case !c.known:
		case c.scope == onLine || c.scope == nextLine:
			for i := range c.targets {
				t := &c.targets[i]
				key := lineName{c.line, t.name}
				if v.known(t.name) && !seen[key] {
					seen[key] = true
					s.lines = append(s.lines, lineTarget{c.line, t})
				}
			}
		case c.scope == onFile:
			for i := range c.targets {
				if t := &c.targets[i]; s.file[t.name] == nil {
					s.file[t.name] = t
				}
			}
		default:
			s.ranges = append(s.ranges, c)
		}
	}
	slices.SortStableFunc(s.lines, func(a, b lineTarget) int { return a.line - b.line })
	s.rewind()
	return s
}

// rewind begins again at the start of the file.
func (s *silencer) rewind() { s.next, s.last = 0, map[string]standing{} }

// filter returns the findings that no comment silences.
func (s *silencer) filter(findings []Finding) (kept []Finding, silenced int) {
	kept = make([]Finding, 0, len(findings))
	for _, f := range findings {
		t := s.silences(&f)
		if t == nil {
			kept = append(kept, f)
			continue
		}
		t.used = true
		silenced++
	}
	return kept, silenced
}

// silences returns the target that silences a finding, or nil.
func (s *silencer) silences(f *Finding) *target {
	s.pass(f.Span.Start)
	if f.Rule == InternalErrorID {
		return nil
	}
	if t := s.onLine(f); t != nil {
		return t
	}
	names := [...]string{f.Rule, string(f.Category), everything}
	var st standing
	for _, n := range names {
		if o, ok := s.last[n]; ok && o.order > st.order {
			st = o
		}
	}
	if st.disable != nil {
		return st.disable
	}
	for _, n := range names {
		if t := s.file[n]; t != nil {
			return t
		}
	}
	return nil
}

// onLine looks at the comments about the lines that a finding touches.
func (s *silencer) onLine(f *Finding) *target {
	end := f.End.Line
	if f.End.Column == 1 && end > f.Start.Line {
		end--
	}
	i, _ := slices.BinarySearchFunc(s.lines, f.Start.Line, func(t lineTarget, line int) int { return t.line - line })
	for ; i < len(s.lines) && s.lines[i].line <= end; i++ {
		if n := s.lines[i].name; n == f.Rule || n == string(f.Category) || n == everything {
			return s.lines[i].target
		}
	}
	return nil
}

// pass brings the state of disable and enable up to an offset.
func (s *silencer) pass(offset int) {
	for ; s.next < len(s.ranges) && s.ranges[s.next].at <= offset; s.next++ {
		d := s.ranges[s.next]
		for i := range d.targets {
			t := &d.targets[i]
			if !s.v.known(t.name) {
				continue
			}
			if d.scope == fromHere {
				s.last[t.name] = standing{order: s.next + 1, disable: t}
				continue
			}
			for name, st := range s.last {
				if st.disable != nil && s.v.related(name, t.name) {
					t.used = true
				}
			}
			s.last[t.name] = standing{order: s.next + 1}
		}
	}
}
