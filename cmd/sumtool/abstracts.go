package main

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/abstracts"
	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/wording"
	"github.com/sumtool/sumtool/lint"
)

func abstractsCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:      "abstracts",
		Usage:     "get the abstracts of the digests' papers as JSON Lines",
		ArgsUsage: "[PATH...]",
		Description: "Asks Hugging Face's papers API and, for papers that it does not have, arXiv, at the pace that they\n" +
			"ask for, and remembers every abstract for good.\n\n" +
			"Examples:\n" +
			"  sumtool abstracts 2024/05/30.md -o abstracts.jsonl\n" +
			"  sumtool regenerate --abstracts abstracts.jsonl 2024/05/30.md\n\n" +
			"Exit status: 0 fine, 1 some papers have no abstract anywhere, 2 wrong usage or no service in reach.",
		Flags:  append(cacheFlags(), outputFlag),
		Action: func(c *cli.Context) error { return abstractsAction(c, sys) },
	})
}

func abstractsAction(c *cli.Context, sys system) error {
	cfg, err := loadConfig(c)
	if err != nil {
		return err
	}
	in, err := inputs(c, cfg, sys)
	if err != nil {
		return err
	}
	ids, err := paperIDs(in, cfg.Template.Digest())
	if err != nil {
		return err
	}
	found, fetchErr := fetchAbstracts(c, cfg, ids)
	var all []abstracts.Abstract
	var missing []string
	for _, id := range ids {
		if a, ok := found[id]; ok {
			all = append(all, a)
		} else {
			missing = append(missing, id)
		}
	}
	if err := result(c, sys, func(w io.Writer) error { return abstracts.Write(w, all) }); err != nil {
		return err
	}
	switch {
	case fetchErr != nil:
		return fetchErr
	case len(missing) > 0:
		return gateError{fmt.Sprintf("no abstract anywhere for %d of %d papers: %s", len(missing), len(ids), wording.First(missing, 10))}
	}
	return nil
}

// paperIDs are the arXiv ids of the digests' papers, each once, in order.
func paperIDs(in []lint.Input, t digest.Template) (ids []string, err error) {
	seen := map[string]bool{}
	for _, input := range in {
		src, err := input.Read()
		if err != nil {
			return nil, err
		}
		for _, p := range digest.Parse(input.Path, src, t).Papers {
			if id := p.Heading.ArXivID; id != "" && !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// fetchAbstracts asks the services that the config names.
func fetchAbstracts(c *cli.Context, cfg *config.Config, ids []string) (map[string]abstracts.Abstract, error) {
	f := abstracts.Fetcher{HuggingFace: cfg.Abstracts.HuggingFace, ArXiv: cfg.Abstracts.ArXiv,
		Agent: strings.ReplaceAll(versionLine(), " ", "/") + " (https://github.com/sumtool/sumtool)"}
	if !c.Bool("no-cache") {
		dir, chosen, err := cacheDir(c, cfg)
		if err != nil && chosen {
			return nil, err
		}
		if err == nil {
			f.Memory = filepath.Join(dir, "abstracts.jsonl")
		}
	}
	return f.Fetch(c.Context, ids)
}

// abstractsOf gives the papers' abstracts from where --abstracts says: a JSON
// Lines file, or "arxiv" for the network.
func abstractsOf(c *cli.Context, cfg *config.Config, ids []string) (map[string]abstracts.Abstract, error) {
	from := c.String("abstracts")
	if from == "arxiv" {
		return fetchAbstracts(c, cfg, ids)
	}
	data, err := files.Read(from)
	if err != nil {
		return nil, fmt.Errorf("%w; make the file with `sumtool abstracts`, or say --abstracts arxiv", err)
	}
	return abstracts.Read(bytes.NewReader(data), from)
}
