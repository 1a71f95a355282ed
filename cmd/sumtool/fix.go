package main

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/diff"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/internal/wording"
	"github.com/sumtool/sumtool/lint"
)

// fixing is what the flags say about fixes.
type fixing struct {
	least lint.Safety // of the fixes to apply; NoFix applies none
	diff  bool        // show, do not write
}

func fixingOf(c *cli.Context) fixing {
	f := fixing{diff: c.Bool("diff")}
	switch {
	case c.Bool("unsafe-fixes"):
		f.least = lint.Unsafe
	case c.Bool("fix") || f.diff:
		f.least = lint.Safe
	}
	return f
}

// run lints the inputs and, if asked, fixes them in memory.
func (f fixing) run(ctx context.Context, e *lint.Engine, in []lint.Input) (*lint.Result, []lint.Change, error) {
	if f.least == lint.NoFix {
		res, err := e.Run(ctx, in)
		return res, nil, err
	}
	return e.Fix(ctx, in, f.least)
}

// showDiff prints what the changes are; there being any is a failed gate.
func showDiff(c *cli.Context, sys system, res *lint.Result, changes []lint.Change) error {
	differs := false
	err := result(c, sys, func(w io.Writer) error {
		for _, ch := range changes {
			text := diff.Unified(ch.Path, ch.Before, ch.After)
			differs = differs || text != ""
			if _, err := io.WriteString(w, text); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	sayFixed(c, sys, changes, "would fix")
	switch {
	case len(res.Unreadable) > 0:
		sayEach(sys.stderr, res.Unreadable)
		return errSaid
	case differs:
		return gateError{}
	}
	return nil
}

// writeFixed puts the fixed files in place, and returns what could not be
// written. Standard input that was to be fixed goes to standard output whole,
// fixed or not; the report then has to take standard error.
func writeFixed(c *cli.Context, sys system, in []lint.Input, changes []lint.Change) (system, []error) {
	f := fixingOf(c)
	if f.least == lint.NoFix {
		return sys, nil
	}
	var failed []error
	var written []lint.Change
	for _, ch := range changes {
		if !in[ch.Input].Piped {
			if err := replaceFile(ch, c.Args().Slice()); err != nil {
				failed = append(failed, err)
				continue
			}
		}
		written = append(written, ch)
	}
	for i := range in {
		if in[i].Piped {
			if err := printFixed(sys.stdout, in[i], i, changes); err != nil && !closedPipe(err) {
				failed = append(failed, err)
			}
			sys.stdout = sys.stderr
		}
	}
	sayFixed(c, sys, written, "fixed")
	return sys, failed
}

// printFixed prints the i-th input as fixing left it.
func printFixed(w io.Writer, in lint.Input, i int, changes []lint.Change) error {
	text, err := in.Read()
	if err != nil {
		return nil // lint has said so
	}
	for _, ch := range changes {
		if ch.Input == i {
			text = ch.After
		}
	}
	_, err = w.Write(text)
	return err
}

// replaceFile writes a changed file, unless somebody else changed it meanwhile. It
// follows links that are among the named paths, and others as [files.CheckFound] does.
func replaceFile(ch lint.Change, named []string) error {
	if bytes.Equal(ch.Before, ch.After) {
		return nil
	}
	if err := files.CheckFound(ch.Path, named); err != nil {
		return err
	}
	now, err := files.Read(ch.Path)
	switch {
	case err != nil:
		return err
	case bytes.Equal(now, ch.After): // the same file under another name
		return nil
	case !bytes.Equal(now, ch.Before):
		return fmt.Errorf("fix %s: the file is not what was linted; it is left as it is", ch.Path)
	}
	return files.WriteAtomic(ch.Path, ch.After)
}

// sayFixed says on standard error how much was fixed and what was taken back.
func sayFixed(c *cli.Context, sys system, changes []lint.Change, verb string) {
	if c.Bool("quiet") {
		return
	}
	findings, inFiles := 0, 0
	for _, ch := range changes {
		findings += len(ch.Fixed)
		if len(ch.Fixed) > 0 {
			inFiles++
		}
		for _, f := range ch.Reverted {
			fmt.Fprintf(sys.stderr, "sumtool: %s:%d:%d: the fix of %s was taken back, because it would have made things worse\n",
				term.OneLine(f.File), f.Start.Line, f.Start.Column, f.Rule)
		}
	}
	if findings > 0 {
		fmt.Fprintf(sys.stderr, "sumtool: %s %s in %s\n", verb, wording.Count(findings, "finding"), wording.Count(inFiles, "file"))
	}
}

func sayEach(w io.Writer, errs []error) {
	for _, err := range errs {
		fmt.Fprintf(w, "sumtool: %s\n", term.OneLine(err.Error()))
	}
}
