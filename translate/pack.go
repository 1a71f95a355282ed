package translate

import (
	"fmt"

	"github.com/sumtool/sumtool/internal/llm"
)

// Sizes of a request. A paper that has more is asked for in parts; papers of
// which a single segment is left share a request.
const (
	maxSegments = 12
	maxTokens   = 1500 // estimated, of the texts
	maxTerms    = 30   // glossary entries that go along
)

// pack distributes the segments that must be asked for over calls.
func (t *Translator) pack(j *job) {
	var papers []*call
	for _, s := range j.segments {
		if s.state != "" {
			continue
		}
		n := len(papers)
		if n == 0 || papers[n-1].segments[0].paper != s.paper || !papers[n-1].fits(s) {
			papers = append(papers, &call{job: j, title: s.title})
			n++
		}
		papers[n-1].segments = append(papers[n-1].segments, s)
	}
	var shared *call
	for _, c := range papers {
		if len(c.segments) > 1 {
			j.calls = append(j.calls, c)
			continue
		}
		if shared == nil || !shared.fits(c.segments[0]) {
			shared = c
			j.calls = append(j.calls, c)
			continue
		}
		shared.share(c)
	}
}

// fits reports whether a call may take another segment.
func (c *call) fits(s *segment) bool {
	tokens := llm.EstimateTokens(s.text)
	for _, o := range c.segments {
		tokens += llm.EstimateTokens(o.text)
	}
	return len(c.segments) < maxSegments && tokens <= maxTokens
}

// share takes in the segment of another paper. The titles then go along as
// context, each with the ids of its paper.
func (c *call) share(o *call) {
	if c.context == "" {
		c.context = titleOf(c.segments[0])
		c.title = ""
	}
	c.context += "\n" + titleOf(o.segments[0])
	c.segments = append(c.segments, o.segments...)
}

func titleOf(s *segment) string {
	return fmt.Sprintf("p%d: %s", s.paper+1, s.title)
}
