package translate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/sumtool/sumtool/internal/files"
)

// Sidecar is what is recorded beside an edition: of what and how it was made. It
// holds no times, so that the same work gives the same bytes.
type Sidecar struct {
	Version int    `json:"version"` // 1
	Source  string `json:"source"`  // path of the source, relative to the side-car, with slashes
	From    string `json:"from"`
	To      string `json:"to"`

	SourceSHA256  string `json:"source_sha256"`
	EditionSHA256 string `json:"edition_sha256"`
	// Replaces is the hash of the edition that this one takes the place of: a
	// run that was killed between side-car and edition has left that one behind,
	// and nobody has edited it.
	Replaces string `json:"replaces,omitempty"`

	Made     string    `json:"made"` // fingerprint of model, prompt and glossary
	Model    string    `json:"model"`
	Asked    string    `json:"asked"` // fingerprint of endpoint and models, for which failures hold
	Segments []Segment `json:"segments"`
}

// Segment is the state of one bullet.
type Segment struct {
	ID     string `json:"id"`     // p3.b2: the second bullet of the third paper
	Source string `json:"source"` // hash of its text
	State  State  `json:"state"`

	// Of one that failed: why, where, after how many requests, and whether the
	// model failed it, so that asking again would only cost money.
	Reason   string `json:"reason,omitempty"`
	Line     int    `json:"line,omitempty"` // of the source, 1-based
	Attempts int    `json:"attempts,omitempty"`
	Lasting  bool   `json:"lasting,omitempty"`
}

// State says how a bullet stands in an edition.
type State string

// The states.
const (
	Translated State = "translated" // by the endpoint or from the memory; verified
	Copied     State = "copied"     // nothing in it to translate
	Failed     State = "failed"     // the source's text, with a comment saying why
)

// Failures counts the bullets that stand untranslated.
func (s *Sidecar) Failures() (n int) {
	for _, seg := range s.Segments {
		if seg.State == Failed {
			n++
		}
	}
	return n
}

// SourcePath is the recorded source, from where the program runs.
func (s *Sidecar) SourcePath(sidecar string) string {
	if filepath.IsAbs(filepath.FromSlash(s.Source)) {
		return filepath.FromSlash(s.Source)
	}
	return filepath.Join(filepath.Dir(sidecar), filepath.FromSlash(s.Source))
}

// ReadSidecar reads an edition's side-car. It is nil without an error if there
// is none, or one that is no side-car of ours: then nothing is known.
func ReadSidecar(path string) (*Sidecar, error) {
	data, err := files.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var s Sidecar
	if json.Unmarshal(data, &s) != nil || s.Version != 1 || s.SourceSHA256 == "" {
		return nil, nil
	}
	return &s, nil
}

func (s *Sidecar) write(path, source string) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(s); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return files.WriteOwn(path, b.Bytes(), source)
}

// Hash is the SHA-256 of a file's bytes or a segment's text, in hexadecimal.
func Hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
