package main

import (
	"errors"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/doctor"
)

func doctorCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:  "doctor",
		Usage: "check the config, the translation memory and the endpoint",
		Description: "Each line says ok, warn or fail, what was found, and what to mend. The exit\n" +
			"status is 2 if anything failed. One tiny request is made.\n\n" +
			"Examples:\n" +
			"  sumtool doctor                                               # what translate would use\n" +
			"  sumtool doctor --base-url http://localhost:11434/v1          # list an endpoint's models\n" +
			"  sumtool doctor --base-url http://localhost:11434/v1 --model qwen3:8b",
		Flags:  append(addressFlags(), cacheFlag, &cli.StringFlag{Name: "format", Value: "text", Usage: "text or json"}, outputFlag),
		Action: func(c *cli.Context) error { return doctorAction(c, sys) },
	})
}

func doctorAction(c *cli.Context, sys system) error {
	format := c.String("format")
	if err := oneOf("format", format, []string{"text", "json"}); err != nil {
		return err
	}
	if c.NArg() > 0 {
		return errors.New("doctor takes no path")
	}
	var x doctor.Examination
	if cfg, err := loadConfig(c); err != nil {
		x.Fail("config", err)
	} else if err := examine(c, cfg, sys, &x); err != nil {
		return err
	}
	if err := result(c, sys, func(w io.Writer) error {
		if format == "json" {
			return x.WriteJSON(w)
		}
		return x.WriteText(w)
	}); err != nil {
		return err
	}
	return x.Err()
}

// examine looks at all that the config, the environment and the flags lead to.
func examine(c *cli.Context, cfg *config.Config, sys system, x *doctor.Examination) error {
	if cfg.Path == "" {
		x.OK("config", "none; the defaults hold (`sumtool init` writes one)")
	} else {
		x.OK("config", "%s", cfg.Path)
	}
	x.Memory(cacheDir(c, cfg))
	o, err := endpointOptions(c, cfg, sys)
	if err != nil {
		x.Fail("endpoint", err)
		return nil
	}
	if !c.IsSet("retries") {
		o.Retries = 1 // somebody is waiting
	}
	return x.Endpoint(c.Context, o, modelName(c, cfg, sys))
}
