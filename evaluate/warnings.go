package evaluate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/wording"
)

// fewSegments is under how many segments intervals and tests mean little.
const fewSegments = 30

// warnings says where the scores mislead.
func (t *tally) warnings(p *Plan, r *Report) []string {
	var out []string
	warn := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	t.warnTexts(p, warn)
	if p.Test != nil && t.segments < fewSegments {
		warn("%s: fewer than %d, so that intervals and P values are rough", wording.Count(t.segments, "segment"), fewSegments)
	}
	for s := range r.Systems[1:] {
		var same []string
		for m := range p.Metrics {
			if r.Systems[s+1].Scores[m].Identical {
				same = append(same, p.Metrics[m].Info().Name)
			}
		}
		if len(same) == len(p.Metrics) {
			warn("%s and %s are identical by every metric, segment by segment", r.Systems[s+1].Name, r.Systems[0].Name)
		} else if len(same) > 0 {
			warn("%s and %s are identical by %s, segment by segment", r.Systems[s+1].Name, r.Systems[0].Name, strings.Join(same, ", "))
		}
	}
	for m, metric := range p.Metrics {
		if w, ok := metric.(misleading); ok {
			for s := range r.Systems {
				for _, text := range w.misleads(r.Systems[s].Scores[m], t) {
					if line := metric.Info().Name + ": " + text; !slices.Contains(out, line) {
						out = append(out, line)
					}
				}
			}
		}
	}
	return out
}

// misleading is implemented by metrics that know when their score misleads.
type misleading interface {
	// misleads says why one system's score misleads, a reason a line, each of
	// them the same for all systems that it holds for.
	misleads(s Score, t *tally) []string
}

func (t *tally) warnTexts(p *Plan, warn func(format string, args ...any)) {
	for s, n := range t.empty {
		if n > 0 {
			warn("%s: %s without any text", p.Systems[s].Name, wording.Count(n, "segment"))
		}
	}
	if t.emptyRefs > 0 {
		warn("%s with an empty reference", wording.Count(t.emptyRefs, "segment"))
	}
	if t.decomposed > 0 {
		warn("%s not in Unicode's form NFC: the same syllables written as letters do not match; normalise the files", wording.Count(t.decomposed, "segment"))
	}
}

func (m *BLEU) misleads(s Score, t *tally) []string {
	var out []string
	for _, p := range s.Parts {
		if p.Name != "totals" {
			continue
		}
		totals := p.Value.([]float64)
		if last := len(totals) - 1; totals[last] == 0 && !m.o.EffectiveOrder {
			out = append(out, fmt.Sprintf("no segment is long enough for a single %d-gram, so that the score is 0 however good the text; use chrF, or --effective-order", last+1))
		}
	}
	if m.o.Tokenize == "none" && t.hangul > 0 {
		out = append(out, "the tokenizer none leaves particles and punctuation on Korean words, so that few words match; use 13a, intl or char, or chrF")
	}
	return out
}

func (m rouge) misleads(_ Score, t *tally) []string {
	if m.options.Tokenizer == RougeScore && t.hangul > 0 {
		return []string{"rouge_score's tokenizer drops all Hangul: the score is of Latin letters and digits alone; use --rouge-tokenize unicode"}
	}
	return nil
}
