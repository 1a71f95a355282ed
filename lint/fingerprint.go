package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
)

// fingerprintVersion changes when the same finding gets another fingerprint, so
// that an old baseline is told apart.
const fingerprintVersion = "sumtool/1"

// contentID identifies the bullet or field that a place lies in by what it says
// and whose it is: the paper's arXiv id (its title if it has none), the field's
// name and its text. White space and comments at its end do not count, and
// neither do lines, columns, file names and neighbours, so it survives every
// move of the paper.
type contentID [16]byte

// Fingerprint identifies a finding by its rule, by what it reports, and by the
// bullet or field that it lies in: 32 hexadecimal digits. It stays the same when
// the paper moves within its file or to another one, and changes when the text of
// the bullet or field does. Findings of one rule that report the same words of
// one bullet share it; [Finding]'s Occurrence tells them apart.
func (f *Finding) Fingerprint() string {
	said := make([]byte, 0, 256)
	said = append(said, fingerprintVersion+"\x00"+f.Rule+"\x00"...)
	said = append(appendOneSpaced(said, f.Text), 0)
	sum := sha256.Sum256(append(said, f.content[:]...))
	return hex.EncodeToString(sum[:16])
}

// content is a bullet or field.
type content struct {
	span  digest.Span
	field string
}

// contentAt returns the identity of what holds the offset.
func (f *fileRun) contentAt(offset int, field string) contentID {
	d := f.doc
	if field == "label" {
		field = "bullet" // one text, whichever part of it is reported
	}
	at := content{contentSpan(d, offset, field), field}
	if id, ok := f.contents[at]; ok {
		return id
	}
	said := f.said[:0]
	if p := d.PaperAt(offset); p != nil {
		if said = append(said, p.Heading.ArXivID...); len(said) == 0 {
			said = appendOneSpaced(said, p.Title(d))
		}
	}
	said = append(append(append(said, 0), field...), 0)
	said = appendOneSpaced(said, d.Text(at.span))
	sum := sha256.Sum256(said)
	f.said = said
	id := contentID(sum[:16])
	f.contents[at] = id
	return id
}

// contentSpan returns the bullet or field that holds the offset; elsewhere it
// is the line.
func contentSpan(d *digest.Document, offset int, field string) digest.Span {
	p := d.PaperAt(offset)
	switch field {
	case "title":
		return p.Heading.Text
	case "votes":
		return digest.Span{Start: p.Votes.Prefix.Start, End: p.Votes.Value.End}
	case "authors":
		return digest.Span{Start: p.Authors.Prefix.Start, End: p.Authors.Value.End}
	case "media":
		return p.MediaAt(offset).Span
	case "bullet":
		b := d.BulletAt(offset)
		return digest.Span{Start: b.Marker.End, End: max(b.Marker.End, b.Text.End)}
	}
	return d.LineAt(offset)
}

// appendOneSpaced appends the words of s, joined by single spaces.
func appendOneSpaced(to []byte, s string) []byte {
	start := len(to)
	for word := range strings.FieldsSeq(s) {
		if len(to) > start {
			to = append(to, ' ')
		}
		to = append(to, word...)
	}
	return to
}

// numberOccurrences numbers the findings of a run that share a fingerprint.
func numberOccurrences(files []FileResult) {
	seen := map[string]int{}
	for i := range files {
		for j := range files[i].Findings {
			f := &files[i].Findings[j]
			print := f.Fingerprint()
			f.Occurrence = seen[print]
			seen[print]++
		}
	}
}
