package main

import (
	"fmt"
	"io"
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/internal/wording"
	"github.com/sumtool/sumtool/translate"
)

// dryRun says what a run would ask and cost.
func dryRun(c *cli.Context, cfg *config.Config, sys system, t *translate.Translator, files []translate.File) error {
	e, err := llm.Open(llm.Options{BaseURL: baseURL(c, cfg, sys)}) // for the address as the memory knows it; asks nobody
	if err != nil {
		return err
	}
	t.BaseURL = e.BaseURL()
	var rows [][]string
	var sum translate.Estimate
	unreadable := false
	for _, e := range t.Estimate(files) {
		if e.Err != nil {
			fmt.Fprintf(sys.stderr, "sumtool: %s\n", term.OneLine(e.Err.Error()))
			unreadable = true
			continue
		}
		rows = append(rows, estimateRow(e.File.Source, e))
		sum.Bullets, sum.Cached, sum.Failed, sum.Ask = sum.Bullets+e.Bullets, sum.Cached+e.Cached, sum.Failed+e.Failed, sum.Ask+e.Ask
		sum.Requests, sum.Usage = sum.Requests+e.Requests, sum.Usage.Add(e.Usage)
	}
	rows = append(rows, estimateRow("total", sum))
	right := term.Right
	if err := result(c, sys, func(w io.Writer) error {
		err := term.Table(w, []string{"FILE", "SEGMENTS", "FROM MEMORY", "KNOWN TO FAIL", "TO ASK", "REQUESTS", "TOKENS SENT", "RECEIVED"},
			[]term.Align{term.Left, right, right, right, right, right, right, right}, rows)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(w, costLine(prices(cfg), t.Model, sum.Usage, c.Bool("batch")))
		return err
	}); err != nil {
		return err
	}
	if unreadable {
		return errSaid
	}
	return nil
}

func estimateRow(name string, e translate.Estimate) []string {
	row := []string{term.OneLine(name)}
	for _, n := range []int{e.Bullets, e.Cached, e.Failed, e.Ask, e.Requests, e.Usage.Prompt, e.Usage.Completion} {
		row = append(row, strconv.Itoa(n))
	}
	return row
}

// costLine says what the estimated tokens cost at the configured price.
func costLine(prices map[string]llm.Price, model string, u llm.Usage, batch bool) string {
	price, ok := prices[model]
	switch {
	case model == "":
		return fmt.Sprintf("tokens: %d (estimated); cost unknown: no model is named", u.Total())
	case !ok:
		return fmt.Sprintf("tokens: %d (estimated); cost unknown: endpoint.prices in the config has no price for %s", u.Total(), model)
	}
	way := ""
	if batch {
		price, way = price.InBatch(), ", by batch"
	}
	return fmt.Sprintf("tokens: %d, cost: $%.4f (estimated, without repairs; model %s%s)", u.Total(), price.Cost(u), model, way)
}

// checkEditions lists the editions that are missing or stale.
func checkEditions(c *cli.Context, sys system, t *translate.Translator, files []translate.File) error {
	bad, unreadable := 0, false
	if err := result(c, sys, func(w io.Writer) error {
		for _, s := range t.Check(files) {
			switch {
			case s.Err != nil:
				fmt.Fprintf(sys.stderr, "sumtool: %s\n", term.OneLine(s.Err.Error()))
				unreadable = true
			case s.Problem != "":
				bad++
				if _, err := fmt.Fprintf(w, "%s\n", term.OneLine(s.File.Edition+": "+s.Problem)); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		return err
	}
	switch {
	case unreadable:
		return errSaid
	case bad > 0:
		return gateError{fmt.Sprintf("%s of %d not current; run sumtool translate --to %s", wording.Count(bad, "edition"), len(files), t.To)}
	}
	return nil
}

// summary is the run's last line.
func summary(r *translate.Report) string {
	outcomes := map[translate.Outcome]int{}
	translated, cached := 0, 0
	for i := range r.Files {
		outcomes[r.Files[i].Outcome]++
		translated, cached = translated+r.Files[i].Translated, cached+r.Files[i].Cached
	}
	line := fmt.Sprintf("%s written", wording.Count(outcomes[translate.Written], "edition"))
	for _, o := range []translate.Outcome{translate.Current, translate.Kept, translate.Skipped, translate.Unwritten} {
		if n := outcomes[o]; n > 0 {
			line += fmt.Sprintf(", %d %s", n, o)
		}
	}
	line += fmt.Sprintf("; %s translated, %d from memory, %d left untranslated", wording.Count(translated, "bullet"), cached, r.Failed())
	line += fmt.Sprintf("; %s, %d tokens", wording.Count(r.Requests, "request"), r.Tokens.Prompt+r.Tokens.Completion)
	if r.CostUSD > 0 {
		line += fmt.Sprintf(", $%.4f", r.CostUSD)
	}
	return line + fmt.Sprintf(" in %.1fs", r.Seconds)
}
