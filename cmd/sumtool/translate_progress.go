package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/evaluate/embedding"
	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/internal/wording"
	"github.com/sumtool/sumtool/translate"
)

// showProgress adds to what a translator notifies a display of bullets, tokens
// and cost. What there is to do is planned twice for it, which costs little.
func showProgress(c *cli.Context, sys system, t *translate.Translator, files []translate.File) *term.Progress {
	p := progressOf(c, sys)
	if p == nil {
		return nil
	}
	total, done := 0, 0
	for _, e := range t.Estimate(files) {
		total += e.Ask
	}
	also := t.Notify
	t.Notify = func(e translate.Event) {
		if also != nil {
			also(e)
		}
		if e.Kind != translate.SegmentEvent {
			return
		}
		done++
		p.Set("bullets", done, total)
		s := t.Spent()
		note := fmt.Sprintf("(%d tokens", s.Usage.Total())
		if s.Cost > 0 {
			note += fmt.Sprintf(", $%.4f", s.Cost)
		}
		p.Note(note + ")")
	}
	return p
}

// backTranslate sends the finished editions back and says how much comes back.
func backTranslate(c *cli.Context, sys system, t *translate.Translator, space *embedding.Space, r *translate.Report) error {
	chrf, err := evaluate.NewCHRF(evaluate.DefaultCHRF)
	if err != nil {
		return err
	}
	scorer, stats := chrf.NewScorer(), make([]float64, chrf.Width())
	by := translate.Comparison{
		ChrF: func(text, reference string) float64 {
			if err := scorer.Prepare(evaluate.Segment{References: []string{reference}}); err != nil {
				return 0
			}
			scorer.Statistics(text, stats)
			return chrf.Score(stats, evaluate.Exact)
		},
		Cosines: func(ctx context.Context, pairs [][2]string) ([]float64, string, error) {
			if space == nil {
				return nil, "no embedding model is named", nil
			}
			return space.Beside(ctx, pairs, nil)
		},
	}
	err = t.Back(c.Context, r, by)
	if err == nil && !c.Bool("quiet") {
		trip := r.RoundTrip
		line := fmt.Sprintf("round trip of %s: chrF %.1f", wording.Count(trip.Bullets, "bullet"), trip.ChrF)
		if trip.Cosine != nil {
			line += fmt.Sprintf(" and cosine %.2f", *trip.Cosine)
		}
		line += fmt.Sprintf(" on average, %d low, %d with numbers or names lost", trip.Low, trip.Lost)
		if space != nil && trip.Note != "" {
			line += "; without cosines: " + trip.Note
		}
		fmt.Fprintf(sys.stderr, "sumtool: %s\n", term.OneLine(line))
	}
	return err
}
