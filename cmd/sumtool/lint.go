package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/suggest"
	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/lint/report"
	"github.com/sumtool/sumtool/rules/catalogue"
)

const lintName = "lint"

func lintCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:      lintName,
		Usage:     "find what is broken in digests and say what it should be",
		ArgsUsage: "[PATH...]",
		Description: "PATH is a file, a folder (searched for *.md), a glob or - for standard input.\n" +
			"Without one, the config's include or the current folder is read.\n\n" +
			"Examples:\n" +
			"  sumtool lint                          # everything below the current folder\n" +
			"  sumtool lint 2024/05/30.md --severity info\n" +
			"  sumtool lint --format json 2024 > findings.json\n" +
			"  sumtool lint --select text --ignore register digests/\n" +
			"  sumtool lint --changed=origin/main    # only what this branch touches\n" +
			"  sumtool lint --baseline .sumtool-baseline.json --write-baseline   # accept what is there; report only what is new from now on\n" +
			"  sumtool lint --diff | git apply       # the same as --fix, after a look\n" +
			"  sumtool lint --fix --unsafe-fixes a.md\n" +
			"  sumtool rules garbled-hangul          # what a rule is about\n\n" +
			"Fixes are applied until nothing changes; each result is linted again, and a fix that makes things worse is taken back. " +
			"Standard input is fixed onto standard output, its findings then go to standard error.\n\n" +
			"Exit status: 0 fine, 1 findings at or above --fail-on (after fixing), or a difference under --diff, 2 wrong usage or unreadable input.",
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "select", Usage: "run only these rules or categories (`R`,…)"},
			&cli.StringSliceFlag{Name: "ignore", Usage: "do not run these rules or categories (`R`,…)"},
			&cli.StringFlag{Name: "severity", Usage: "least severity shown: error, warning or info (default: warning)"},
			&cli.StringFlag{Name: "fail-on", Usage: "least severity that makes the exit status 1: error, warning, info or never (default: error)"},
			&cli.IntFlag{Name: "max-warnings", Usage: "exit status 1 if there are more warnings than `N`", Value: -1, DefaultText: "no limit"},
			&cli.StringFlag{Name: "format", Usage: strings.Join(report.Names(), ", ") + " (default: text; github where GITHUB_ACTIONS is true)"},
			&cli.BoolFlag{Name: "fix", Usage: "apply the safe fixes: those that cannot change a word"},
			&cli.BoolFlag{Name: "unsafe-fixes", Usage: "apply the safe fixes and those that may change a word, with or without --fix"},
			&cli.BoolFlag{Name: "diff", Usage: "print what --fix (or --unsafe-fixes, if given) would change, and change nothing; exit status 1 if there is any"},
			&cli.GenericFlag{Name: "changed", Value: &optionalValue{}, Usage: "only findings on lines changed since the merge base with a git revision (`[=REF]`; default: origin's default branch, else main or master)"},
			&cli.BoolFlag{Name: "staged", Usage: "only findings on lines changed in git's index, judged by the index's contents"},
			&cli.StringFlag{Name: "baseline", Usage: "do not report the known findings that `FILE` lists", TakesFile: true},
			&cli.BoolFlag{Name: "write-baseline", Usage: "write what is found into the baseline instead of reporting it"},
			&cli.BoolFlag{Name: "no-ignore", Usage: "report what sumtool comments in the digests silence, too"},
			&cli.BoolFlag{Name: "stats", Usage: "count the findings of each rule on standard error"},
			&cli.StringFlag{Name: "stdin-filename", Usage: "the name that standard input is reported under"},
			shardFlag,
			outputFlag,
		},
		Action: func(c *cli.Context) error { return lintAction(c, sys) },
	})
}

// gate is what decides about lint's exit status.
type gate struct {
	shown       lint.Severity // least severity shown
	failOn      lint.Severity
	never       bool
	maxWarnings int // -1: no limit
}

func lintAction(c *cli.Context, sys system) error {
	cfg, err := loadConfig(c)
	if err != nil {
		return err
	}
	rules := allRules(cfg)
	g, err := gateOf(c, cfg)
	if err != nil {
		return err
	}
	format, options, err := formatOf(c, cfg, sys)
	if err != nil {
		return err
	}
	engine, err := engineOf(c, cfg, rules)
	if err != nil {
		return err
	}
	read, err := lintedOf(c, cfg, sys)
	if err != nil {
		return err
	}
	defer read.close()
	// One file of a digest's size is one worker's work: a second processor would cost
	// the scheduler and the garbage collector more than it gives them.
	if len(read.in) != 1 || read.in[0].Piped || !isDigest(read.in[0].Path) {
		sys.expect(parallel)
	}
	part, err := shardOf(c)
	if err != nil {
		return err
	}
	setAside(read.in, part)
	if fix := fixingOf(c); fix.least != lint.NoFix && !fix.diff && slices.ContainsFunc(pathsOf(c, cfg), holdsRecords) {
		return errors.New("digests in JSON Lines cannot be fixed in place; --diff shows what would change")
	}
	engine.Whole = c.NArg() == 0 && read.about == ""
	findOriginals(read.in, cfg)
	known, err := baselineOf(c, cfg)
	if err != nil {
		return err
	}
	if err := known.read(engine); err != nil {
		return err
	}
	progress := progressOf(c, sys)
	engine.Progress = func(files int, _ int64) { progress.Set("files", files, len(read.in)) }
	fix := fixingOf(c)
	res, changes, err := fix.run(c.Context, engine, read.in)
	progress.Clear()
	if err != nil {
		return err
	}
	if fix.diff {
		return showDiff(c, sys, res, changes)
	}
	sys, failed := writeFixed(c, sys, read.in, changes)
	res.Unreadable = append(res.Unreadable, failed...)
	if err := known.write(c, sys, engine, res); err != nil {
		return err
	}
	rep := reportOf(res, rules, g.shown)
	if err := result(c, sys, func(w io.Writer) error { return format.Write(w, rep, options) }); err != nil {
		return err
	}
	return g.verdict(c, sys, res, read.about)
}

// engineOf builds the engine that the flags and the config ask for.
func engineOf(c *cli.Context, cfg *config.Config, rules []*lint.Rule) (*lint.Engine, error) {
	selection, err := selectionOf(c, cfg, rules)
	if err != nil {
		return nil, err
	}
	terms, err := glossaryOf("", cfg)
	if err != nil {
		return nil, err
	}
	return &lint.Engine{
		Rules:     selection.Apply(rules),
		Catalogue: rules,
		Settings:  lint.Settings{Language: cfg.Language, Glossary: terms},
		Template:  cfg.Template.Digest(),
		Jobs:      c.Int("jobs"),
		NoIgnore:  c.Bool("no-ignore"),
	}, nil
}

func gateOf(c *cli.Context, cfg *config.Config) (gate, error) {
	g := gate{maxWarnings: c.Int("max-warnings")}
	if !c.IsSet("max-warnings") && cfg.Lint.MaxWarnings != nil {
		g.maxWarnings = *cfg.Lint.MaxWarnings
	}
	shown, failOn := cfg.Lint.Severity, cfg.Lint.FailOn
	if c.IsSet("severity") {
		shown = c.String("severity")
	}
	if c.IsSet("fail-on") {
		failOn = c.String("fail-on")
	}
	if err := oneOf("severity", shown, lint.SeverityNames()); err != nil {
		return g, err
	}
	if err := oneOf("fail-on", failOn, append(lint.SeverityNames(), "never")); err != nil {
		return g, err
	}
	g.shown, _ = lint.ParseSeverity(shown)
	g.failOn, _ = lint.ParseSeverity(failOn)
	g.never = failOn == "never"
	return g, nil
}

func formatOf(c *cli.Context, cfg *config.Config, sys system) (report.Format, report.Options, error) {
	name := c.String("format")
	if !c.IsSet("format") {
		name = cmp.Or(cfg.Lint.Format, "text")
		if cfg.Lint.Format == "" && sys.getenv("GITHUB_ACTIONS") == "true" {
			name = "github"
		}
	}
	if err := oneOf("format", name, report.Names()); err != nil {
		return report.Format{}, report.Options{}, err
	}
	f, _ := report.ByName(name)
	o, err := reportOptions(c, sys)
	return f, o, err
}

func selectionOf(c *cli.Context, cfg *config.Config, rules []*lint.Rule) (lint.Selection, error) {
	s := lint.Selection{Select: cfg.Lint.Select, Ignore: cfg.Lint.Ignore, Overrides: cfg.Overrides}
	if c.IsSet("select") {
		s.Select = c.StringSlice("select")
	}
	if c.IsSet("ignore") {
		s.Ignore = c.StringSlice("ignore")
	}
	names := config.Selectable(rules, cfg)
	for _, id := range append(slices.Clone(s.Select), s.Ignore...) {
		if !slices.Contains(names, id) {
			return s, fmt.Errorf("unknown rule or category %q%s; `sumtool rules` lists them", id, suggest.Hint(id, names))
		}
	}
	return s, nil
}

// rulePage is a rule's documentation in Markdown.
func rulePage(r *lint.Rule) string {
	var b strings.Builder
	if err := catalogue.WriteRule(&b, "markdown", r); err != nil {
		return r.Doc.Why // a builder does not fail
	}
	return b.String()
}

// reportOf lays out what is shown.
func reportOf(res *lint.Result, rules []*lint.Rule, least lint.Severity) *report.Report {
	rep := &report.Report{Files: len(res.Files), Rules: rules, Help: rulePage, Version: versionLine()}
	found := 0
	for i := range res.Files {
		found += len(res.Files[i].Findings)
	}
	rep.Findings = make([]lint.Finding, 0, found) // they are large: no growing, no copying again
	for i := range res.Files {
		f := &res.Files[i]
		rep.Papers += f.Papers
		rep.Bullets += f.Bullets
		for k := range f.Findings {
			if f.Findings[k].Severity >= least {
				rep.Findings = append(rep.Findings, f.Findings[k])
			}
		}
	}
	lint.SortFindings(rep.Findings)
	return rep
}

// verdict says on standard error what was found, and turns it into the
// command's error.
func (g gate) verdict(c *cli.Context, sys system, res *lint.Result, about string) error {
	tally := tallyOf(res)
	if !c.Bool("quiet") {
		if about != "" {
			about = "; of what is " + about
		}
		fmt.Fprintf(sys.stderr, "sumtool: %s%s\n", tally, term.OneLine(about))
	}
	if c.Bool("stats") { // asked for by name: --quiet is about what nobody asked for
		if err := tally.printRules(sys.stderr); err != nil {
			return err
		}
	}
	sayStale(c, sys, res)
	sayEach(sys.stderr, res.Unreadable)
	switch {
	case len(res.Unreadable) > 0:
		return errSaid
	case tally.rules[lint.InternalErrorID] > 0:
		return fmt.Errorf("%d internal errors; the findings of the named rules and files are incomplete", tally.rules[lint.InternalErrorID])
	case !g.never && tally.atLeast(g.failOn) > 0:
		return gateError{}
	case g.maxWarnings >= 0 && tally.severities[lint.Warning] > g.maxWarnings:
		return gateError{fmt.Sprintf("%d warnings, more than --max-warnings %d", tally.severities[lint.Warning], g.maxWarnings)}
	}
	return nil
}
