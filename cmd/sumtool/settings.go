package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"sync"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/glossary"
	"github.com/sumtool/sumtool/internal/suggest"
	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/lint/report"
	"github.com/sumtool/sumtool/rules"
)

// loadConfig reads the config that --config names, or the nearest one upward,
// or the defaults.
func loadConfig(c *cli.Context) (*config.Config, error) {
	path := c.String("config")
	if path == "" {
		dir, err := os.Getwd()
		if err != nil {
			return nil, fmt.Errorf("find the working directory: %w", err)
		}
		if path = config.Find(dir); path == "" {
			return config.Default(), nil
		}
		path = relative(dir, path)
	}
	return config.Load(path, rules.All())
}

// allRules is every rule that the config knows: built in and the user's own.
func allRules(cfg *config.Config) []*lint.Rule { return append(rules.All(), cfg.Own...) }

// glossaryOf loads the glossary that a flag names, else the config's, whose path
// starts from the config's folder; nil if there is none.
func glossaryOf(flag string, cfg *config.Config) (*glossary.Glossary, error) {
	path := flag
	if path == "" {
		path = cfg.Glossary
		if path == "" {
			return nil, nil
		}
		path = cfg.InDir(path)
		if dir, err := os.Getwd(); err == nil {
			path = relative(dir, path)
		}
	}
	return glossary.Load(path)
}

// oneOf checks a flag's value against the allowed ones.
func oneOf(flag, value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return fmt.Errorf("unknown value %q for --%s%s", value, flag, suggest.HintOrList(value, allowed))
}

// style decides about colours on w.
func style(c *cli.Context, sys system, w io.Writer) (term.Style, error) {
	mode := c.String("color")
	if err := oneOf("color", mode, []string{"auto", "always", "never"}); err != nil {
		return term.Style{}, err
	}
	tty, _ := terminal(w)
	return term.NewStyle(c.String("output") == "" && term.UseColor(mode, tty, sys.getenv) || mode == "always"), nil
}

// progressOf is the display of a long job, if standard error is a terminal that
// the user does not want quiet.
func progressOf(c *cli.Context, sys system) *term.Progress {
	tty, _ := terminal(sys.stderr)
	return term.NewProgress(sys.stderr, tty && !c.Bool("no-progress") && !c.Bool("quiet"))
}

// reportOptions are about where a report goes to.
func reportOptions(c *cli.Context, sys system) (report.Options, error) {
	s, err := style(c, sys, sys.stdout)
	_, width := terminal(sys.stdout)
	return report.Options{Style: s, Width: width, Env: sys.getenv, Open: appendTo}, err
}

// appendTo opens a file to add to it.
func appendTo(path string) (io.WriteCloser, error) {
	return os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
}

// pathsOf are the command's paths, or standard input if only its name is given,
// or the config's include, or the working directory.
func pathsOf(c *cli.Context, cfg *config.Config) []string {
	switch {
	case c.NArg() > 0:
		return c.Args().Slice()
	case c.IsSet("stdin-filename"):
		return []string{files.Stdin}
	case len(cfg.Include) > 0:
		return cfg.Include
	}
	return []string{"."}
}

// inputs expands the command's paths, or the config's include, or the working
// directory, into files to read.
func inputs(c *cli.Context, cfg *config.Config, sys system) ([]lint.Input, error) {
	found, err := files.Find(pathsOf(c, cfg), findOptions(cfg))
	if err != nil {
		return nil, err
	}
	var in []lint.Input
	for _, path := range found {
		name := c.String("stdin-filename")
		var more []lint.Input
		switch {
		case path == files.Stdin && holdsRecords(name):
			more, err = records(sys.stdin, name)
		case path == files.Stdin:
			more = []lint.Input{stdinInput(name, sys.stdin)}
		case holdsRecords(path):
			more, err = fileRecords(path)
		default:
			more = []lint.Input{fileInput(path)}
		}
		if err != nil {
			return nil, err
		}
		in = append(in, more...)
	}
	return in, nil
}

// findOptions say which files are digests.
func findOptions(cfg *config.Config) files.Options {
	return files.Options{Extensions: []string{".md"}, Exclude: cfg.Exclude, Base: cfg.Dir}
}

// fileInput reads a file whenever it is asked, but a pipe or a device once: it has
// nothing to say a second time.
func fileInput(path string) lint.Input {
	once := sync.OnceValues(func() ([]byte, error) { return files.Read(path) })
	return lint.Input{Path: path, Read: func() ([]byte, error) {
		if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
			return once()
		}
		return files.Read(path)
	}}
}

// stdinInput reads standard input once, however often it is asked.
func stdinInput(name string, stdin io.Reader) lint.Input {
	if name == "" {
		name = "<stdin>"
	}
	return lint.Input{Path: name, Piped: true, Read: sync.OnceValues(func() ([]byte, error) {
		data, err := files.ReadAll(stdin)
		if err != nil {
			return nil, fmt.Errorf("read standard input: %w", err)
		}
		return data, nil
	})}
}
