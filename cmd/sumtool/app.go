package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/internal/term"
)

// run is the whole program.
func run(ctx context.Context, args []string, sys system) int {
	term.PinWidth()
	sys.stdin = files.Finite(sys.stdin)
	if tty, _ := terminal(sys.stdout); tty {
		screen := term.NewScreen(sys.stdout.(*os.File))
		defer screen.Flush()
		sys.stdout = screen
	}
	app := newApp(sys)
	app.Setup() // adds the help command, which arrange must know
	arranged, err := arrange(app, args)
	if err != nil {
		return status(err, sys.stderr)
	}
	help := &keeper{w: sys.stdout}
	app.Writer = help
	return status(cmp.Or(app.RunContext(ctx, arranged), help.err), sys.stderr)
}

func newApp(sys system) *cli.App {
	return &cli.App{
		Name:  "sumtool",
		Usage: "check, translate and score Markdown digests of papers",
		Description: "Start with `sumtool lint PATH...` on a digest or a folder of digests.\n" +
			"`sumtool COMMAND --help` explains a command with examples.",
		Version:         versionLine(),
		HideVersion:     true, // ours prints to stdout without the library's layout
		HideHelpCommand: false,
		Reader:          sys.stdin,
		Writer:          sys.stdout,
		ErrWriter:       sys.stderr,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "config", Usage: "read this config instead of the nearest .sumtool.yaml upward", TakesFile: true},
			&cli.StringFlag{Name: "color", Value: "auto", Usage: "auto, always or never (also NO_COLOR, CLICOLOR_FORCE)"},
			&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "no summary on standard error"},
			&cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, Usage: "say on standard error what is done"},
			&cli.BoolFlag{Name: "no-progress", Usage: "no progress display"},
			&cli.IntFlag{Name: "jobs", Usage: "workers; 0 is one per CPU"},
			&cli.BoolFlag{Name: "version", Usage: "print version, commit and Go version"},
		},
		Commands: []*cli.Command{
			regenerateCommand(sys),
			abstractsCommand(sys),
			cacheCommand(sys),
			doctorCommand(sys),
			lintCommand(sys),
			detectCommand(sys),
			evaluateCommand(sys),
			rulesCommand(sys),
			initCommand(sys),
			schemaCommand(sys),
			completionCommand(sys),
			lspCommand(sys),
			completeCommand(sys),
			manCommand(),
			testEndpointCommand(sys),
			translateCommand(sys),
		},
		Action: func(c *cli.Context) error {
			if c.Bool("version") {
				_, err := fmt.Fprintln(sys.stdout, c.App.Version)
				return err
			}
			return cli.ShowAppHelp(c)
		},
		OnUsageError: usageError,
		Before: func(c *cli.Context) error {
			if n := c.Int("jobs"); n < 0 {
				return fmt.Errorf("--jobs is %d, expected a number from 0", n)
			}
			if c.Args().First() != lintName { // lint says so itself, when it knows its files
				sys.expect(parallel)
			}
			return nil
		},
		ExitErrHandler:  func(*cli.Context, error) {}, // run decides what an error means
		CommandNotFound: func(*cli.Context, string) {},
	}
}

// command fills in what all commands share.
func command(c *cli.Command) *cli.Command {
	c.OnUsageError = usageError
	c.UseShortOptionHandling = false
	return c
}

// usageError words the flag package's errors as the rest of the program does.
func usageError(c *cli.Context, err error, _ bool) error {
	if m := wrongValue().FindStringSubmatch(err.Error()); m != nil {
		expected, ok := strings.CutPrefix(m[4], "expected ")
		if !ok {
			expected = expectedBy(find(slices.Concat(c.Command.Flags, c.App.Flags), m[3]))
		}
		return fmt.Errorf("invalid value %s for --%s; expected %s", m[2], m[3], expected)
	}
	return err
}

// expectedBy says what a flag takes.
func expectedBy(f cli.Flag) string {
	switch f.(type) {
	case *cli.BoolFlag:
		return "true or false"
	case *cli.DurationFlag:
		return "a duration, for example 90s or 2m"
	case *cli.Float64Flag:
		return "a number"
	case *cli.Uint64Flag:
		return "a whole number from 0"
	}
	return "a whole number"
}

// wrongValue is what the flag package says of a value that it cannot parse.
var wrongValue = lazyregexp.New(`^invalid (boolean )?value (".*") for (?:flag )?--?([\w-]+): (.*)`)

// versionLine says version, commit and Go version, from what the build recorded.
func versionLine() string {
	version, commit := "(devel)", "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" {
			version = info.Main.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = s.Value
			}
		}
	}
	return fmt.Sprintf("sumtool %s (commit %s, %s)", version, commit, runtime.Version())
}

// outputFlag is shared by all commands that print a result.
var outputFlag = &cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the result to `FILE` (atomically) instead of standard output"}

// result gives the command's result to write, on standard output or, whole
// or not at all, to the file that -o names.
func result(c *cli.Context, sys system, write func(w io.Writer) error) error {
	path := c.String("output")
	if path == "" {
		out := &keeper{w: sys.stdout}
		if err := cmp.Or(write(out), out.err); !closedPipe(err) {
			return err
		}
		return nil // the reader has seen enough; the status is still the command's
	}
	return writeFile(path, write)
}
