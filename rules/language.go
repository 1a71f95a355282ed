package rules

import (
	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/lint"
)

// spoken is what the language rules know of a document.
type spoken struct {
	detector *langid.Detector
	expected string            // ISO 639-1; "" if nothing says it
	because  string            // why it is expected, for messages
	bullets  [][]langid.Result // by paper and bullet
}

type spokenKey struct{}

// listen detects the language of every bullet, once a document.
func listen(p *lint.Pass) *spoken {
	return p.Shared(spokenKey{}, func() any { return newSpoken(p) }).(*spoken)
}

// newSpoken detects the language of every bullet. What is expected is said by the
// file's name (an edition is in its own language whatever the sources are in),
// then by the config, then by the majority of the file's bullets.
func newSpoken(p *lint.Pass) *spoken {
	s := &spoken{detector: langid.Default()}
	if s.expected = langid.FromFileName(p.Path); s.expected != "" {
		s.because = "by the file's name"
	} else if s.expected = p.Settings.Language; s.expected != "" {
		s.because = "by the config"
	}
	if s.expected != "" {
		if d, err := s.detector.With(s.expected); err == nil {
			s.detector = d
		}
	}
	var languages []string
	for i := range p.Papers {
		results := make([]langid.Result, len(p.Papers[i].Bullets))
		for j := range results {
			results[j] = s.detector.Bullet(p.Source, &p.Papers[i].Bullets[j])
			languages = append(languages, results[j].Language)
		}
		s.bullets = append(s.bullets, results)
	}
	if s.expected == "" {
		s.expected, s.because = langid.Majority(languages), "as most of the file is"
	}
	return s
}

// each calls f with every bullet and its language, if one is expected.
func (s *spoken) each(d *digest.Document, f func(p *digest.Paper, b *digest.Bullet, r langid.Result)) {
	if s.expected == "" {
		return
	}
	for i := range d.Papers {
		for j := range d.Papers[i].Bullets {
			f(&d.Papers[i], &d.Papers[i].Bullets[j], s.bullets[i][j])
		}
	}
}

// wrong reports whether a bullet is in another language than expected, and there
// is text enough to say so: some words of an alphabet or some syllables, and
// little that speaks against it.
func (s *spoken) wrong(r langid.Result) bool {
	const surely, letters, syllables = 0.75, 20, 5
	switch {
	case r.Language == s.expected,
		r.Language == langid.Und && r.Script == langid.ScriptFor(s.expected),
		r.Language != langid.Und && r.Confidence < surely:
		return false
	}
	switch r.Script {
	case langid.Hangul, langid.Han, langid.Kana:
		return r.Letters >= syllables
	}
	return r.Letters >= letters
}
