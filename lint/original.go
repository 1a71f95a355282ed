package lint

import (
	"errors"
	"io/fs"

	"github.com/sumtool/sumtool/internal/digest"
)

// Original is the source that an input is an edition of: a translation that has
// all but the prose of its bullets from there.
type Original struct {
	Path string
	Read func() ([]byte, error)

	// SHA256 is the hash, in hexadecimal, of the source that the edition was made
	// from, as its side-car recorded it; "" if nobody recorded it.
	SHA256 string

	// Document is the source as it is now. The engine fills it in for rules.
	Document *digest.Document
}

// open reads and parses the original. It is nil for an input that is no edition,
// and for one whose source is gone.
func (e *Engine) open(o *Original) (*Original, error) {
	if o == nil {
		return nil, nil
	}
	src, err := o.Read()
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	opened := *o
	opened.Document = digest.Parse(o.Path, src, e.Template)
	return &opened, nil
}

// concerns reports whether a rule is about such a file. Rules of the category
// Editions compare a file with its original. What an edition copies from there
// is reported there, and only there.
func (r *Rule) concerns(o *Original) bool {
	switch r.Category {
	case Editions:
		return o != nil
	case Fields:
		return o == nil
	}
	return true
}

// Shared returns what make returns, made once a document and key: work that
// several rules need. The key should be of a type of the caller's own.
func (p *Pass) Shared(key any, make func() any) any {
	if v, ok := p.file.shared[key]; ok {
		return v
	}
	v := make()
	if p.file.shared == nil {
		p.file.shared = map[any]any{}
	}
	p.file.shared[key] = v
	return v
}
