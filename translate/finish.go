package translate

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/llm/memory"
)

// release is called by everyone who is done with a job; the last one finishes it.
func (j *job) release(t *Translator) {
	if j.pending.Add(-1) > 0 {
		return
	}
	t.finish(j)
	j.doc, j.segments, j.calls, j.there = nil, nil, nil, nil // the report alone outlives the job
}

// finish writes a job's edition if every segment has its state.
func (t *Translator) finish(j *job) {
	r := &j.report
	defer func() { t.notify(Event{Kind: FileEvent, Report: r}) }()
	open, silent := false, !t.answered()
	for _, s := range j.segments {
		// Failures of an endpoint that has never answered say nothing about the
		// bullets: no edition is made of them.
		open = open || s.state == "" || s.state == Failed && !s.lasting && silent
	}
	if open {
		j.count()
		return
	}
	made, err := t.verified(j)
	j.count()
	if err == nil {
		r.Outcome, err = t.write(j, made)
	}
	r.Err = err
}

// verified assembles the edition and reads it again; a translation that breaks
// the file is taken out.
func (t *Translator) verified(j *job) ([]byte, error) {
	for range len(j.segments) + 1 {
		made := j.assemble()
		fault, reason := j.verify(made)
		switch {
		case reason == "":
			return made, nil
		case fault < 0:
			return nil, fmt.Errorf("%s: %s", j.file.Edition, reason)
		}
		s := j.segments[fault]
		s.state, s.reason, s.lasting = Failed, reason, true
		t.remember([]memory.Record{j.failure(s)})
	}
	return nil, fmt.Errorf("%s: no edition has the layout of its source", j.file.Edition)
}

// count fills the report's numbers.
func (j *job) count() {
	r := &j.report
	r.Translated, r.Cached, r.Failures = 0, 0, []Failure{}
	for _, s := range j.segments {
		switch {
		case s.state == Failed || s.state == "":
			r.Failures = append(r.Failures, Failure{Line: s.line, Reason: s.reason, Attempts: s.attempts})
		case s.cached:
			r.Cached++
		default:
			r.Translated++
		}
	}
}

// write puts side-car and edition in place, in this order: whenever the program
// is killed, the next run sees whose the edition is that it finds. An edition
// that comes out as it was is not touched.
func (t *Translator) write(j *job, made []byte) (Outcome, error) {
	hash := Hash(made)
	side := &Sidecar{Version: 1, Source: j.relativeSource(), From: j.from, To: j.to, SourceSHA256: Hash(j.doc.Source),
		EditionSHA256: hash, Made: j.made, Model: t.Model, Asked: t.asked(), Segments: make([]Segment, len(j.segments))}
	if j.replaces != hash {
		side.Replaces = j.replaces
	}
	for i, s := range j.segments {
		side.Segments[i] = Segment{ID: s.id, Source: segmentHash(s.text), State: s.state}
		if s.state == Failed {
			side.Segments[i].Reason, side.Segments[i].Line, side.Segments[i].Attempts, side.Segments[i].Lasting = s.reason, s.line, s.attempts, s.lasting
		}
	}
	if j.rescue && j.replaces != hash {
		if err := j.keepCopy(); err != nil {
			return Unwritten, err
		}
	}
	if err := side.write(SidecarPath(j.file.Edition), j.file.Source); err != nil {
		return Unwritten, err
	}
	if j.replaces == hash {
		return Current, nil
	}
	if err := files.WriteOwn(j.file.Edition, made, j.file.Source); err != nil {
		return Unwritten, err
	}
	return Written, nil
}

// keepCopy saves an edition of unknown origin before it is replaced.
func (j *job) keepCopy() error {
	old, err := files.Read(j.file.Edition)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	backup, err := files.KeepCopy(j.file.Edition, ".bak", old)
	if err != nil {
		return err
	}
	j.warn(0, fmt.Sprintf("%s was there and not made by this program, or changed since; it is kept as %s", j.file.Edition, backup))
	return nil
}

// relativeSource is the source's path as its side-car records it.
func (j *job) relativeSource() string {
	source, err := filepath.Abs(j.file.Source)
	if err != nil {
		return filepath.ToSlash(j.file.Source)
	}
	dir, err := filepath.Abs(filepath.Dir(j.file.Edition))
	if err != nil {
		return filepath.ToSlash(source)
	}
	rel, err := filepath.Rel(dir, source)
	if err != nil {
		return filepath.ToSlash(source)
	}
	return filepath.ToSlash(rel)
}

// writable finds out before anything is paid for whether an edition and what goes
// with it can be written; each folder is tried once.
func (t *Translator) writable(path string) error {
	for _, own := range []string{path, SidecarPath(path), path + ".bak"} {
		if err := files.CheckOwn(own); err != nil {
			return err
		}
	}
	dir := filepath.Dir(path)
	if err, known := t.dirs[dir]; known {
		return err
	}
	err := os.MkdirAll(dir, 0o755)
	if err == nil {
		var f *os.File
		if f, err = os.CreateTemp(dir, ".sumtool-*"); err == nil {
			f.Close()
			os.Remove(f.Name())
		}
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = fmt.Errorf("cannot write into %s: %w", dir, pe.Err)
	}
	t.dirs[dir] = err
	return err
}
