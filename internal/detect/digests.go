package detect

import (
	"context"
)

// File is one input.
type File struct {
	Path string
	Read func() ([]byte, error)
}

// Digests gives the records of each digest to emit, in the order of the files.
// Files that cannot be read are left out and returned as errors.
func (o Options) Digests(ctx context.Context, in []File, emit func(path string, records []Record) error) (unreadable []error, err error) {
	type result struct {
		path    string
		records []Record
		err     error
	}
	i := 0
	next := func() (File, bool) {
		if i == len(in) {
			return File{}, false
		}
		i++
		return in[i-1], true
	}
	work := func(f File) result {
		src, err := f.Read()
		if err != nil {
			return result{err: err}
		}
		return result{f.Path, o.Document(f.Path, src), nil}
	}
	err = ordered(ctx, o.Jobs, next, work, func(r result) error {
		if r.err != nil {
			unreadable = append(unreadable, r.err)
			return nil
		}
		return emit(r.path, r.records)
	})
	return unreadable, err
}
