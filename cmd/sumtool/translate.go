package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/evaluate/embedding"
	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/suggest"
	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/internal/wording"
	"github.com/sumtool/sumtool/translate"
)

func translateCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:      "translate",
		Usage:     "make editions of digests in another language",
		ArgsUsage: "[PATH...]",
		Description: "Writes NAME.en.md beside each NAME.md. Everything but the prose of the bullets stays byte for byte;\n" +
			"each translated bullet is checked (numbers, names, addresses, markup, leftovers) before it is taken.\n" +
			"A bullet that no attempt gets right keeps its source text, with a comment that says why.\n\n" +
			"Examples:\n" +
			"  export OPENAI_API_KEY=…\n" +
			"  sumtool translate --to en --model gpt-4o-mini 2024/05/30.md\n" +
			"  sumtool translate --to en --dry-run 2024          # what it would ask and cost; no request\n" +
			"  sumtool translate --to en --max-cost 2 2024       # stops before more than $2 are spent\n" +
			"  sumtool translate --to en --check                 # for CI: status 1 if an edition is missing or stale\n" +
			"  sumtool translate --to en --base-url http://localhost:11434/v1 --model qwen3:8b 2024\n\n" +
			"Exit status: 0 fine, 1 bullets left untranslated (or --check found something), 2 wrong usage,\n" +
			"unreadable files or an endpoint that cannot be used, 130 interrupted.",
		Flags: append(append([]cli.Flag{
			&cli.StringFlag{Name: "to", Usage: "the editions' `LANGUAGE`, for example en"},
			&cli.StringFlag{Name: "from", Usage: "the sources' `LANGUAGE` (default: detected)"},
			&cli.StringFlag{Name: "out-dir", Usage: "write the editions into `DIR`, in the same tree: what was found in a folder keeps its path from there, a named file its path from here"},
			&cli.StringFlag{Name: "glossary", Usage: "terms to translate as `FILE` says (CSV or YAML)"},
			&cli.StringFlag{Name: "fallback-model", Usage: "ask `MODEL` for bullets that the first one gets wrong"},
			&cli.BoolFlag{Name: "force", Usage: "make editions again, also over changes by hand, and ask again for bullets that failed before"},
			&cli.BoolFlag{Name: "only-changed", Usage: "leave editions of unchanged sources alone, whatever model made them"},
			&cli.BoolFlag{Name: "back-translate", Usage: "also translate the editions back and warn where numbers, names or most of a bullet get lost; with --embedding-model by meaning, too"},
			&cli.BoolFlag{Name: "dry-run", Usage: "only say what would be asked and what it would cost"},
			&cli.BoolFlag{Name: "check", Usage: "only say which editions are missing or stale; asks nobody"},
			embeddingFlag,
			batchFlag,
			&cli.StringFlag{Name: "report", Usage: "write a report of the run to `FILE` (JSON)"},
			&cli.StringFlag{Name: "events", Usage: "write what happens to `FILE` as it happens (JSON Lines)"},
			&cli.StringFlag{Name: "stdin-filename", Usage: "the name that standard input is reported under"},
		}, endpointFlags()...), outputFlag),
		Action: func(c *cli.Context) error { return translateAction(c, sys) },
	})
}

func translateAction(c *cli.Context, sys system) error {
	cfg, err := loadConfig(c)
	if err != nil {
		return err
	}
	s, err := translateSettings(c, cfg, sys)
	if err != nil {
		return err
	}
	files, err := editions(c, cfg, s.To)
	if err != nil {
		return err
	}
	t := &translate.Translator{Settings: s}
	switch {
	case c.Bool("check") && c.Bool("dry-run"):
		return errors.New("--check and --dry-run answer different questions; give one of them")
	case c.Bool("check"):
		return checkEditions(c, sys, t, files)
	}
	dry := c.Bool("dry-run")
	m, done, err := openMemory(c, cfg, sys, !dry)
	if err != nil {
		return err
	}
	defer done()
	t.Memory = m
	if dry {
		return dryRun(c, cfg, sys, t, files)
	}
	endpoint, model, err := openEndpoint(c, cfg, sys)
	if err != nil {
		return err
	}
	t.Spent, t.Model, t.BaseURL = endpoint.Spent, model, endpoint.BaseURL()
	var space *embedding.Space // where bullets that came back are compared
	if c.Bool("back-translate") {
		if space, err = spaceOf(c, cfg, endpoint, m); err != nil {
			return err
		}
	}
	client, workers, finish, err := clientOf(c, cfg, sys, endpoint)
	if err != nil {
		return err
	}
	t.Client, t.Workers = client, workers
	if slices.Contains(c.Args().Slice(), "-") {
		return translateStdin(c, sys, t, space)
	}
	err = runTranslate(c, sys, t, space, files)
	if finished(err) {
		err = errors.Join(err, finish())
	}
	if err != nil {
		return err
	}
	return done()
}

// translateSettings are what flags, environment and config say of the editions.
func translateSettings(c *cli.Context, cfg *config.Config, sys system) (translate.Settings, error) {
	s := translate.Settings{
		From: c.String("from"), To: c.String("to"),
		Model:       modelName(c, cfg, sys),
		Fallback:    firstOf(c.String("fallback-model"), cfg.Endpoint.FallbackModel),
		Template:    cfg.Template.Digest(),
		Force:       c.Bool("force"),
		OnlyChanged: c.Bool("only-changed"),
	}
	if s.To == "" {
		return s, errors.New("no language to translate to; for example --to en")
	}
	if err := knownLanguages(c); err != nil {
		return s, err
	}
	if _, err := endpointLimits(c, cfg); err != nil {
		return s, err
	}
	if s.From == s.To {
		return s, fmt.Errorf("--from and --to are both %q", s.To)
	}
	var err error
	s.Glossary, err = glossaryOf(c.String("glossary"), cfg)
	return s, err
}

// knownLanguages checks --to and --from.
func knownLanguages(c *cli.Context) error {
	for _, name := range []string{"to", "from"} {
		if code, known := c.String(name), langid.Known(); code != "" && !slices.Contains(known, code) {
			return fmt.Errorf("unknown language %q for --%s%s; write its ISO 639-1 code, for example en", code, name, suggest.Hint(code, known))
		}
	}
	return nil
}

// runTranslate makes the editions, reports, and turns the outcome into the
// command's error.
func runTranslate(c *cli.Context, sys system, t *translate.Translator, space *embedding.Space, todo []translate.File) error {
	var logged error
	log := func() error { return nil }
	if path := c.String("events"); path != "" {
		f, err := files.Create(path)
		if err != nil {
			return fmt.Errorf("write %s: %w", path, files.Cause(err))
		}
		t.Notify = translate.LogTo(f, &logged)
		log = func() error {
			if err := errors.Join(logged, f.Close()); err != nil {
				return fmt.Errorf("write %s: %w", path, files.Cause(err))
			}
			return nil
		}
	}
	if sys.linger != nil {
		sys.linger(translate.Drain + grace)
	}
	progress := showProgress(c, sys, t, todo)
	report, stopped := t.Run(c.Context, todo)
	if c.Bool("back-translate") && stopped == nil {
		progress.Clear()
		stopped = backTranslate(c, sys, t, space, report)
	}
	progress.Clear()
	unwritten := log()
	if path := c.String("report"); path != "" {
		unwritten = errors.Join(unwritten, writeFile(path, func(w io.Writer) error { return writeJSON(w, report) }))
	}
	verdict := translateVerdict(c, sys, report, stopped)
	if unwritten != nil {
		fmt.Fprintf(sys.stderr, "sumtool: %s\n", term.OneLine(unwritten.Error()))
		if !translate.Interrupted(verdict) {
			return errSaid
		}
	}
	return verdict
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// translateVerdict says on standard error what happened.
func translateVerdict(c *cli.Context, sys system, r *translate.Report, stopped error) error {
	say := func(format string, args ...any) {
		fmt.Fprintln(sys.stderr, "sumtool: "+term.OneLine(fmt.Sprintf(format, args...)))
	}
	unusable, kept := false, false
	for i := range r.Files {
		f := &r.Files[i]
		for _, w := range f.Warnings {
			if !c.Bool("quiet") {
				say("warning: %s: %s", place(f.Source, w.Line), w.Message)
			}
		}
		if f.Err != nil {
			say("%s", f.Err)
			unusable, kept = unusable || f.Outcome != translate.Kept, kept || f.Outcome == translate.Kept
		}
		if f.Outcome != translate.Unwritten { // else the run's end says why
			for _, b := range f.Failures {
				say("%s: left untranslated after %s: %s", place(f.Source, b.Line), wording.Count(b.Attempts, "request"), b.Reason)
			}
		}
	}
	if !c.Bool("quiet") && (stopped == nil || r.Answers > 0) {
		say("%s", summary(r))
	}
	switch {
	case translate.Interrupted(stopped):
		return stopped
	case stopped != nil:
		return spent(stopped)
	case unusable:
		return errSaid
	case r.Failed() > 0 && r.Answers == 0 && r.Requests > 0:
		return fmt.Errorf("the endpoint has answered nothing: %s", r.FirstFailure())
	case r.Failed() > 0 || kept:
		return gateError{}
	}
	return nil
}

// spent is the error of a run that ended early. One that a budget ended has worked,
// and its gate failed.
func spent(err error) error {
	if llm.KindOf(err) == llm.Budget {
		return gateError{err.Error() + "; what is done is kept, and the next run goes on from there"}
	}
	return err
}

func place(file string, line int) string {
	if line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d", file, line)
}
