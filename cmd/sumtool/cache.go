package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/internal/wording"
)

func cacheCommand(sys system) *cli.Command {
	flags := func(more ...cli.Flag) []cli.Flag { return append([]cli.Flag{cacheFlag}, more...) }
	return command(&cli.Command{
		Name:  "cache",
		Usage: "look into the translation memory, tidy, empty, export or import it",
		Description: "Examples:\n" +
			"  sumtool cache stats\n" +
			"  sumtool cache prune --older-than 180d --failed\n" +
			"  sumtool cache export --format tmx -o memory.tmx   # for other translation tools\n" +
			"  sumtool cache import approved.tmx                 # translations that people made go before a model's\n" +
			"  sumtool cache clear",
		Subcommands: []*cli.Command{
			command(&cli.Command{Name: "stats", Usage: "count what the memory holds",
				Flags:  flags(&cli.StringFlag{Name: "format", Value: "text", Usage: "text or json"}, outputFlag),
				Action: func(c *cli.Context) error { return cacheStats(c, sys) }}),
			command(&cli.Command{Name: "prune", Usage: "take out replaced and damaged lines, and what the flags say",
				Flags: flags(
					&cli.StringFlag{Name: "older-than", Usage: "records stored more than `AGE` ago, for example 90d or 12h"},
					&cli.StringFlag{Name: "model", Usage: "records that `MODEL` answered"},
					&cli.BoolFlag{Name: "failed", Usage: "remembered failures, so that they are asked again"},
					&cli.BoolFlag{Name: "dry-run", Usage: "only say what would go"}),
				Action: func(c *cli.Context) error { return cachePrune(c, sys) }}),
			command(&cli.Command{Name: "clear", Usage: "take out everything",
				Flags:  flags(),
				Action: func(c *cli.Context) error { return cacheClear(c, sys) }}),
			command(&cli.Command{Name: "export", Usage: "print the records",
				Flags:  flags(&cli.StringFlag{Name: "format", Value: "jsonl", Usage: "jsonl (everything) or tmx (good translations)"}, outputFlag),
				Action: func(c *cli.Context) error { return cacheExport(c, sys) }}),
			command(&cli.Command{Name: "import", Usage: "store the records of files; the format follows from their names", ArgsUsage: "FILE...",
				Flags:  flags(),
				Action: func(c *cli.Context) error { return cacheImport(c, sys) }}),
		},
		Action: func(c *cli.Context) error {
			return errors.New("cache needs one of stats, prune, clear, export, import")
		},
	})
}

// openStore opens the memory that the flags and the config name. Only import may
// make one, and takes files. For the others a memory that is not there yet is an
// error if --cache names it; else it is empty.
func openStore(c *cli.Context, sys system, make bool) (store *memory.Store, err error) {
	if !make && c.NArg() > 0 {
		return nil, fmt.Errorf("cache %s takes no path, found %q; --cache names the memory's folder", c.Command.Name, c.Args().First())
	}
	cfg, err := loadConfig(c)
	if err != nil {
		return nil, err
	}
	dir, _, err := cacheDir(c, cfg)
	if err != nil {
		return nil, err
	}
	if !make && !memory.Exists(dir) {
		if c.String("cache") != "" {
			return nil, fmt.Errorf("no translation memory in %s; --cache names another folder", dir)
		}
		fmt.Fprintf(sys.stderr, "sumtool: no translation memory in %s yet\n", term.Printable(dir))
		return memory.None(dir), nil
	}
	return memory.Open(dir)
}

func cacheStats(c *cli.Context, sys system) error {
	if err := oneOf("format", c.String("format"), []string{"text", "json"}); err != nil {
		return err
	}
	cfg, err := loadConfig(c)
	if err != nil {
		return err
	}
	store, err := openStore(c, sys, false)
	if err != nil {
		return err
	}
	defer store.Close()
	st, err := store.Stats()
	if err != nil {
		return err
	}
	return result(c, sys, func(w io.Writer) error {
		if c.String("format") == "json" {
			e := json.NewEncoder(w)
			e.SetEscapeHTML(false)
			e.SetIndent("", "  ")
			return e.Encode(struct {
				Version int `json:"version"`
				memory.Stats
			}{1, st})
		}
		return writeStats(w, st, prices(cfg))
	})
}

// writeStats shows what is there, and what it would cost to make it again where
// the config has a price.
func writeStats(w io.Writer, st memory.Stats, prices map[string]llm.Price) error {
	fmt.Fprintf(w, "%s: %s, %s, %s\n", st.Dir, wording.Count(st.Records, "record"), wording.Count(st.Failures, "failure"), wording.Bytes(st.Bytes))
	if st.Replaced+st.Damaged > 0 {
		fmt.Fprintf(w, "%d replaced and %d damaged lines; `sumtool cache prune` takes them out\n", st.Replaced, st.Damaged)
	}
	if !st.Oldest.IsZero() {
		fmt.Fprintf(w, "stored from %s to %s\n", st.Oldest.Format(time.DateOnly), st.Newest.Format(time.DateOnly))
	}
	var rows [][]string
	for _, g := range st.Groups {
		cost := ""
		if p, ok := prices[g.Model]; ok {
			cost = fmt.Sprintf("$%.2f", p.Cost(llm.Usage{Prompt: g.Prompt, Completion: g.Completion}))
		}
		rows = append(rows, []string{g.Task, g.From + " > " + g.To, g.Model, strconv.Itoa(g.Records), strconv.Itoa(g.Prompt + g.Completion), cost})
	}
	if rows == nil {
		return nil
	}
	return term.Table(w, []string{"TASK", "LANGUAGES", "MODEL", "RECORDS", "TOKENS", "COST"},
		[]term.Align{term.Left, term.Left, term.Left, term.Right, term.Right, term.Right}, rows)
}

func cachePrune(c *cli.Context, sys system) error {
	var before time.Time
	if age := c.String("older-than"); age != "" {
		d, err := parseAge(age)
		if err != nil {
			return err
		}
		before = time.Now().Add(-d)
	}
	store, err := openStore(c, sys, false)
	if err != nil {
		return err
	}
	defer store.Close()
	st, err := store.Stats()
	if err != nil {
		return err
	}
	dropped, err := store.Prune(func(r memory.Record) bool {
		return !before.IsZero() && r.Time.Before(before) || c.Bool("failed") && r.Failed != "" || c.String("model") != "" && r.Model == c.String("model")
	}, c.Bool("dry-run"))
	if err != nil {
		return err
	}
	verb := "took out"
	if c.Bool("dry-run") {
		verb = "would take out"
	}
	_, err = fmt.Fprintf(sys.stdout, "%s %s, %d replaced and %d damaged lines; %s left\n", verb, wording.Count(dropped, "record"),
		st.Replaced, st.Damaged, wording.Count(st.Records+st.Failures-dropped, "record"))
	return err
}

// parseAge reads a duration, days included.
func parseAge(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n >= 0 && n < 100_000 {
			return time.Duration(n) * 24 * time.Hour, nil
		}
	} else if d, err := time.ParseDuration(s); err == nil && d >= 0 {
		return d, nil
	}
	return 0, fmt.Errorf("invalid value %q for --older-than; write for example 90d or 12h", s)
}

func cacheClear(c *cli.Context, sys system) error {
	store, err := openStore(c, sys, false)
	if err != nil {
		return err
	}
	defer store.Close()
	n, err := store.Clear()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(sys.stdout, "took out %s\n", wording.Count(n, "record"))
	return err
}

func cacheExport(c *cli.Context, sys system) error {
	format := c.String("format")
	if err := oneOf("format", format, []string{"jsonl", "tmx"}); err != nil {
		return err
	}
	store, err := openStore(c, sys, false)
	if err != nil {
		return err
	}
	defer store.Close()
	return result(c, sys, func(w io.Writer) error {
		if format == "tmx" {
			return store.ExportTMX(w, versionLine())
		}
		return store.ExportJSONL(w)
	})
}

func cacheImport(c *cli.Context, sys system) error {
	if c.NArg() == 0 {
		return errors.New("cache import needs files, .jsonl or .tmx")
	}
	store, err := openStore(c, sys, true)
	if err != nil {
		return err
	}
	defer store.Close()
	for _, path := range c.Args().Slice() {
		n, err := importFile(store, path)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(sys.stdout, "%s: stored %s\n", term.OneLine(path), wording.Count(n, "record")); err != nil {
			return err
		}
	}
	return nil
}
