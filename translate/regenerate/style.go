package regenerate

import (
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
)

// Style is how a file writes its bullets, so that a new summary looks like its
// neighbours.
type Style struct {
	Marker string  // "- "
	Labels []Label // in order; none if the file's bullets have none
}

// Label is a section label of the file.
type Label struct {
	Name   string // "What's New"
	Prefix string // as it stands before the prose: "***What's New***: "
}

// styleOf reads the style that most papers of the document share: the sequence
// of labels that is the most frequent one. The template's default marker is used
// where the document has no bullet at all.
func styleOf(d *digest.Document) Style {
	type census struct {
		n     int
		style Style
	}
	found := map[string]*census{}
	best := &census{style: Style{Marker: "- "}}
	for i := range d.Papers {
		s, ok := styleOfPaper(d, &d.Papers[i])
		if !ok {
			continue
		}
		key := s.key()
		if found[key] == nil {
			found[key] = &census{style: s}
		}
		c := found[key]
		c.n++
		if c.n > best.n {
			best = c
		}
	}
	return best.style
}

// key tells styles apart by their labels.
func (s Style) key() string {
	var b strings.Builder
	for _, l := range s.Labels {
		b.WriteString(l.Prefix)
		b.WriteByte(0)
	}
	return b.String()
}

// styleOfPaper reads one paper's style; ok is false for a paper without bullets,
// or with a mixture of labelled and plain ones.
func styleOfPaper(d *digest.Document, p *digest.Paper) (s Style, ok bool) {
	plain := 0
	seen := map[string]bool{}
	for i := range p.Bullets {
		b := &p.Bullets[i]
		if b.Depth > 0 || b.Ordered {
			continue
		}
		if s.Marker == "" {
			s.Marker = d.Text(b.Marker) + " "
		}
		if b.Label == nil || b.Label.Open.Empty() || !b.Label.Colon {
			plain++
			continue
		}
		l := Label{Name: d.Text(b.Label.Text), Prefix: d.Text(b.Label.Span) + " "}
		if !seen[l.Name] {
			seen[l.Name] = true
			s.Labels = append(s.Labels, l)
		}
	}
	return s, s.Marker != "" && (plain == 0 || len(s.Labels) == 0)
}

// label returns the file's label of the name, whatever its case.
func (s Style) label(name string) (Label, bool) {
	for _, l := range s.Labels {
		if strings.EqualFold(l.Name, strings.TrimSpace(strings.Trim(strings.TrimSpace(name), "*_:"))) {
			return l, true
		}
	}
	return Label{}, false
}
