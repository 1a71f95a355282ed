package translate

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/sumtool/sumtool/internal/files"
)

// look compares the edition that is there with its side-car and the source.
func (t *Translator) look(j *job, source string) error {
	old, err := ReadSidecar(SidecarPath(j.file.Edition))
	if err != nil {
		return err
	}
	now, err := files.Read(j.file.Edition)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	j.replaces = Hash(now)
	if old == nil {
		j.rescue = true
		return nil
	}
	current := old.SourceSHA256 == source && old.To == t.To
	untouched := j.replaces == old.EditionSHA256
	switch {
	case t.Force:
		j.rescue = !untouched && j.replaces != old.Replaces
	case untouched && current && (t.OnlyChanged || old.Made == t.fingerprint(old.From)) && t.settled(old):
		j.adopt(old, Current)
	case untouched:
		if t.OnlyChanged || old.Made == t.fingerprint(old.From) {
			j.there = t.reuse(old, now)
		}
	case j.replaces == old.Replaces:
	case current:
		j.adopt(old, Kept)
		j.warn(0, "the edition was changed by hand and is left as it is; --force makes it again")
	default:
		j.report.Err = fmt.Errorf("%s was changed by hand and its source has changed since; put the change in by hand, or make the edition again with --force", j.file.Edition)
		j.adopt(old, Kept)
	}
	return nil
}

// reuse reads the translations out of an edition whose source has changed, so
// that what has not changed is not paid for again where the memory is gone.
func (t *Translator) reuse(old *Sidecar, edition []byte) map[string]string {
	doc := t.parse("", edition)
	there, i := map[string]string{}, 0
	for p := range doc.Papers {
		for b := range doc.Papers[p].Bullets {
			if i < len(old.Segments) && old.Segments[i].State == Translated {
				there[old.Segments[i].Source] = oneLine(doc.Text(doc.Papers[p].Bullets[b].Text))
			}
			i++
		}
	}
	if i != len(old.Segments) {
		return nil
	}
	return there
}

// settled reports whether what failed in an edition is known not to be worth
// asking for again; what failed for the network's sake is.
func (t *Translator) settled(old *Sidecar) bool {
	return old.Failures() == 0 ||
		old.Asked == t.asked() && !slices.ContainsFunc(old.Segments, func(s Segment) bool { return s.State == Failed && !s.Lasting })
}

// adopt reports an edition that stays as it is.
func (j *job) adopt(old *Sidecar, o Outcome) {
	j.done = true
	j.report.Outcome = o
	j.report.Bullets = len(old.Segments)
	for _, s := range old.Segments {
		if s.State == Failed {
			j.report.Failures = append(j.report.Failures, Failure{Line: s.Line, Reason: s.Reason, Attempts: s.Attempts})
		} else {
			j.report.Cached++
		}
	}
}
