package align

import (
	"bytes"
	"strings"

	"github.com/sumtool/sumtool/internal/abstracts"
)

// areAbstracts reports whether a source beside digests is JSON Lines of abstracts:
// what a paper's bullets were summarised from, all of them from the same text.
func areAbstracts(r role) bool {
	switch extension(r.path) {
	case ".jsonl", ".ndjson":
		return r.kind == "src"
	}
	return false
}

func readAbstracts(r role) (*edition, error) {
	src, err := readWhole(r.path)
	if err != nil {
		return nil, err
	}
	all, err := abstracts.Read(bytes.NewReader(src), r.path)
	if err != nil {
		return nil, err
	}
	e := &edition{role: r, papers: map[string]*paper{}, abstracts: true}
	for id, a := range all {
		e.papers[id] = &paper{key: id, title: a.Title, texts: []string{a.Text}}
	}
	return e, nil
}

// paper returns the edition's paper of a key, nil if it has none. An abstract
// serves every time that its paper occurs.
func (e *edition) paper(key string) *paper {
	if p := e.papers[key]; p != nil || !e.abstracts {
		return p
	}
	id, _, _ := strings.Cut(key, "#")
	return e.papers[id]
}

// bullets is how many segments a paper has by this edition; an abstract does not
// say.
func (e *edition) bullets(p *paper) int {
	if e.abstracts {
		return 0
	}
	return len(p.texts)
}

// text is what the edition has for a bullet.
func (e *edition) text(p *paper, bullet int) string {
	if e.abstracts {
		bullet = 0
	}
	return p.texts[bullet]
}
