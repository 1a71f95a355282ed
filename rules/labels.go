package rules

import (
	"github.com/sumtool/sumtool/internal/digest"
)

// labelCensus counts how a file writes its section labels.
type labelCensus struct {
	papers   int            // with at least one of the template's labels
	have     map[string]int // papers that have the label, by the template's label
	emphasis map[string]int // all labels by their opening emphasis
}

// takeLabelCensus counts the template's labels over all papers of a document.
func takeLabelCensus(d *digest.Document) labelCensus {
	c := labelCensus{have: map[string]int{}, emphasis: map[string]int{}}
	for i := range d.Papers {
		has := labelsOf(d, &d.Papers[i])
		if len(has) > 0 {
			c.papers++
		}
		for label := range has {
			c.have[label]++
		}
		for j := range d.Papers[i].Bullets {
			if b := &d.Papers[i].Bullets[j]; isLabelled(b) {
				c.emphasis[b.Label.Emphasis]++
			}
		}
	}
	return c
}

// labelsOf returns the template's labels that a paper has; near-misses count
// as what they mean.
func labelsOf(d *digest.Document, p *digest.Paper) map[string]bool {
	var has map[string]bool
	for j := range p.Bullets {
		l := p.Bullets[j].Label
		if l == nil {
			continue
		}
		if label, _ := sectionOf(d, l); label != "" {
			if has == nil {
				has = map[string]bool{}
			}
			has[label] = true
		}
	}
	return has
}

// isLabelled reports whether a bullet of the paper's own list begins with an
// emphasised label, whatever its words.
func isLabelled(b *digest.Bullet) bool {
	return b.Label != nil && b.Depth == 0 && !b.Ordered && b.Label.Colon && !b.Label.Open.Empty()
}

// sectionOf returns the template's label that l is or nearly is.
func sectionOf(d *digest.Document, l *digest.Label) (label string, exact bool) {
	text := d.Bytes(l.Text)
	for _, t := range d.Template.Labels {
		if string(text) == t {
			return t, true
		}
	}
	for _, t := range d.Template.Labels {
		if nearLabel(string(text), t) {
			return t, false
		}
	}
	return "", false
}

// majority returns the most frequent key; of equals the longer, then the
// smaller one.
func majority(counts map[string]int) (best string) {
	for k, n := range counts {
		m := counts[best]
		if best == "" || n > m || n == m && (len(k) > len(best) || len(k) == len(best) && k < best) {
			best = k
		}
	}
	return best
}
