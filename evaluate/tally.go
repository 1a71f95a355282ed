package evaluate

import (
	"slices"
	"strconv"
	"strings"
)

// tally is what is found out while the segments pass by once.
type tally struct {
	p        *Plan
	segments int
	refs     int // references of the first segment
	varies   bool
	ids      []string // of the segments, unless they are the numbers of lines
	papers   *groupSums
	byTrait  []*groupSums // by division
	worst    *worstSegments

	empty      []int // by system, segments without a hypothesis
	emptyRefs  int
	hangul     int // segments
	decomposed int // segments
}

func newTally(p *Plan) *tally {
	t := &tally{p: p, empty: make([]int, len(p.Systems)), papers: new(groupSums), worst: newWorst(p)}
	if p.Buckets {
		for _, d := range divisions {
			g := new(groupSums)
			for _, name := range d.Groups {
				g.at(name, "")
			}
			t.byTrait = append(t.byTrait, g)
		}
	}
	return t
}

// take notes one segment.
func (t *tally) take(s Scored) {
	if t.segments == 0 {
		t.refs = len(s.References)
	}
	t.varies = t.varies || t.refs != len(s.References)
	t.note(s)
	if s.Paper != nil {
		t.papers.add(t.papers.at(s.Paper.Key, s.Paper.Title), s)
	}
	for d, g := range t.byTrait {
		g.add(int(s.Traits.Groups[d]), s)
	}
	t.worst.add(t.segments, s)
	for i := range t.empty {
		if i < 64 && s.Traits.Empty>>i&1 == 1 {
			t.empty[i]++
		}
	}
	for _, c := range []struct {
		holds bool
		n     *int
	}{{s.Traits.EmptyRefs, &t.emptyRefs}, {s.Traits.Hangul, &t.hangul}, {s.Traits.Decomposed, &t.decomposed}} {
		if c.holds {
			*c.n++
		}
	}
	t.segments++
}

// note keeps a segment's id, unless all ids so far are the numbers of lines.
func (t *tally) note(s Scored) {
	if !t.p.List || t.ids == nil && s.ID == strconv.Itoa(t.segments+1) {
		return
	}
	for len(t.ids) < t.segments {
		t.ids = append(t.ids, strconv.Itoa(len(t.ids)+1))
	}
	t.ids = append(t.ids, strings.Clone(s.ID))
}

// references says how many references a segment has.
func (t *tally) references() string {
	if t.varies {
		return "var"
	}
	return strconv.Itoa(t.refs)
}

// bucketing is the groups by trait that have segments.
func (t *tally) bucketing(p *Plan) []Bucketing {
	var out []Bucketing
	for d, g := range t.byTrait {
		groups := slices.DeleteFunc(g.groups(p), func(g Group) bool { return g.Segments == 0 })
		if len(groups) > 1 { // one group says nothing
			out = append(out, Bucketing{divisions[d].Name, groups})
		}
	}
	return out
}

// groupSums sums the statistics of groups of segments.
type groupSums struct {
	index map[string]int
	list  []groupSum
}

type groupSum struct {
	key, title string
	segments   int
	sums       []float64 // system by system, metric by metric
}

// at is the index of a group, a new one if there is none of that key.
func (g *groupSums) at(key, title string) int {
	if i, ok := g.index[key]; ok {
		return i
	}
	if g.index == nil {
		g.index = map[string]int{}
	}
	g.index[key] = len(g.list)
	g.list = append(g.list, groupSum{key: key, title: title})
	return len(g.list) - 1
}

func (g *groupSums) add(i int, s Scored) {
	at := &g.list[i]
	at.segments++
	if at.sums == nil {
		at.sums = make([]float64, len(s.stats))
	}
	for k, v := range s.stats {
		at.sums[k] += v
	}
}

// groups computes the groups' scores.
func (g *groupSums) groups(p *Plan) []Group {
	var out []Group
	for _, at := range g.list {
		group := Group{Key: at.key, Title: at.title, Segments: at.segments}
		rest := at.sums
		for range p.Systems {
			var scores []float64
			for _, m := range p.Metrics {
				if at.segments == 0 {
					continue
				}
				scores = append(scores, m.Score(rest[:m.Width()], Exact))
				rest = rest[m.Width():]
			}
			group.Scores = append(group.Scores, scores)
		}
		out = append(out, group)
	}
	return out
}
