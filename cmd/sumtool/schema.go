package main

//go:generate go run . rules --format markdown -o ../../docs/rules.md
//go:generate go run . schema -o ../../docs/config.schema.json

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/rules"
)

// schemaCommand prints what docs/config.schema.json holds. It is hidden: users
// get the file, `go generate` needs the command.
func schemaCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:   "schema",
		Hidden: true,
		Usage:  "print the JSON schema of .sumtool.yaml",
		Flags:  []cli.Flag{outputFlag},
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return fmt.Errorf("schema takes no path, found %q", c.Args().First())
			}
			return result(c, sys, func(w io.Writer) error {
				e := json.NewEncoder(w)
				e.SetEscapeHTML(false)
				e.SetIndent("", "  ")
				return e.Encode(config.Schema(rules.All()))
			})
		},
	})
}
