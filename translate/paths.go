package translate

import (
	"path/filepath"
	"strings"

	"github.com/sumtool/sumtool/internal/lazyregexp"
)

// File is a source and the edition that is made of it.
type File struct{ Source, Edition string }

var editionName = lazyregexp.New(`^(.+)\.([a-z]{2,3})\.md$`)

// EditionPath is where the edition of a source lies: 30.md beside its 30.en.md.
func EditionPath(source, to string) string {
	return strings.TrimSuffix(source, filepath.Ext(source)) + "." + to + ".md"
}

// SourceOf returns the name beside an edition that its source would have, and
// the edition's language; ok is false for a name that no edition has.
func SourceOf(edition string) (source, language string, ok bool) {
	m := editionName().FindStringSubmatch(filepath.Base(edition))
	if m == nil {
		return "", "", false
	}
	return filepath.Join(filepath.Dir(edition), m[1]+".md"), m[2], true
}

// SidecarPath is where an edition's side-car lies: 30.en.md has 30.en.meta.json.
func SidecarPath(edition string) string {
	return strings.TrimSuffix(edition, filepath.Ext(edition)) + ".meta.json"
}
