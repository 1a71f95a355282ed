package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/suggest"
)

// arrange puts a command line into the order that urfave/cli v2 reads: global
// flags, command, its flags, paths. The library stops at the first path and
// takes later flags for paths; people write them anywhere. `--` ends flags, and
// everything after it is a path. Flags that nobody knows are errors here, with a
// suggestion.
func arrange(app *cli.App, args []string) ([]string, error) {
	a := arranger{app: app, out: args[:1:1]}
	rest := args[1:]
	for i := 0; i < len(rest); i++ {
		arg := rest[i]
		if arg == "--" {
			a.paths = append(a.paths, rest[i+1:]...)
			break
		}
		if arg == "-" || !strings.HasPrefix(arg, "-") {
			if err := a.word(arg); err != nil {
				return nil, err
			}
			continue
		}
		used, err := a.flag(arg, rest[i+1:])
		if err != nil {
			return nil, err
		}
		i += used
	}
	out := append(a.out, a.global...)
	out = append(out, a.path...)
	out = append(out, a.local...)
	if len(a.paths) > 0 {
		out = append(append(out, "--"), a.paths...)
	}
	return out, nil
}

type arranger struct {
	app                  *cli.App
	command              *cli.Command
	out, path            []string // program name; command and subcommand names
	global, local, paths []string
}

// word takes an argument that is no flag: the command, its subcommand or a path.
func (a *arranger) word(arg string) error {
	switch {
	case a.command == nil:
		c := a.app.Command(arg)
		if c == nil {
			return fmt.Errorf("unknown command %q%s; `sumtool help` lists the commands", arg, suggest.Hint(arg, commandNames(a.app.Commands)))
		}
		a.command, a.path = c, append(a.path, arg)
	case a.command.Name == "help" && a.app.Command(arg) == nil:
		return fmt.Errorf("unknown command %q%s; `sumtool help` lists the commands", arg, suggest.Hint(arg, commandNames(a.app.Commands)))
	case len(a.command.Subcommands) > 0 && len(a.paths) == 0:
		for _, s := range a.command.Subcommands {
			if s.HasName(arg) {
				a.command, a.path = s, append(a.path, arg)
				return nil
			}
		}
		return fmt.Errorf("unknown command %q after %q%s", arg, strings.Join(a.path, " "), suggest.HintOrList(arg, commandNames(a.command.Subcommands)))
	default:
		a.paths = append(a.paths, arg)
	}
	return nil
}

// flag takes a flag and, if it needs one, its value from the following
// arguments; it returns how many of those it used.
func (a *arranger) flag(arg string, following []string) (used int, err error) {
	name, _, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
	if name == "help" || name == "h" {
		a.local = append(a.local, arg)
		if a.command == nil {
			a.global, a.local = append(a.global, arg), nil
		}
		return 0, nil
	}
	target := &a.local
	f := find(a.flagsOfCommand(), name)
	if f == nil {
		target, f = &a.global, find(a.app.Flags, name)
	}
	if f == nil {
		return 0, fmt.Errorf("unknown flag %s%s%s", arg, a.where(), a.hint(name))
	}
	*target = append(*target, arg)
	if hasValue || !takesValue(f) {
		return 0, nil
	}
	if len(following) == 0 || following[0] == "--" {
		return 0, fmt.Errorf("flag --%s needs a value", name)
	}
	*target = append(*target, following[0])
	return 1, nil
}

func (a *arranger) flagsOfCommand() []cli.Flag {
	if a.command == nil {
		return nil
	}
	return a.command.Flags
}

func (a *arranger) where() string {
	if a.command == nil {
		return ""
	}
	return fmt.Sprintf(" for sumtool %s", strings.Join(a.path, " "))
}

func (a *arranger) hint(name string) string {
	var names []string
	for _, f := range append(a.flagsOfCommand(), a.app.Flags...) {
		for _, n := range f.Names() {
			if len(n) > 1 {
				names = append(names, "--"+n)
			}
		}
	}
	return suggest.Hint("--"+name, names)
}

func find(flags []cli.Flag, name string) cli.Flag {
	for _, f := range flags {
		for _, n := range f.Names() {
			if n == name {
				return f
			}
		}
	}
	return nil
}

// takesValue reports whether a flag needs a value. A flag whose value is
// optional (`--changed[=REF]`) takes it after an equals sign only.
func takesValue(f cli.Flag) bool {
	if g, ok := f.(*cli.GenericFlag); ok {
		b, ok := g.Value.(interface{ IsBoolFlag() bool })
		return !ok || !b.IsBoolFlag()
	}
	d, ok := f.(cli.DocGenerationFlag)
	return !ok || d.TakesValue()
}

func commandNames(commands []*cli.Command) []string {
	var names []string
	for _, c := range commands {
		if !c.Hidden {
			names = append(names, c.Name)
		}
	}
	return names
}
