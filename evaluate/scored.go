package evaluate

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/sumtool/sumtool/internal/shard"
)

// Statistics of segments can be computed by several processes, each for a part of
// the segments, and put together by one. A part is JSON Lines: a header, then a
// segment a line with its texts and statistics. The segments are dealt out like
// cards, so that putting them together reads all parts in turn and keeps none.

// PartHeader is the first line of a part: what was scored, and how. Parts go
// together if their headers differ in nothing but the shard.
type PartHeader struct {
	Format     string       `json:"format"` // partFormat
	Shard      string       `json:"shard"`
	Systems    []PartSystem `json:"systems"`
	References []string     `json:"references"` // paths
	Source     string       `json:"source"`     // path
	Digests    bool         `json:"digests"`
	Metrics    []string     `json:"metrics"` // signatures
	Unaligned  []string     `json:"unaligned"`
}

// PartSystem is a system's name and path.
type PartSystem struct {
	Name string `json:"name"`
	Path string `json:"path"`
}

const partFormat = "sumtool evaluate part 1"

// partLine is one segment.
type partLine struct {
	ID         string    `json:"id"`
	Paper      *Paper    `json:"paper,omitempty"`
	Source     string    `json:"source,omitempty"`
	Context    string    `json:"context,omitempty"`
	References []string  `json:"refs,omitempty"`
	Hypotheses []string  `json:"hyps"`
	Statistics []float64 `json:"stats"`
}

// signatures tell the plan's metrics apart, whatever is resampled later.
func (p *Plan) signatures() (all []string) {
	for _, m := range p.Metrics {
		all = append(all, m.Info().Key+"|"+FormatSignature(m, Conditions{}, false))
	}
	return all
}

// WritePart scores the shard's segments and writes them as a part. The header's
// shard and metrics are filled in.
func (p *Plan) WritePart(ctx context.Context, w io.Writer, s shard.Shard, h PartHeader) error {
	out := bufio.NewWriterSize(w, 1<<16)
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	h.Format, h.Shard, h.Metrics = partFormat, s.String(), p.signatures()
	if err := e.Encode(h); err != nil {
		return err
	}
	all := p.Items
	dealt := *p
	dealt.Items = func(yield func(Item, error) bool) {
		n := 0
		for item, err := range all {
			if (err != nil || s.Whole() || n%s.Of == s.Index) && !yield(item, err) {
				return
			}
			n++
		}
	}
	items, err := dealt.asked(ctx)
	if err != nil {
		return err
	}
	var failed error
	_, err = Collect(ctx, Collection{Metrics: p.Metrics, Systems: len(p.Systems), Jobs: p.Jobs, Take: func(s Scored) {
		if failed == nil {
			failed = e.Encode(partLine{s.ID, s.Paper, s.Source, s.Context, s.References, s.Hypotheses, s.stats})
		}
	}}, items)
	return errors.Join(err, failed, out.Flush())
}

// Parts are the parts of one evaluation, opened.
type Parts struct {
	Header PartHeader
	names  []string
	lines  []*bufio.Reader
	at     []int // lines read
}

// OpenParts reads the headers. All shards must be there, in any order; names are
// for errors.
func OpenParts(names []string, in []io.Reader) (*Parts, error) {
	p := &Parts{names: make([]string, len(in)), lines: make([]*bufio.Reader, len(in)), at: make([]int, len(in))}
	for i, r := range in {
		b := bufio.NewReaderSize(r, 1<<16)
		line, err := b.ReadBytes('\n')
		var h PartHeader
		if err != nil || json.Unmarshal(line, &h) != nil || h.Format != partFormat {
			return nil, fmt.Errorf("%s:1: no part of an evaluation; `sumtool evaluate --shard i/n` makes parts", names[i])
		}
		s, err := shard.Parse(h.Shard)
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s:1: %w", names[i], err)
		case max(s.Of, 1) != len(in):
			return nil, fmt.Errorf("%s: is part %s, and %d are given; give all parts", names[i], h.Shard, len(in))
		case p.lines[s.Index] != nil:
			return nil, fmt.Errorf("%s: is part %s, as %s is", names[i], h.Shard, p.names[s.Index])
		}
		p.names[s.Index], p.lines[s.Index] = names[i], b
		h.Shard = ""
		if i == 0 {
			p.Header = h
		} else if !sameHeader(p.Header, h) {
			return nil, fmt.Errorf("%s: was made from other inputs or with other options than %s", names[i], names[0])
		}
	}
	return p, nil
}

func sameHeader(a, b PartHeader) bool {
	return slices.Equal(a.Systems, b.Systems) && slices.Equal(a.References, b.References) && a.Source == b.Source && a.Digests == b.Digests &&
		slices.Equal(a.Metrics, b.Metrics) && slices.Equal(a.Unaligned, b.Unaligned)
}

// Check reports whether the parts were scored with the plan's metrics.
func (p *Parts) Check(plan *Plan) error {
	for i, want := range plan.signatures() {
		if i >= len(p.Header.Metrics) || p.Header.Metrics[i] != want {
			return fmt.Errorf("the parts were scored with other metrics or options; now %s, then %q", want, p.Header.Metrics)
		}
	}
	if n := len(plan.Metrics); n != len(p.Header.Metrics) {
		return fmt.Errorf("the parts were scored with %d metrics, and %d are asked for", len(p.Header.Metrics), n)
	}
	return nil
}

// Items yields the segments in their order, with their statistics.
func (p *Parts) Items() iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		papers := map[string]*Paper{}
		for n := 0; ; n++ {
			part := n % len(p.lines)
			item, err := p.next(part, papers)
			if errors.Is(err, io.EOF) {
				if err := p.ended(part); err != nil {
					yield(Item{}, err)
				}
				return
			}
			if !yield(item, err) || err != nil {
				return
			}
		}
	}
}

func (p *Parts) next(part int, papers map[string]*Paper) (Item, error) {
	line, err := p.lines[part].ReadBytes('\n')
	if err == io.EOF && len(line) > 0 {
		return Item{}, fmt.Errorf("%s: the last line is cut; make the part again", p.names[part])
	}
	if err != nil {
		return Item{}, err
	}
	p.at[part]++
	var l partLine
	if err := json.Unmarshal(line, &l); err != nil {
		return Item{}, fmt.Errorf("%s:%d: not a segment of a part: %w", p.names[part], p.at[part]+1, err)
	}
	item := Item{Segment: Segment{Source: l.Source, Context: l.Context, References: l.References}, ID: l.ID, Hypotheses: l.Hypotheses, Statistics: l.Statistics}
	if l.Paper != nil { // the same pointer for all segments of a paper
		if papers[l.Paper.Key] == nil {
			papers[l.Paper.Key] = l.Paper
		}
		item.Paper = papers[l.Paper.Key]
	}
	return item, nil
}

// ended makes sure that no part goes on when one has ended.
func (p *Parts) ended(first int) error {
	for i := range p.lines {
		if _, err := p.lines[i].Peek(1); err == nil {
			return fmt.Errorf("%s ends too early: %s goes on; make the part again", p.names[first], p.names[i])
		}
	}
	return nil
}
