package abstracts

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"golang.org/x/time/rate"
)

// Fetcher gets abstracts from the network: from Hugging Face's papers API and,
// for those that it does not have, from arXiv. One connection each, at the pace
// that the services ask for; what was fetched once is never asked for again.
type Fetcher struct {
	HuggingFace string // base address; [HuggingFace] if empty
	ArXiv       string // base address; [ArXiv] if empty
	Agent       string // the program's name and version for the services
	Memory      string // file that remembers abstracts; "" remembers nothing

	// Progress, if set, is called after each answer with the number of
	// abstracts that are settled.
	Progress func(settled int)

	unhurried bool // tests wait for nothing
}

// Fetch returns the abstracts of the papers, as far as they can be had. Those
// that no source has are missing in the result. An error of a source ends the
// run; what was fetched until then is remembered and returned.
func (f *Fetcher) Fetch(ctx context.Context, ids []string) (map[string]Abstract, error) {
	m, err := openMemory(f.Memory)
	if err != nil {
		return nil, err
	}
	defer m.close()
	found := map[string]Abstract{}
	var missing []string
	for _, id := range ids {
		if a, ok := m.known[id]; ok {
			found[id] = a
		} else if !slices.Contains(missing, id) {
			missing = append(missing, id)
		}
	}
	keep := func(a Abstract) error {
		found[a.ArXivID] = a
		return m.add(a)
	}
	missing, err = f.askHuggingFace(ctx, missing, keep)
	if err != nil {
		return found, err
	}
	return found, f.askArXiv(ctx, missing, keep)
}

func (f *Fetcher) askHuggingFace(ctx context.Context, ids []string, keep func(Abstract) error) (missing []string, err error) {
	p := f.polite(huggingFacePace)
	for i, id := range ids {
		a, found, err := fromHuggingFace(ctx, p, base(f.HuggingFace, HuggingFace), id)
		if err != nil {
			if ctx.Err() != nil {
				return nil, err
			}
			return ids[i:], nil // arXiv has the rest
		}
		if !found {
			missing = append(missing, id)
			continue
		}
		if err := keep(a); err != nil {
			return nil, err
		}
		f.report(i + 1 - len(missing))
	}
	return missing, nil
}

func (f *Fetcher) askArXiv(ctx context.Context, ids []string, keep func(Abstract) error) error {
	p := f.polite(arXivPace)
	for batch := range slices.Chunk(ids, arXivBatch) {
		found, err := fromArXiv(ctx, p, base(f.ArXiv, ArXiv), batch)
		if err != nil {
			return fmt.Errorf("get abstracts from arXiv: %w", err)
		}
		for _, id := range batch {
			if a, ok := found[id]; ok {
				if err := keep(a); err != nil {
					return err
				}
			}
		}
		f.report(len(ids))
	}
	return nil
}

func (f *Fetcher) report(n int) {
	if f.Progress != nil {
		f.Progress(n)
	}
}

func (f *Fetcher) polite(pace time.Duration) *polite {
	client := &http.Client{Timeout: time.Minute, CheckRedirect: sameHost}
	p := &polite{client: client, agent: f.Agent, pace: rate.NewLimiter(rate.Every(pace), 1), pause: sleep}
	if f.unhurried {
		p.pace = rate.NewLimiter(rate.Inf, 1)
		p.pause = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	}
	return p
}

// sameHost follows redirects of a service to itself, by TLS for one. Nobody else
// is told which papers are read.
func sameHost(to *http.Request, via []*http.Request) error {
	if to.URL.Hostname() != via[0].URL.Hostname() || len(via) >= 5 {
		return &redirectError{to.URL.Scheme + "://" + to.URL.Host}
	}
	return nil
}

func base(configured, standard string) string {
	if configured == "" {
		return standard
	}
	return strings.TrimRight(configured, "/")
}
