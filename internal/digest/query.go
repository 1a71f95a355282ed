package digest

import (
	"iter"
	"sort"
)

// BulletAt returns the bullet whose span holds the byte offset, or nil.
func (d *Document) BulletAt(offset int) *Bullet {
	p := d.PaperAt(offset)
	if p == nil {
		return nil
	}
	i := sort.Search(len(p.Bullets), func(i int) bool { return p.Bullets[i].Span.Start > offset }) - 1
	if i < 0 || offset >= p.Bullets[i].Span.End {
		return nil
	}
	return &p.Bullets[i]
}

// MediaAt returns the thumbnail or video that holds the byte offset, or nil.
func (p *Paper) MediaAt(offset int) *Media {
	i := sort.Search(len(p.Media), func(i int) bool { return p.Media[i].Span.Start > offset }) - 1
	if i < 0 || offset >= p.Media[i].Span.End {
		return nil
	}
	return &p.Media[i]
}

// FieldAt names the field that holds the byte offset: "title" (a paper's whole
// heading line), "media", "votes", "authors", "label", "bullet", or "" for none.
func (d *Document) FieldAt(offset int) string {
	p := d.PaperAt(offset)
	if p == nil {
		return ""
	}
	at := Span{offset, offset + 1}
	if p.Heading.Span.Contains(at) {
		return "title"
	}
	if p.Votes != nil && p.Votes.Span.Contains(at) {
		return "votes"
	}
	if p.Authors != nil && p.Authors.Span.Contains(at) {
		return "authors"
	}
	if p.MediaAt(offset) != nil {
		return "media"
	}
	if b := d.BulletAt(offset); b != nil {
		if b.Label != nil && b.Label.Span.Contains(at) {
			return "label"
		}
		return "bullet"
	}
	return ""
}

// InlineBefore returns the last inline that begins before the byte offset, the
// innermost of those that begin at one place, or nil.
func (b *Bullet) InlineBefore(offset int) *Inline {
	i := sort.Search(len(b.Inlines), func(i int) bool { return b.Inlines[i].Span.Start >= offset }) - 1
	if i < 0 {
		return nil
	}
	return &b.Inlines[i]
}

// Prose yields the stretches of the bullet's text that are prose: what lies
// outside addresses, code, formulas, tags and comments. Of a link its text is
// prose, its brackets and target are not. Marks of emphasis are not cut out.
func (b *Bullet) Prose() iter.Seq[Span] {
	return func(yield func(Span) bool) {
		at := b.Text.Start
		for i := range b.Inlines {
			in := &b.Inlines[i]
			switch in.Kind {
			case Latin, Emphasis, Link:
				continue
			}
			if in.Span.Start > at && !yield(Span{at, in.Span.Start}) {
				return
			}
			at = max(at, in.Span.End)
		}
		if at < b.Text.End {
			yield(Span{at, b.Text.End})
		}
	}
}
