package main

import (
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/suggest"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/rules/catalogue"
)

func rulesCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:      "rules",
		Usage:     "list the rules, or explain one",
		ArgsUsage: "[ID]",
		Description: "Examples:\n" +
			"  sumtool rules                     # a table of all rules\n" +
			"  sumtool rules vote-placeholder    # why, a bad and a good example, options, how to silence it\n" +
			"  sumtool rules --format markdown   # what docs/rules.md is made of",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Value: "table", Usage: "table, json or markdown"},
			outputFlag,
		},
		Action: func(c *cli.Context) error { return rulesAction(c, sys) },
	})
}

func rulesAction(c *cli.Context, sys system) error {
	format := c.String("format")
	if err := oneOf("format", format, catalogue.Formats()); err != nil {
		return err
	}
	cfg, err := loadConfig(c)
	if err != nil {
		return err
	}
	all, err := allRules(cfg)
	if err != nil {
		return err
	}
	if c.NArg() > 1 {
		return fmt.Errorf("one rule id at a time, found %d", c.NArg())
	}
	if c.NArg() == 1 {
		r, err := ruleByID(all, c.Args().First())
		if err != nil {
			return err
		}
		return result(c, sys, func(w io.Writer) error { return catalogue.WriteRule(w, format, r) })
	}
	return result(c, sys, func(w io.Writer) error { return catalogue.Write(w, format, all) })
}

func ruleByID(all []*lint.Rule, id string) (*lint.Rule, error) {
	var ids []string
	for _, r := range all {
		if r.ID == id {
			return r, nil
		}
		ids = append(ids, r.ID)
	}
	return nil, fmt.Errorf("unknown rule %q%s; `sumtool rules` lists them", id, suggest.Hint(id, ids))
}
