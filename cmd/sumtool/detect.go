package main

import (
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/detect"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/internal/term"
)

func detectCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:      "detect",
		Usage:     "name the language of each bullet",
		ArgsUsage: "[PATH...]",
		Description: "Addresses, code, formulas and Latin names do not count, so a Korean bullet full of\n" +
			"model names is ko. What cannot be decided is und. Expected is the language of the\n" +
			"file's name (NAME.en.md), else the config's, else that of most bullets.\n\n" +
			"Examples:\n" +
			"  sumtool detect 2024/05/30.md\n" +
			"  sumtool detect --summary 2024                  # counts per file\n" +
			"  sumtool detect --spans --format jsonl a.md     # runs of other languages inside a bullet\n" +
			"  sumtool detect --languages ko,en,de,fr a.md    # loads models: 0.4 s and 126 MB\n" +
			"  sumtool detect --lines corpus.txt              # plain text, a record a line\n" +
			"  sumtool detect --field abstract --format jsonl big.jsonl.gz",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Value: "table", Usage: "table, json or jsonl"},
			&cli.StringSliceFlag{Name: "languages", Usage: "candidate languages (`CODE`,…), ISO 639-1 (default: ko,en,ja,zh)"},
			&cli.Float64Flag{Name: "min-confidence", Usage: "below `X` (0 to 1) a language is und"},
			&cli.BoolFlag{Name: "summary", Usage: "count the languages of each file"},
			&cli.BoolFlag{Name: "spans", Usage: "list the runs of other languages inside a text"},
			&cli.BoolFlag{Name: "lines", Usage: "read plain text: a record a line"},
			&cli.StringFlag{Name: "field", Usage: "read JSON Lines: a record an object, the text under `NAME` (a.b for nested ones)"},
			&cli.StringFlag{Name: "stdin-filename", Usage: "the name that standard input is reported under"},
			shardFlag,
			outputFlag,
		},
		Action: func(c *cli.Context) error { return detectAction(c, sys) },
	})
}

func detectAction(c *cli.Context, sys system) error {
	format := c.String("format")
	if err := oneOf("format", format, detect.Formats()); err != nil {
		return err
	}
	switch {
	case c.Bool("lines") && c.IsSet("field"):
		return fmt.Errorf("--lines reads plain text and --field JSON Lines; give one of them")
	case c.Bool("summary") && c.Bool("spans"):
		return fmt.Errorf("--summary has no place for --spans; give one of them")
	case c.IsSet("field") && c.String("field") == "":
		return fmt.Errorf("--field needs the name of a field")
	}
	cfg, err := loadConfig(c)
	if err != nil {
		return err
	}
	options, err := detectOptions(c, cfg)
	if err != nil {
		return err
	}
	s, err := style(c, sys, sys.stdout)
	if err != nil {
		return err
	}
	paths, err := detectPaths(c, cfg)
	if err != nil {
		return err
	}
	sys.expect(stream)
	d := detection{c: c, sys: sys, options: options, paths: paths, progress: progressOf(c, sys)}
	_, width := terminal(sys.stdout)
	err = result(c, sys, func(w io.Writer) error {
		if c.Bool("summary") {
			return d.run(detect.NewSummarizer(format, w))
		}
		return d.run(detect.NewWriter(format, w, s, width))
	})
	d.progress.Clear()
	if err != nil {
		return err
	}
	return d.verdict()
}

func detectOptions(c *cli.Context, cfg *config.Config) (detect.Options, error) {
	o := detect.Options{MinConfidence: cfg.Detect.MinConfidence, Spans: c.Bool("spans"), Expected: cfg.Language,
		Template: cfg.Template.Digest(), Jobs: c.Int("jobs")}
	if c.IsSet("min-confidence") {
		o.MinConfidence = c.Float64("min-confidence")
	}
	if m := o.MinConfidence; !(m >= 0 && m <= 1) {
		return o, fmt.Errorf("--min-confidence must be 0 to 1, found %g", m)
	}
	languages := cfg.Detect.Languages
	if c.IsSet("languages") {
		languages = c.StringSlice("languages")
	}
	o.Extend = !c.IsSet("languages")
	var err error
	if o.Detector, err = langid.New(languages...); err != nil {
		return o, fmt.Errorf("--languages: %w", err)
	}
	return o, nil
}

// detectPaths finds the inputs: digests, or files of lines where those are asked for.
func detectPaths(c *cli.Context, cfg *config.Config) ([]string, error) {
	paths := c.Args().Slice()
	extensions := []string{".md"}
	switch {
	case c.Bool("lines"):
		extensions = []string{".txt"}
	case c.IsSet("field"):
		extensions = []string{".jsonl", ".ndjson"}
	case len(paths) == 0 && c.IsSet("stdin-filename"):
		paths = []string{files.Stdin}
	case len(paths) == 0:
		paths = cfg.Include
	}
	if len(paths) == 0 {
		paths = []string{"."}
	}
	part, err := shardOf(c)
	if err != nil {
		return nil, err
	}
	found, err := files.Find(paths, files.Options{Extensions: extensions, Exclude: cfg.Exclude, Base: cfg.Dir})
	from, to := part.Range(len(found))
	return found[from:to], err
}

// recordWriter takes records as they come.
type recordWriter interface {
	Write([]detect.Record) error
	Close(files int) error
}

// detection is one run of the command.
type detection struct {
	c       *cli.Context
	sys     system
	options detect.Options
	paths   []string

	progress   *term.Progress
	files      int
	texts      int
	unreadable []error
}

func (d *detection) run(w recordWriter) error {
	emit := func(records []detect.Record) error {
		d.texts += len(records)
		if d.streaming() {
			d.progress.Set("texts", d.texts, 0)
		} else {
			d.files++
			d.progress.Set("files", d.files, len(d.paths))
		}
		return w.Write(records)
	}
	var err error
	if d.streaming() {
		err = d.streams(emit)
	} else {
		err = d.digests(emit)
	}
	if err != nil {
		return err
	}
	return w.Close(len(d.paths) - len(d.unreadable))
}

// streaming reports whether inputs are lines, whose number nobody knows before.
func (d *detection) streaming() bool { return d.c.Bool("lines") || d.c.IsSet("field") }

func (d *detection) digests(emit func([]detect.Record) error) error {
	in := make([]detect.File, len(d.paths))
	for i, path := range d.paths {
		f := fileInput(path)
		if path == files.Stdin {
			f = stdinInput(d.c.String("stdin-filename"), d.sys.stdin)
		}
		in[i] = detect.File{Path: f.Path, Read: f.Read}
	}
	var err error
	d.unreadable, err = d.options.Digests(d.c.Context, in, func(_ string, records []detect.Record) error { return emit(records) })
	return err
}

// streams reads files of lines one after another.
func (d *detection) streams(emit func([]detect.Record) error) error {
	for _, path := range d.paths {
		if err := d.stream(path, emit); err != nil {
			return err
		}
	}
	return nil
}

func (d *detection) stream(path string, emit func([]detect.Record) error) error {
	name, r := path, d.sys.stdin
	if path == files.Stdin {
		if name = d.c.String("stdin-filename"); name == "" {
			name = "<stdin>"
		}
	} else {
		f, err := files.Open(path)
		if err != nil {
			d.unreadable = append(d.unreadable, err)
			return nil
		}
		defer f.Close()
		r = f
	}
	if d.c.IsSet("field") {
		return d.options.Field(d.c.Context, name, d.c.String("field"), r, emit)
	}
	return d.options.Lines(d.c.Context, name, r, emit)
}

// verdict names what could not be read, and says what to do about nothing found.
func (d *detection) verdict() error {
	for _, err := range d.unreadable {
		fmt.Fprintf(d.sys.stderr, "sumtool: %s\n", term.OneLine(err.Error()))
	}
	if len(d.unreadable) > 0 {
		return errSaid
	}
	if d.texts == 0 && !d.c.Bool("quiet") {
		fmt.Fprintln(d.sys.stderr, "sumtool: no bullets found; --lines reads plain text, --field JSON Lines")
	}
	return nil
}
