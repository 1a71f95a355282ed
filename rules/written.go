package rules

import (
	"iter"

	"github.com/sumtool/sumtool/internal/digest"
)

// written yields what people read of a document's papers, in order: titles,
// names of authors, labels, and the prose of bullets without addresses, code and
// formulas.
func written(d *digest.Document) iter.Seq[digest.Span] {
	return func(yield func(digest.Span) bool) {
		for i := range d.Papers {
			p := &d.Papers[i]
			if !yield(p.Heading.Title) {
				return
			}
			if p.Authors != nil {
				for _, a := range p.Authors.Names {
					if !yield(a.Span) {
						return
					}
				}
			}
			for j := range p.Bullets {
				if l := p.Bullets[j].Label; l != nil && !yield(l.Text) {
					return
				}
				for s := range p.Bullets[j].Prose() {
					if !yield(s) {
						return
					}
				}
			}
		}
	}
}

// bullets yields every bullet of a document, in order.
func bullets(d *digest.Document) iter.Seq[*digest.Bullet] {
	return func(yield func(*digest.Bullet) bool) {
		for i := range d.Papers {
			for j := range d.Papers[i].Bullets {
				if !yield(&d.Papers[i].Bullets[j]) {
					return
				}
			}
		}
	}
}
