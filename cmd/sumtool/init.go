package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/files"
)

func initCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:  "init",
		Usage: "write a commented .sumtool.yaml into the current folder",
		Description: "Nothing that exists is overwritten unless --force is given.\n\n" +
			"Example:\n  sumtool init && sumtool lint",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "force", Usage: "overwrite an existing file"},
		},
		Action: func(c *cli.Context) error { return initAction(c, sys) },
	})
}

func initAction(c *cli.Context, sys system) error {
	if c.NArg() > 0 {
		return fmt.Errorf("init takes no path; run it in the folder that shall hold %s", config.FileName)
	}
	return writeNew(c, sys, config.FileName, config.Sample())
}

// writeNew writes a file that must not exist yet, unless --force is given, and
// names it on standard output.
func writeNew(c *cli.Context, sys system, path string, data []byte) error {
	if _, err := os.Lstat(path); err == nil && !c.Bool("force") {
		return fmt.Errorf("%s exists; keep it, or overwrite it with --force", path)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := files.WriteAtomic(path, data); err != nil {
		return err
	}
	_, err := fmt.Fprintf(sys.stdout, "wrote %s\n", path)
	return err
}
