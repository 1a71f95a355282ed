package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/diff"
	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/internal/wording"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/translate/regenerate"
)

func regenerateCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:      "regenerate",
		Usage:     "write bad summaries anew from the papers' abstracts",
		ArgsUsage: "[PATH...]",
		Description: "Without --all or --paper, the papers are written anew whose summaries `sumtool lint` finds to be\n" +
			"generic, in the wrong language, garbled, wrong by a power of ten, printed as code, cut off, or\n" +
			"instructions. Every new bullet names the sentences of the abstract that it rests on and is held\n" +
			"against them: numbers, names, language, register, length, and lint.\n\n" +
			"Prints a unified diff; --write applies it and keeps the original beside the digest as NAME.md.orig.\n\n" +
			"Examples:\n" +
			"  sumtool regenerate --abstracts arxiv 2024/05/30.md\n" +
			"  sumtool abstracts 2024/05 -o abstracts.jsonl && sumtool regenerate --abstracts abstracts.jsonl --write 2024/05\n" +
			"  sumtool regenerate --abstracts arxiv --paper 2405.19327 2024/05/30.md\n\n" +
			"Exit status: 0 fine, 1 a paper keeps its summary, 2 wrong usage or an endpoint that cannot be used.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "abstracts", Value: "arxiv", Usage: "take abstracts from `FILE.jsonl`, or from the network: arxiv"},
			&cli.BoolFlag{Name: "all", Usage: "write all papers anew"},
			&cli.StringSliceFlag{Name: "paper", Usage: "write the paper with the arXiv id `ID` anew; repeatable"},
			&cli.BoolFlag{Name: "write", Usage: "apply the diff; the original stays as NAME.md.orig"},
			&cli.StringFlag{Name: "stdin-filename", Usage: "the name that standard input is reported under"},
			outputFlag,
			batchFlag,
		}, endpointFlags()...),
		Action: func(c *cli.Context) error { return regenerateAction(c, sys) },
	})
}

func regenerateAction(c *cli.Context, sys system) error {
	if c.Bool("all") && c.IsSet("paper") {
		return errors.New("--all and --paper contradict each other; give one of them")
	}
	cfg, err := loadConfig(c)
	if err != nil {
		return err
	}
	in, err := inputs(c, cfg, sys)
	if err != nil {
		return err
	}
	engine, err := engineOf(c, cfg, allRules(cfg))
	if err != nil {
		return err
	}
	chosen, err := regenerate.Choose(engine, in, c.Bool("all"), c.StringSlice("paper"))
	if err != nil {
		return err
	}
	// Abstracts that cannot be read are a mistake on days with nothing to do, too.
	known, err := abstractsOf(c, cfg, regenerate.IDs(chosen))
	if err != nil {
		return err
	}
	if len(chosen) == 0 {
		if !c.Bool("quiet") {
			fmt.Fprintln(sys.stderr, "sumtool: no paper to write anew")
		}
		return nil
	}
	jobs, without := regenerate.Jobs(chosen, known, cfg.Language)
	var kept []string
	for _, m := range without {
		kept = append(kept, placeOf(m.Document, m.Paper)+": no abstract")
	}
	r, run, err := regenerator(c, cfg, sys, engine)
	if err != nil {
		return err
	}
	results, runErr := r.Files(c.Context, jobs, run.workers, nil)
	if runErr == nil {
		runErr = run.finish()
	}
	if err := run.done(); err != nil && runErr == nil {
		runErr = err
	}
	if err := deliver(c, sys, in, results); err != nil {
		return err
	}
	if runErr != nil {
		return spent(runErr)
	}
	return sayRegenerated(c, sys, jobs, results, kept)
}

// writing is what goes along with a regenerator: how many papers at once, what to do
// when all answers are kept, and at the end.
type writing struct {
	workers      int
	finish, done func() error
}

func regenerator(c *cli.Context, cfg *config.Config, sys system, engine *lint.Engine) (*regenerate.Regenerator, writing, error) {
	endpoint, model, err := openEndpoint(c, cfg, sys)
	if err != nil {
		return nil, writing{}, err
	}
	client, workers, finish, err := clientOf(c, cfg, sys, endpoint)
	if err != nil {
		return nil, writing{}, err
	}
	m, done, err := openMemory(c, cfg, sys, true)
	if err != nil {
		return nil, writing{}, err
	}
	return &regenerate.Regenerator{Client: client, Endpoint: endpoint.BaseURL(), Model: model, Fallback: cfg.Endpoint.FallbackModel, Memory: m,
		Lint: func(path string, src []byte, paper int) []lint.Finding {
			doc := digest.Parse(path, src, engine.Template)
			return regenerate.Faults(doc, engine.LintSource(path, src).Findings, paper)
		}}, writing{workers, finish, done}, nil
}

// deliver prints the diff, or applies it.
func deliver(c *cli.Context, sys system, in []lint.Input, results []regenerate.Result) error {
	piped := map[string]bool{}
	for _, i := range in {
		piped[i.Path] = i.Piped
	}
	if !c.Bool("write") {
		return result(c, sys, func(w io.Writer) error {
			for _, r := range results {
				if _, err := io.WriteString(w, diff.Unified(r.Document.Path, r.Document.Source, r.After)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for _, r := range results {
		if piped[r.Document.Path] {
			if _, err := sys.stdout.Write(r.After); err != nil {
				return err
			}
			continue
		}
		if string(r.After) == string(r.Document.Source) {
			continue
		}
		if err := files.CheckFound(r.Document.Path, c.Args().Slice()); err != nil {
			return err
		}
		if _, err := files.KeepCopy(r.Document.Path, ".orig", r.Document.Source); err != nil {
			return err
		}
		if err := replaceFile(lint.Change{Path: r.Document.Path, Before: r.Document.Source, After: r.After}, c.Args().Slice()); err != nil {
			return err
		}
	}
	return nil
}

func placeOf(d *digest.Document, p *digest.Paper) string {
	id := p.Heading.ArXivID
	if id == "" {
		id = p.Title(d)
	}
	return fmt.Sprintf("%s:%d: %s keeps its summary", d.Path, d.Position(p.Span.Start).Line, id)
}

// sayRegenerated says on standard error what became of the papers.
func sayRegenerated(c *cli.Context, sys system, jobs []regenerate.File, results []regenerate.Result, kept []string) error {
	written := 0
	for i, r := range results {
		for k, out := range r.Papers {
			place := placeOf(r.Document, jobs[i].Jobs[k].Paper)
			for range out.Withheld {
				fmt.Fprintf(sys.stderr, "sumtool: warning: %s:%d: a sentence of the abstract speaks to a model; it was left out\n",
					term.OneLine(r.Document.Path), r.Document.Position(jobs[i].Jobs[k].Paper.Span.Start).Line)
			}
			if out.Bullets != nil {
				written++
				continue
			}
			kept = append(kept, fmt.Sprintf("%s: %s", place, wording.First(out.Reasons, 3)))
		}
	}
	for _, k := range kept {
		fmt.Fprintf(sys.stderr, "sumtool: %s\n", term.OneLine(k))
	}
	if !c.Bool("quiet") {
		verb := "to write anew; --write applies the diff"
		if c.Bool("write") {
			verb = "written anew"
		}
		fmt.Fprintf(sys.stderr, "sumtool: %s %s\n", wording.Count(written, "paper"), verb)
	}
	if len(kept) > 0 {
		return gateError{}
	}
	return nil
}
