package translate

import (
	"errors"
	"io/fs"

	"github.com/sumtool/sumtool/internal/files"
)

// Standing says how an edition stands to its source.
type Standing struct {
	File    File
	Problem string // "" if it is current and whole
	Err     error  // what could not be read
}

// Check compares editions with their sources by the hashes in their side-cars.
// It asks nobody and writes nothing.
func (t *Translator) Check(list []File) []Standing {
	out := make([]Standing, len(list))
	for i, f := range list {
		out[i] = Standing{File: f}
		out[i].Problem, out[i].Err = t.problem(f)
	}
	return out
}

func (t *Translator) problem(f File) (string, error) {
	source, err := files.Read(f.Source)
	if err != nil {
		return "", err
	}
	made, err := files.Read(f.Edition)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		j := &job{file: f, to: t.To}
		j.doc = t.parse(f.Source, source)
		if err := t.language(j); err != nil || j.done {
			return "", err // no edition is made of it
		}
		return "missing", nil
	case err != nil:
		return "", err
	}
	side, err := ReadSidecar(SidecarPath(f.Edition))
	switch {
	case err != nil:
		return "", err
	case side == nil:
		return "of unknown origin: it has no side-car", nil
	case side.SourceSHA256 != Hash(source):
		return "stale: the source has changed since", nil
	case side.EditionSHA256 != Hash(made) && side.Replaces == Hash(made):
		return "stale: a newer one was not finished", nil
	case side.Failures() > 0:
		return "incomplete: bullets are left untranslated", nil
	}
	return "", nil
}
