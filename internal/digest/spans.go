package digest

import "slices"

// Spans returns the smallest spans of the document, sorted and without overlap:
// the parts of headings, fields and bullets, then comments, and whole blocks
// where nothing smaller is known. What lies between two of them is a gap (white
// space, markers, punctuation of the template); spans and gaps joined give the
// source back byte for byte.
func (d *Document) Spans() []Span {
	var all []Span
	add := func(spans ...Span) {
		for _, s := range spans {
			if !s.Empty() {
				all = append(all, s)
			}
		}
	}
	for i := range d.Headings {
		add(d.Headings[i].Text, d.Headings[i].Date)
	}
	for i := range d.Papers {
		p := &d.Papers[i]
		add(p.Heading.Text, p.Heading.Title, p.Heading.Link, p.Heading.ID)
		for _, m := range p.Media {
			add(m.Span, m.Alt, m.URL)
		}
		if p.Votes != nil {
			add(p.Votes.Prefix, p.Votes.Value)
		}
		if p.Authors != nil {
			add(p.Authors.Prefix, p.Authors.Value)
			for _, n := range p.Authors.Names {
				add(n.Span)
			}
		}
		for j := range p.Bullets {
			b := &p.Bullets[j]
			add(b.Marker, b.Text)
			if b.Label != nil {
				add(b.Label.Open, b.Label.Text, b.Label.Close)
			}
			for _, in := range b.Inlines {
				add(in.Span, in.Target)
			}
		}
		for _, b := range p.Stray {
			add(b.Span)
		}
	}
	for _, c := range d.Comments {
		add(c.Span, c.Text)
	}
	for _, b := range d.Blocks {
		add(b.Span)
	}
	return leaves(all)
}

// leaves cuts nested spans into pieces that do not overlap: a span that holds
// others gives what they leave of it.
func leaves(all []Span) []Span {
	cuts := make([]int, 0, 2*len(all))
	for _, s := range all {
		cuts = append(cuts, s.Start, s.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	slices.SortFunc(all, func(a, b Span) int { return a.Start - b.Start })
	var out []Span
	next, reach := 0, 0
	for i := 1; i < len(cuts); i++ {
		piece := Span{cuts[i-1], cuts[i]}
		for ; next < len(all) && all[next].Start <= piece.Start; next++ {
			reach = max(reach, all[next].End)
		}
		if piece.End <= reach {
			out = append(out, piece)
		}
	}
	return out
}
