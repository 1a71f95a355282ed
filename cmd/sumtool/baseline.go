package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/internal/wording"
	"github.com/sumtool/sumtool/lint"
)

// baseline is the file of known findings that the flags or the config name.
type baseline struct {
	path    string // "" for none
	rewrite bool
	old     *lint.Baseline
}

func baselineOf(c *cli.Context, cfg *config.Config) (*baseline, error) {
	b := &baseline{path: c.String("baseline"), rewrite: c.Bool("write-baseline")}
	if !c.IsSet("baseline") && cfg.Lint.Baseline != "" {
		b.path = cfg.Lint.Baseline
		if dir, err := os.Getwd(); err == nil && !filepath.IsAbs(b.path) {
			b.path = relative(dir, filepath.Join(cfg.Dir, b.path))
		}
	}
	switch {
	case b.rewrite && b.path == "":
		return nil, errors.New("--write-baseline needs a file: name it with --baseline FILE, or as lint.baseline in the config")
	case b.rewrite && c.Bool("diff"):
		return nil, errors.New("--write-baseline and --diff exclude each other; --diff writes nothing")
	}
	return b, nil
}

// read loads the file. A run that rewrites it reports everything; the old
// entries are then needed for what the run does not see.
func (b *baseline) read(e *lint.Engine) error {
	if b.path == "" {
		return nil
	}
	data, err := files.ReadFile(b.path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && b.rewrite:
		b.old = &lint.Baseline{Name: b.name()}
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("baseline %s: no such file; write it with --write-baseline", b.path)
	case err != nil:
		return fmt.Errorf("baseline %w", err)
	}
	b.old, err = lint.ReadBaseline(data)
	if err != nil {
		return fmt.Errorf("baseline %s: %w; mend it, or delete it and write it anew with --write-baseline", b.path, err)
	}
	b.old.Name = b.name()
	if !b.rewrite {
		e.Baseline = b.old
	}
	return nil
}

// name records files relative to the baseline's folder, so that it does not
// matter where a run starts.
func (b *baseline) name() func(string) string {
	dir, err := filepath.Abs(filepath.Dir(b.path))
	return func(path string) string {
		if abs, absErr := filepath.Abs(path); err == nil && absErr == nil {
			return relative(dir, abs)
		}
		return path
	}
}

// write puts what was found into the file, if that is asked for, and leaves
// nothing to report. An incomplete run writes nothing.
func (b *baseline) write(c *cli.Context, sys system, e *lint.Engine, res *lint.Result) error {
	if !b.rewrite || len(res.Unreadable) > 0 || tallyOf(res).rules[lint.InternalErrorID] > 0 {
		return nil
	}
	updated, dropped := e.Update(b.old, res)
	if err := files.WriteAtomic(b.path, updated.Encode()); err != nil {
		return err
	}
	for i := range res.Files {
		res.Known += len(res.Files[i].Findings)
		res.Files[i].Findings = nil
	}
	if !c.Bool("quiet") {
		gone := ""
		if dropped > 0 {
			gone = fmt.Sprintf(", %d dropped that are no more", dropped)
		}
		fmt.Fprintf(sys.stderr, "sumtool: wrote %s: %s%s\n", term.OneLine(b.path), wording.Count(updated.Len(), "known finding"), gone)
	}
	return nil
}

// sayStale says which entries of the baseline are out of date: one line for all,
// or under --verbose one line each.
func sayStale(c *cli.Context, sys system, res *lint.Result) {
	if len(res.Stale) == 0 || c.Bool("quiet") {
		return
	}
	n := 0
	for _, k := range res.Stale {
		n += k.Count
		if c.Bool("verbose") {
			fmt.Fprintf(sys.stderr, "sumtool: stale in the baseline: %s in %s of %s: %s\n", k.Rule, cmp.Or(k.Field, "text"), term.OneLine(cmp.Or(k.Paper, k.File)), term.OneLine(k.Text))
		}
	}
	fmt.Fprintf(sys.stderr, "sumtool: the baseline has %s that nothing matches any more; take them out with --write-baseline (-v lists them)\n", staleEntries(n))
}

func staleEntries(n int) string {
	if n == 1 {
		return "1 stale entry"
	}
	return fmt.Sprintf("%d stale entries", n)
}
