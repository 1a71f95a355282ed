package main

import (
	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/evaluate/align"
	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/rules/edition"
	"github.com/urfave/cli/v2"
)

// peeked is how many segments are looked at to tell a language.
const peeked = 50

// addLanguages finds out which languages the texts are in, and what the metrics
// need that depends on them.
func addLanguages(c *cli.Context, cfg *config.Config, request align.Request, set *align.Set, o *evaluate.Options) error {
	first, err := set.Peek(peeked)
	if err != nil {
		return err
	}
	o.Integrity.From = languageOfSegments(c.String("from"), request.Source, first, func(i evaluate.Item) string { return i.Source })
	o.Integrity.To = languageOfSegments(c.String("to"), request.Systems[0].Path, first, func(i evaluate.Item) string { return i.Hypotheses[0] })
	if o.Linter, err = engineOf(c, cfg, allRules(cfg)); err != nil {
		return err
	}
	o.Linter.Settings.Language = o.Integrity.To
	if o.Linter.Settings.Glossary != nil {
		for _, t := range o.Linter.Settings.Glossary.Terms() {
			if t.Target != "" {
				o.Integrity.Glossary = append(o.Integrity.Glossary, edition.Term{Source: t.Source, Target: t.Target})
			}
		}
	}
	return nil
}

// languageOfSegments is a language by the user's word, by a file's name, or by what most
// segments are in.
func languageOfSegments(given, path string, items []evaluate.Item, text func(evaluate.Item) string) string {
	if given != "" {
		return given
	}
	if code := langid.FromFileName(path); code != "" {
		return code
	}
	var found []string
	for _, item := range items {
		if code, _ := langid.Detect(text(item)); code != langid.Und {
			found = append(found, code)
		}
	}
	if len(found) == 0 {
		return ""
	}
	return langid.Majority(found)
}
