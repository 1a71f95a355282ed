package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"
)

// manCommand writes the manual's pages, sumtool.1 and one for each command, into
// a folder. It is for those who package sumtool: people read --help.
func manCommand() *cli.Command {
	return command(&cli.Command{
		Name:   "__man",
		Hidden: true,
		Action: func(c *cli.Context) error {
			dir := c.Args().First()
			if c.NArg() != 1 {
				return fmt.Errorf("expected one folder for the manual's pages")
			}
			if err := os.MkdirAll(dir, 0o777); err != nil {
				return err
			}
			for _, p := range manual(c.App) {
				err := writeFile(filepath.Join(dir, p.name+".1"), func(w io.Writer) error {
					_, err := w.Write(p.body.Bytes())
					return err
				})
				if err != nil {
					return err
				}
			}
			return nil
		},
	})
}

// manual describes the program by the same texts as --help.
func manual(app *cli.App) []*manPage {
	var commands []*cli.Command
	for _, c := range app.Commands {
		if !c.Hidden && c.Name != "help" {
			commands = append(commands, c)
		}
	}
	main := newManPage("sumtool", app.Usage)
	main.section("SYNOPSIS")
	main.line(`.B sumtool`)
	main.line(`[\fIglobal options\fR] \fICOMMAND\fR [\fIoptions\fR] [\fIPATH\fR ...]`)
	text := readHelp(app.Description)
	main.paragraphs("DESCRIPTION", text.plain)
	main.section("COMMANDS")
	for _, c := range commands {
		main.entry(`\fBsumtool\-`+roff(c.Name)+`\fR(1)`, c.Usage)
	}
	main.flags("GLOBAL OPTIONS", app.Flags)
	main.section("ENVIRONMENT")
	for _, v := range [][2]string{
		{"OPENAI_API_KEY", "the endpoint's key; never a flag, never printed"},
		{"OPENAI_BASE_URL", "the endpoint's address"},
		{"SUMTOOL_MODEL", "the model to ask"},
		{"NO_COLOR", "no colours"},
		{"CLICOLOR_FORCE", "colours though the output is no terminal"},
		{"GITHUB_ACTIONS", "if true, lint writes annotations unless --format says otherwise"},
	} {
		main.entry(`\fB`+roff(v[0])+`\fR`, v[1])
	}
	main.section("FILES")
	main.entry(`\fI.sumtool.yaml\fR`, "the defaults of all commands, looked for from the working directory upward")
	main.section("EXIT STATUS")
	for _, s := range [][2]string{
		{"0", "fine"},
		{"1", "the run worked and the gate failed: findings, a score under its limit, bullets left untranslated"},
		{"2", "wrong usage or config, unreadable input or output, or an endpoint that cannot be used"},
		{"130", "interrupted"},
	} {
		main.entry(`\fB`+s[0]+`\fR`, s[1])
	}
	pages := []*manPage{main}
	for _, c := range commands {
		p := newManPage("sumtool-"+c.Name, c.Usage)
		p.section("SYNOPSIS")
		words := "sumtool " + c.Name
		if len(c.Subcommands) > 0 {
			words += " COMMAND"
		}
		p.synopsis(words, c.ArgsUsage)
		text := readHelp(c.Description)
		p.paragraphs("DESCRIPTION", text.plain)
		p.flags("OPTIONS", c.Flags)
		for _, sub := range c.Subcommands {
			p.section(strings.ToUpper(c.Name + " " + sub.Name))
			p.synopsis("sumtool "+c.Name+" "+sub.Name, sub.ArgsUsage)
			p.line(".PP")
			p.line(roff(sub.Usage + "."))
			p.options(sub.Flags)
		}
		p.paragraphs("EXIT STATUS", text.status)
		p.examples(text.examples)
		p.section("SEE ALSO")
		p.line(`.BR sumtool (1)`)
		pages = append(pages, p)
	}
	return pages
}

// helpText is a command's description in parts: its paragraphs, what follows
// "Exit status:", and the lines that follow "Examples:".
type helpText struct {
	plain, status []string
	examples      string
}

func readHelp(text string) helpText {
	var h helpText
	for _, para := range strings.Split(text, "\n\n") {
		head, rest, found := strings.Cut(para, ":")
		switch {
		case found && strings.HasPrefix(head, "Example"):
			h.examples = strings.TrimPrefix(strings.ReplaceAll(rest, "\n  ", "\n"), "\n")
		case found && head == "Exit status":
			h.status = append(h.status, strings.TrimSpace(rest))
		case para != "":
			h.plain = append(h.plain, para)
		}
	}
	return h
}
