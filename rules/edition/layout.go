package edition

import (
	"bytes"
	"fmt"

	"github.com/sumtool/sumtool/internal/digest"
)

// Difference is a place where an edition is not laid out as its source.
type Difference struct {
	At      digest.Span // in the edition; empty at its end for what is missing there
	Message string
}

// PaperPair is a paper of a source and the same one of the edition.
type PaperPair struct{ Source, Target *digest.Paper }

// Bullets reports whether the two papers have as many bullets, so that those of
// the same position are each other's translation.
func (p PaperPair) Bullets() bool { return len(p.Source.Bullets) == len(p.Target.Bullets) }

// Layout pairs the papers of an edition with those of its source, and returns
// where all but the prose of the bullets is not the same: headings, links,
// images, votes, authors, labels, lists, and their order.
func Layout(src, dst *digest.Document) ([]PaperPair, []Difference) {
	l := layout{src: src, dst: dst}
	l.headings()
	pairs := l.papers()
	for _, p := range pairs {
		l.paper(p)
	}
	if len(l.found) == 0 && len(src.Blocks) != len(dst.Blocks) {
		l.differ(digest.Span{Start: len(dst.Source), End: len(dst.Source)}, "%d blocks of Markdown, where the source has %d", len(dst.Blocks), len(src.Blocks))
	}
	return pairs, l.found
}

type layout struct {
	src, dst *digest.Document
	found    []Difference
}

func (l *layout) differ(at digest.Span, format string, args ...any) {
	l.found = append(l.found, Difference{at, fmt.Sprintf(format, args...)})
}

// same reports a part that is not copied byte for byte.
func (l *layout) same(what string, src, dst digest.Span) {
	if a, b := l.src.Bytes(src), l.dst.Bytes(dst); !bytes.Equal(a, b) {
		l.differ(dst, "the %s is not the source's: expected %q", what, shortened(string(a)))
	}
}

func (l *layout) headings() {
	end := digest.Span{Start: len(l.dst.Source), End: len(l.dst.Source)}
	for i, h := range l.src.Headings {
		if i >= len(l.dst.Headings) {
			l.differ(end, "the heading %q is missing", shortened(l.src.Text(h.Text)))
			continue
		}
		l.same("heading", h.Text, l.dst.Headings[i].Text)
	}
	for i := len(l.src.Headings); i < len(l.dst.Headings); i++ {
		l.differ(l.dst.Headings[i].Span, "the heading is not in the source")
	}
}

// papers pairs papers by their identity, in the order of the source.
func (l *layout) papers() []PaperPair {
	byKey := map[string][]*digest.Paper{}
	for i := range l.dst.Papers {
		p := &l.dst.Papers[i]
		byKey[key(l.dst, p)] = append(byKey[key(l.dst, p)], p)
	}
	var pairs []PaperPair
	last := -1
	at := digest.Span{Start: len(l.dst.Source), End: len(l.dst.Source)}
	if len(l.dst.Papers) > 0 {
		at = l.dst.Papers[0].Heading.Span
	}
	for i := range l.src.Papers {
		p := &l.src.Papers[i]
		k := key(l.src, p)
		if len(byKey[k]) == 0 {
			l.differ(at, "the paper %q is missing", shortened(p.Title(l.src)))
			continue
		}
		q := byKey[k][0]
		byKey[k] = byKey[k][1:]
		if q.Index < last {
			l.differ(q.Heading.Span, "the paper stands in another place than in the source")
		}
		last = max(last, q.Index)
		at = q.Heading.Span
		pairs = append(pairs, PaperPair{p, q})
	}
	for i := range l.dst.Papers {
		p := &l.dst.Papers[i]
		for _, left := range byKey[key(l.dst, p)] {
			if left == p {
				l.differ(p.Heading.Span, "the paper is not in the source")
			}
		}
	}
	return pairs
}

func key(d *digest.Document, p *digest.Paper) string {
	if p.Heading.ArXivID != "" {
		return p.Heading.ArXivID
	}
	return d.Text(p.Heading.Text)
}

// paper compares the fields of one paper.
func (l *layout) paper(p PaperPair) {
	l.same("title", p.Source.Heading.Text, p.Target.Heading.Text)
	l.media(p)
	l.field("vote line", p, p.Source.Votes, p.Target.Votes)
	l.field("authors line", p, authors(p.Source), authors(p.Target))
	if n, m := len(p.Source.Bullets), len(p.Target.Bullets); n != m {
		l.differ(p.Target.Heading.Span, "the paper has %d bullets, where the source has %d", m, n)
		return
	}
	for i := range p.Source.Bullets {
		l.bullet(&p.Source.Bullets[i], &p.Target.Bullets[i])
	}
	if n, m := len(p.Source.Stray), len(p.Target.Stray); n != m {
		l.differ(p.Target.Heading.Span, "the paper has %d blocks beside its fields and bullets, where the source has %d", m, n)
	}
}

func authors(p *digest.Paper) *digest.Field {
	if p.Authors == nil {
		return nil
	}
	return &p.Authors.Field
}

func (l *layout) media(p PaperPair) {
	for i, m := range p.Source.Media {
		if i >= len(p.Target.Media) {
			l.differ(p.Target.Heading.Span, "the image %q is missing", shortened(l.src.Text(m.URL)))
			continue
		}
		l.same("image or video", m.Span, p.Target.Media[i].Span)
	}
	for i := len(p.Source.Media); i < len(p.Target.Media); i++ {
		l.differ(p.Target.Media[i].Span, "the image or video is not in the source")
	}
}

func (l *layout) field(what string, p PaperPair, src, dst *digest.Field) {
	switch {
	case src == nil && dst == nil:
	case dst == nil:
		l.differ(p.Target.Heading.Span, "the %s is missing", what)
	case src == nil:
		l.differ(dst.Span, "the %s is not in the source", what)
	default:
		l.same(what, src.Span, dst.Span)
	}
}

func (l *layout) bullet(src, dst *digest.Bullet) {
	l.same("list marker", src.Marker, dst.Marker)
	if src.Depth != dst.Depth {
		l.differ(dst.Marker, "the bullet stands at depth %d, in the source at %d", dst.Depth, src.Depth)
	}
	switch {
	case src.Label == nil && dst.Label == nil:
	case dst.Label == nil:
		l.differ(dst.Span, "the label %q is missing", l.src.Text(src.Label.Text))
	case src.Label == nil:
		l.differ(dst.Label.Span, "the label is not in the source")
	default:
		l.same("label", src.Label.Span, dst.Label.Span)
	}
}
