package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/setup"
)

func initCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:  "init",
		Usage: "write a commented .sumtool.yaml, a pre-commit entry and a CI job into the current folder",
		Description: "Run it in the repository's root. It writes .sumtool.yaml, .pre-commit-config.yaml and a GitHub workflow " +
			"(or, where .gitlab-ci.yml exists, the entry of a GitLab job). Nothing that exists is overwritten unless --force is given; " +
			"what belongs into a file that exists is printed instead.\n\n" +
			"Examples:\n" +
			"  sumtool init && sumtool lint\n" +
			"  sumtool init --only config            # or pre-commit, github, gitlab, several with commas",
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "only", Usage: "write only these: config, pre-commit, github, gitlab (`WHAT`,…)"},
			&cli.BoolFlag{Name: "force", Usage: "overwrite existing files of sumtool's own (never .pre-commit-config.yaml or .gitlab-ci.yml)"},
		},
		Action: func(c *cli.Context) error { return initAction(c, sys) },
	})
}

func initAction(c *cli.Context, sys system) error {
	if c.NArg() > 0 {
		return fmt.Errorf("init takes no path; run it in the folder that shall hold %s", config.FileName)
	}
	wanted, err := initFiles(c.StringSlice("only"))
	if err != nil {
		return err
	}
	var kept []string
	wrote := false
	for _, f := range wanted {
		text, err := f.Text(setup.Rev())
		if err != nil {
			return err
		}
		old, err := files.ReadFile(f.Path)
		switch {
		case err == nil && f.Shared && bytes.Contains(old, []byte("sumtool")):
			fmt.Fprintf(sys.stdout, "kept %s, which speaks of sumtool\n", f.Path)
			continue
		case err == nil && f.Shared:
			fmt.Fprintf(sys.stdout, "kept %s; add to it:\n\n%s\n", f.Path, text)
			wrote = true
			continue
		case err == nil && !c.Bool("force"):
			kept = append(kept, f.Path)
			continue
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return fmt.Errorf("write %s: %w", f.Path, err)
		}
		if err := os.MkdirAll(filepath.Dir(f.Path), 0o777); err != nil {
			return fmt.Errorf("write %s: %w", f.Path, err)
		}
		if err := files.WriteAtomic(f.Path, text); err != nil {
			return err
		}
		wrote = true
		fmt.Fprintf(sys.stdout, "wrote %s\n", f.Path)
	}
	if len(kept) > 0 && !wrote {
		return fmt.Errorf("%s exists; keep it, or overwrite it with --force", kept[0])
	}
	for _, path := range kept {
		fmt.Fprintf(sys.stdout, "kept %s, which exists\n", path)
	}
	return nil
}

// initFiles picks the files by name; by default all, with the CI system that the
// folder already uses.
func initFiles(only []string) (wanted []setup.File, err error) {
	var names []string
	for _, f := range setup.Files() {
		names = append(names, f.Name)
	}
	for _, name := range only {
		if err := oneOf("only", name, names); err != nil {
			return nil, err
		}
	}
	if len(only) == 0 {
		only = []string{"config", "pre-commit", "github"}
		if _, err := os.Stat(".gitlab-ci.yml"); err == nil {
			only[2] = "gitlab"
		}
	}
	return slices.DeleteFunc(setup.Files(), func(f setup.File) bool { return !slices.Contains(only, f.Name) }), nil
}
