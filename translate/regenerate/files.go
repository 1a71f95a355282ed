package regenerate

import (
	"context"

	"golang.org/x/sync/errgroup"

	"github.com/sumtool/sumtool/internal/digest"
)

// File is a digest with the papers of it to write anew, in their order.
type File struct {
	Document *digest.Document
	Jobs     []Job
}

// Result is what became of a file.
type Result struct {
	Document *digest.Document
	After    []byte    // the digest with all accepted summaries
	Papers   []Outcome // by job
}

// Files writes the papers of several files, some at a time. done, if not nil, is
// called after each paper. With an error, which is one of the endpoint or the
// memory, the results hold what was accepted until then.
func (r *Regenerator) Files(ctx context.Context, files []File, concurrency int, done func()) ([]Result, error) {
	results := make([]Result, len(files))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(max(concurrency, 1))
	for i, f := range files {
		results[i] = Result{Document: f.Document, Papers: make([]Outcome, len(f.Jobs))}
		for k, j := range f.Jobs {
			g.Go(func() error {
				out, err := r.Paper(ctx, j)
				results[i].Papers[k] = out
				if done != nil {
					done()
				}
				return err
			})
		}
	}
	err := g.Wait()
	for i, f := range files {
		var accepted []Summary
		for k, out := range results[i].Papers {
			if out.Bullets != nil {
				accepted = append(accepted, Summary{f.Jobs[k].Paper, out.Bullets})
			}
		}
		results[i].After = f.Document.Source
		if accepted != nil {
			results[i].After = replace(f.Document, f.Jobs[0].Style, accepted...)
		}
	}
	return results, err
}
