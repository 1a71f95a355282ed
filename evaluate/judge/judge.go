// Package judge has models rate translations and summaries without references.
//
// It knows how to ask for a rating or for marked errors, how to read answers
// strictly, how to repeat and remember them, and how to make a metric of them.
// It must not know files, flags or how reports look. An answer that cannot be
// read is counted and never scored; an error whose span stands in neither text
// is dropped and counted.
package judge

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
)

// Pair is what a judge sees: a text and what it was made from.
type Pair struct{ Source, Target string }

// Verdict is what the votes on a pair have come to.
type Verdict struct {
	Score   float64 // mean of the valid votes, on the scheme's scale; NaN if none is valid
	Spread  float64 // standard deviation of the valid votes
	Valid   int     // votes that could be read
	Invalid int     // votes that could not, after a second try
	Dropped int     // errors whose span stands in neither text, over all votes
	Errors  []TranslationError
}

// Judge asks one model.
type Judge struct {
	Client      llm.Client
	Endpoint    string // base URL, for the memory
	Model       string
	Memory      memory.Memory
	From, To    string  // languages of source and target, ISO 639-1
	Votes       int     // answers for each pair; 1 if 0
	Temperature float64 // 0 for the most likely answer
	Seed        int     // of the first vote; the others count on
	Concurrency int     // requests at a time; 1 if 0
}

// Rate judges the pairs by a scheme, each different one once. done, if not nil,
// is called after each. An error is one of the endpoint or the memory.
func (j *Judge) Rate(ctx context.Context, s Scheme, pairs []Pair, done func()) (map[Pair]Verdict, error) {
	verdicts := make(map[Pair]Verdict, len(pairs))
	var mu sync.Mutex
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(max(j.Concurrency, 1))
	seen := make(map[Pair]bool, len(pairs))
	for _, p := range pairs {
		if seen[p] {
			continue
		}
		seen[p] = true
		g.Go(func() error {
			v, err := j.pair(ctx, s, p)
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			verdicts[p] = v
			if done != nil {
				done()
			}
			return nil
		})
	}
	return verdicts, g.Wait()
}

// pair collects the votes on one pair.
func (j *Judge) pair(ctx context.Context, s Scheme, p Pair) (Verdict, error) {
	v := Verdict{}
	var scores []float64
	for n := range max(j.Votes, 1) {
		b, err := j.vote(ctx, s, p, n)
		if err != nil {
			return v, err
		}
		if b == nil {
			v.Invalid++
			continue
		}
		scores = append(scores, b.score)
		v.Dropped += b.dropped
		if v.Errors == nil {
			v.Errors = b.errors
		}
	}
	v.Valid = len(scores)
	v.Score, v.Spread = meanAndSpread(scores)
	return v, nil
}

// ballot is one vote that could be read.
type ballot struct {
	score   float64
	errors  []TranslationError
	dropped int
}

// vote returns one vote, nil if it cannot be read. An answer that cannot be read
// is asked for once more, with another seed.
func (j *Judge) vote(ctx context.Context, s Scheme, p Pair, n int) (*ballot, error) {
	for try := range 2 {
		seed := j.Seed + n + try*retrySeed
		key := j.key(s, p, seed)
		if rec, ok := j.Memory.Get(key); ok {
			if rec.Failed == "" {
				if b, err := s.read(rec.Target, p); err == nil {
					return b, nil
				}
			}
			continue // remembered as unreadable
		}
		res, err := j.Client.Complete(ctx, j.request(s, p, seed))
		if err != nil {
			if llm.Stops(err) || ctx.Err() != nil {
				return nil, err
			}
			continue
		}
		rec := memory.Record{Key: key, Task: string(s), From: j.From, To: j.To, Source: p.Target, Target: res.Text,
			Model: res.Model, Prompt: res.Usage.Prompt, Completion: res.Usage.Completion}
		b, err := s.read(res.Text, p)
		if err != nil {
			rec.Target, rec.Failed = "", err.Error()
		}
		if err := j.Memory.Put(rec); err != nil {
			return nil, err
		}
		if b != nil {
			return b, nil
		}
	}
	return nil, nil
}

// retrySeed is added to a seed for a second try: far from all votes' own.
const retrySeed = 1 << 20

func (j *Judge) key(s Scheme, p Pair, seed int) memory.Key {
	context, err := json.Marshal(p.Source)
	if err != nil {
		panic(fmt.Sprintf("hash a pair: %v", err)) // a string: cannot fail
	}
	return memory.Parts{Task: string(s), Endpoint: j.Endpoint, Model: j.Model, Prompt: s.version(), From: j.From, To: j.To,
		Params:  "t=" + strconv.FormatFloat(j.Temperature, 'g', -1, 64) + " seed=" + strconv.Itoa(seed),
		Context: string(context), Text: p.Target}.Key()
}

func meanAndSpread(scores []float64) (mean, spread float64) {
	if len(scores) == 0 {
		return math.NaN(), 0
	}
	for _, s := range scores {
		mean += s
	}
	mean /= float64(len(scores))
	for _, s := range scores {
		spread += (s - mean) * (s - mean)
	}
	return mean, math.Sqrt(spread / float64(len(scores)))
}
