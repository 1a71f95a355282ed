package main

import (
	"embed"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/suggest"
)

// The scripts ask the hidden command __complete, so that they never go stale.
//
//go:embed shells
var shells embed.FS

func shellNames() []string { return []string{"bash", "zsh", "fish", "powershell"} }

func completionCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:      "completion",
		Usage:     "print a script that completes sumtool's command line in a shell",
		ArgsUsage: strings.Join(shellNames(), "|"),
		Description: "Commands, flags, rule ids, formats and languages are completed.\n\n" +
			"Examples:\n" +
			"  source <(sumtool completion bash)                                 # also zsh; in ~/.bashrc or ~/.zshrc to keep it\n" +
			"  sumtool completion fish > ~/.config/fish/completions/sumtool.fish\n" +
			"  sumtool completion powershell | Out-String | Invoke-Expression",
		Flags: []cli.Flag{outputFlag},
		Action: func(c *cli.Context) error {
			name := c.Args().First()
			switch {
			case c.NArg() != 1:
				return fmt.Errorf("expected one shell (one of %s)", strings.Join(shellNames(), ", "))
			case !slices.Contains(shellNames(), name):
				return fmt.Errorf("unknown shell %q%s", name, suggest.HintOrList(name, shellNames()))
			}
			script, err := shells.ReadFile("shells/" + name)
			if err != nil {
				return err
			}
			return result(c, sys, func(w io.Writer) error {
				_, err := w.Write(script)
				return err
			})
		},
	})
}

// completeCommand answers the scripts: the words of the command line so far, the
// last of which is being typed, follow `--`. It prints a candidate a line, its
// description after a tab, and then what the shell has to do: `:files` to offer
// files, `:nospace` to go on right after the candidate.
func completeCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:   "__complete",
		Hidden: true,
		Action: func(c *cli.Context) error {
			return complete(c.App, c.Args().Slice()).write(sys.stdout)
		},
	})
}
