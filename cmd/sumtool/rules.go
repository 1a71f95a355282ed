package main

import (
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/suggest"
	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/rules"
	"github.com/sumtool/sumtool/rules/catalogue"
	"github.com/sumtool/sumtool/rules/scaffold"
)

func rulesCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:      "rules",
		Usage:     "list the rules, or explain one",
		ArgsUsage: "[ID]",
		Description: "Examples:\n" +
			"  sumtool rules                     # a table of all rules\n" +
			"  sumtool rules vote-placeholder    # why, a bad and a good example, options, how to silence it\n" +
			"  sumtool rules --format markdown   # what docs/rules.md is made of\n" +
			"  sumtool rules --test              # run every rule over its examples, the config's own rules over their bad and good texts",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Value: "table", Usage: "table, json or markdown"},
			&cli.BoolFlag{Name: "test", Usage: "run the rules over their examples; exit status 1 if one is reported wrongly"},
			outputFlag,
			// For who works on sumtool itself: CONTRIBUTING.md.
			&cli.StringFlag{Name: "new", Hidden: true, Usage: "begin a rule with the id `ID` in this checkout of sumtool"},
			&cli.StringFlag{Name: "category", Hidden: true, Value: string(lint.Text), Usage: "of the rule that --new begins"},
		},
		Action: func(c *cli.Context) error { return rulesAction(c, sys) },
	})
}

func rulesAction(c *cli.Context, sys system) error {
	if c.IsSet("new") {
		return newRule(c, sys)
	}
	format := c.String("format")
	if err := oneOf("format", format, catalogue.Formats()); err != nil {
		return err
	}
	cfg, err := loadConfig(c)
	if err != nil {
		return err
	}
	all := allRules(cfg)
	if c.NArg() > 1 {
		return fmt.Errorf("one rule id at a time, found %d", c.NArg())
	}
	if c.NArg() == 1 {
		r, err := ruleByID(all, c.Args().First())
		if err != nil {
			return err
		}
		if c.Bool("test") {
			return testRules(c, sys, []*lint.Rule{r}, cfg.Custom)
		}
		return result(c, sys, func(w io.Writer) error { return catalogue.WriteRule(w, format, r) })
	}
	if c.Bool("test") {
		return testRules(c, sys, all, cfg.Custom)
	}
	return result(c, sys, func(w io.Writer) error { return catalogue.Write(w, format, all) })
}

// newRule begins a rule of sumtool's own, in its source.
func newRule(c *cli.Context, sys system) error {
	written, err := scaffold.New(".", c.String("new"), c.String("category"))
	if err != nil {
		return err
	}
	for _, path := range written {
		fmt.Fprintf(sys.stdout, "wrote %s\n", path)
	}
	return nil
}

// testRules runs the rules over their examples and names each that fails.
func testRules(c *cli.Context, sys system, all []*lint.Rule, custom []rules.CustomSpec) error {
	examples := rules.Examples(all, custom)
	tested := map[string]bool{}
	failed := 0
	err := result(c, sys, func(w io.Writer) error {
		for _, e := range examples {
			tested[e.Rule.ID] = true
			if err := e.Test(); err != nil {
				failed++
				if _, err := fmt.Fprintln(w, term.OneLine(fmt.Sprintf("%s: %v", e.Rule.ID, err))); err != nil {
					return err
				}
			}
		}
		for _, s := range custom {
			if !tested[s.ID] && len(all) > 1 {
				if _, err := fmt.Fprintf(w, "%s: not tested; give it bad and good texts in the config\n", s.ID); err != nil {
					return err
				}
			}
		}
		_, err := fmt.Fprintf(w, "%d examples of %d rules, %d wrong\n", len(examples), len(tested), failed)
		return err
	})
	if err == nil && failed > 0 {
		return gateError{}
	}
	return err
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
