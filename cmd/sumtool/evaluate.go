package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/evaluate/align"
	"github.com/sumtool/sumtool/evaluate/report"
	"github.com/sumtool/sumtool/internal/term"
)

func evaluateCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:      "evaluate",
		Usage:     "score texts against references and say how far the scores can be trusted",
		ArgsUsage: " ",
		Description: "Inputs are plain text (a segment a line), TSV or JSON Lines with --column, digests, or\n" +
			"folders of digests (papers aligned by arXiv id, bullets by position); any of them may be\n" +
			"compressed by gzip. With references the scores are sacreBLEU's and rouge_score's.\n\n" +
			"Examples:\n" +
			"  sumtool evaluate --hyp good=good.en.md --hyp poor=poor.en.md --ref reference.en.md\n" +
			"  sumtool evaluate --hyp system.txt --ref ref1.txt --ref ref2.txt --metrics bleu,chrf++\n" +
			"  sumtool evaluate --hyp out.jsonl --column translation --ref ref.txt --format json\n" +
			"  sumtool evaluate --hyp new=new/ --hyp old=old/ --ref ref/ --per-paper --worst 10\n" +
			"  sumtool evaluate --hyp new.txt --ref ref.txt --metrics chrf++ --fail-under chrf++=55\n" +
			"  sumtool evaluate --src 30.md --hyp 30.en.md --metrics integrity,judge-mqm --judge-votes 3\n" +
			"  sumtool evaluate --src abstracts.jsonl --hyp 30.md --metrics judge-faithful,numbers,names --per-paper\n\n" +
			"Exit status: 0 fine, 1 a score is worse than --fail-under, 2 wrong usage or unreadable input.",
		Flags: slices.Concat([]cli.Flag{
			&cli.GenericFlag{Name: "hyp", Value: new(repeated), Usage: "a system's output, `NAME=PATH` or PATH; repeatable, the first is what the others are compared with"},
			&cli.GenericFlag{Name: "ref", Value: new(repeated), Usage: "a reference, `PATH`; repeatable for several references of every segment"},
			&cli.StringFlag{Name: "src", Usage: "what the hypotheses are translated or summarised from, `PATH`", TakesFile: true},
			&cli.GenericFlag{Name: "column", Value: new(align.Columns), Usage: "the column of TSV or the field of JSON Lines, `NAME` or number; hyp=NAME, ref=NAME, src=NAME, SYSTEM=NAME and id=NAME for single inputs and for ids; repeatable"},
			&cli.StringSliceFlag{Name: "metrics", Usage: strings.Join(evaluate.MetricNames(), ", ") + " (`M`,…; default: all that the inputs allow)"},
		}, metricFlags(), testFlags(), judgeFlags(), endpointFlags(), partFlags(), []cli.Flag{
			&cli.GenericFlag{Name: "fail-under", Value: new(repeated), Usage: "exit status 1 if a system's score is worse than this, `METRIC=X`; repeatable"},
			&cli.BoolFlag{Name: "sentence-level", Usage: "list the scores of every segment; BLEU with effective order, as in sacreBLEU"},
			&cli.BoolFlag{Name: "per-paper", Usage: "scores by paper too"},
			&cli.BoolFlag{Name: "buckets", Usage: "scores by length and by presence of numbers too"},
			&cli.IntFlag{Name: "worst", Usage: "the `N` worst segments side by side, differences marked"},
			&cli.StringFlag{Name: "format", Value: report.Formats()[0], Usage: strings.Join(report.Formats(), ", ")},
			outputFlag,
		}),
		Action: func(c *cli.Context) error { return evaluateAction(c, sys) },
	})
}

func metricFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "tokenize", Value: "13a", Usage: "BLEU: " + strings.Join(evaluate.Tokenizers(), ", ")},
		&cli.BoolFlag{Name: "lowercase", Usage: "BLEU and chrF: ignore case"},
		&cli.StringFlag{Name: "smooth-method", Value: "exp", Usage: "BLEU: exp, floor, add-k or none"},
		&cli.Float64Flag{Name: "smooth-value", Usage: "BLEU: of floor (0.1) and add-k (1)", DefaultText: "the method's"},
		&cli.IntFlag{Name: "max-ngram-order", Value: 4, Usage: "BLEU: longest n-grams"},
		&cli.BoolFlag{Name: "effective-order", Usage: "BLEU: leave out orders that the hypotheses are too short for"},
		&cli.IntFlag{Name: "chrf-char-order", Value: 6, Usage: "chrF: longest n-grams of characters"},
		&cli.IntFlag{Name: "chrf-word-order", Usage: "chrf: longest n-grams of words (chrf++ has 2)"},
		&cli.IntFlag{Name: "chrf-beta", Value: 2, Usage: "chrF: how many times recall counts as much as precision"},
		&cli.BoolFlag{Name: "chrf-whitespace", Usage: "chrF: n-grams of characters run across white space"},
		&cli.BoolFlag{Name: "chrf-eps-smoothing", Usage: "chrF: as chrF++.py, NLTK and Moses"},
		&cli.BoolFlag{Name: "ter-normalized", Usage: "TER: split punctuation off"},
		&cli.BoolFlag{Name: "ter-asian-support", Usage: "TER: Han and CJK punctuation too"},
		&cli.BoolFlag{Name: "ter-no-punct", Usage: "TER: without punctuation"},
		&cli.BoolFlag{Name: "ter-case-sensitive", Usage: "TER: do not ignore case"},
		&cli.StringFlag{Name: "rouge-tokenize", Value: string(evaluate.RougeUnicode), Usage: "ROUGE: unicode, rouge_score (drops all Hangul), char or whitespace"},
		&cli.StringFlag{Name: "from", Usage: "integrity: the source's `LANGUAGE`, ISO 639-1 (default: by file name, then detected)"},
		&cli.StringFlag{Name: "to", Usage: "integrity and lint: the hypotheses' `LANGUAGE` (default: by file name, then detected)"},
		&cli.BoolFlag{Name: "rouge-stem", Usage: "ROUGE: reduce English words to their stems"},
	}
}

func testFlags() []cli.Flag {
	return []cli.Flag{
		&cli.IntFlag{Name: "bootstrap", Usage: "resamples, or trials of --paired-test ar; `N` = 0 for none", DefaultText: "1000 with more than one system; 10000 trials"},
		&cli.StringFlag{Name: "paired-test", Value: string(evaluate.PairedBS), Usage: "bs (bootstrap) or ar (approximate randomization) against the first system"},
		&cli.Uint64Flag{Name: "seed", Value: 12345, Usage: "of the resamples; sacreBLEU's is 12345"},
		&cli.GenericFlag{Name: "confidence", Value: new(confidence), Usage: "confidence intervals for one system too, and beside --paired-test ar; --confidence=`LEVEL` for another level than 0.95"},
		&cli.BoolFlag{Name: "all-pairs", Usage: "test every two systems and sort them into clusters"},
		&cli.BoolFlag{Name: "holm", Usage: "correct P values for the number of comparisons"},
	}
}

func evaluateAction(c *cli.Context, sys system) error {
	if c.NArg() > 0 && !c.Generic("confidence").(*confidence).takes(c.Args().Slice()) {
		return fmt.Errorf("unexpected argument %q; name systems with --hyp, references with --ref", c.Args().First())
	}
	cfg, err := loadConfig(c)
	if err != nil {
		return err
	}
	format := c.String("format")
	if err := oneOf("format", format, report.Formats()); err != nil {
		return err
	}
	material, err := materialOf(c, cfg, sys)
	if err != nil {
		return err
	}
	defer material.close()
	request, set := material.request, material.set
	asking := &asking{c: c, cfg: cfg, sys: sys}
	plan, err := planOf(c, cfg, request, set, asking)
	if err != nil {
		return err
	}
	bounds, err := boundsOf(c.Generic("fail-under").(*repeated).values, plan.Metrics)
	if err != nil {
		return err
	}
	plan.Items = set.Items
	if material.parts != nil {
		if err := material.parts.Check(plan); err != nil {
			return err
		}
	}
	if c.IsSet("shard") {
		err := writePart(c, sys, material, plan)
		_, closeErr := asking.close(err)
		return errors.Join(err, closeErr)
	}
	shown := progressOf(c, sys)
	plan.Progress = shown.Set
	rep, err := plan.Run(c.Context)
	shown.Clear()
	spent, closeErr := asking.close(err)
	if err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	rep.Unaligned, rep.Asked = set.Unaligned, spent
	style, err := style(c, sys, sys.stdout)
	if err != nil {
		return err
	}
	options := report.Options{
		PerPaper: c.Bool("per-paper"), Buckets: c.Bool("buckets"), Segments: c.Bool("sentence-level"),
		Worst: c.Int("worst"), Style: style,
	}
	_, options.Width = terminal(sys.stdout)
	if err := result(c, sys, func(w io.Writer) error { return report.Write(w, format, rep, options) }); err != nil {
		return err
	}
	sayMisleading(c, sys, rep)
	return bounds.check(rep)
}

// sayMisleading prints what did not align and where scores mislead. A page and
// the machines' formats hold it too.
func sayMisleading(c *cli.Context, sys system, rep *evaluate.Report) {
	if c.Bool("quiet") {
		return
	}
	const most = 20
	for i, line := range rep.Unaligned {
		if i == most {
			fmt.Fprintf(sys.stderr, "sumtool: not aligned: %d more; --format json lists them\n", len(rep.Unaligned)-most)
			break
		}
		fmt.Fprintf(sys.stderr, "sumtool: not aligned: %s\n", term.OneLine(line))
	}
	for _, line := range rep.Warnings {
		fmt.Fprintf(sys.stderr, "sumtool: warning: %s\n", term.OneLine(line))
	}
}
