package hangul

import "slices"

// Slip is a syllable that a tokeniser very likely broke.
type Slip struct {
	Start, End         int // the syllable, by the offsets given to Append
	WordStart, WordEnd int // the run of syllables it stands in
	Wrong, Right       rune
	Confidence         float64 // log odds that Right was meant; above 0 means more likely than not
}

// search holds what a search needs, so that the next one need not allocate.
type search struct {
	logp       []float32
	chains     []chain
	links      [reach]chain // with a replacement
	candidates []candidate
	near       map[symbol][]symbol
	lattice    lattice
	changed    []symbol
	evidence   Evidence
}

type candidate struct {
	right rune
	gain  float32
}

// What makes a syllable worth a search, in nats: how surprising it must be
// itself, and how surprising it and the two that follow must be together, the
// second of them counted half. A search is dear and few syllables need one: the
// half leaves a third of the searches that a whole would, for the same slips.
const (
	surpriseAlone    = 1.2
	surpriseTogether = 13.5
	leastGain        = 4.0 // of log probability by the best neighbour
	fewest           = 4   // candidates that are read as words
	// How much a nat of the words' cost and an unknown syllable count against a
	// nat of log probability when the best neighbour is chosen.
	costRank    = 0.5
	unknownRank = 0.4
)

// Slips calls report for every syllable of the text whose best neighbour has
// log odds of at least least. The Slip is valid during the call only.
func (m *Model) Slips(t *Text, least float64, report func(*Slip)) {
	m.Evidence(t, func(e *Evidence) {
		if e.Confidence >= least {
			report(&e.Slip)
		}
	})
}

// Evidence calls report for every suspicious syllable of the text with the
// neighbour that the model prefers. The Evidence is valid during the call only.
func (m *Model) Evidence(t *Text, report func(*Evidence)) {
	if len(t.symbols) == 0 {
		return
	}
	if t.symbols[len(t.symbols)-1] != edge {
		end := int(t.ends[len(t.ends)-1])
		t.add(edge, end, end)
	}
	sy := t.symbols
	m.readChains(t)
	for start := 1; start < len(sy); start++ {
		if !sy[start].isSyllable() {
			continue
		}
		end := start
		for end < len(sy) && sy[end].isSyllable() {
			end++
		}
		m.searchRun(t, start, end, report)
		start = end
	}
}

// readChains finds the n-grams of the text and the probability of each symbol.
func (m *Model) readChains(t *Text) {
	g, sy := &m.ngrams, t.symbols
	chains := slices.Grow(t.search.chains[:0], len(sy))[:len(sy)]
	logp := append(t.search.logp[:0], 0)
	chains[0] = chain{n: 1}
	for i := 1; i < len(sy); i++ {
		g.readChain(&chains[i], &chains[i-1], sy, i)
		logp = append(logp, g.logProb(&chains[i], &chains[i-1], sy, i))
	}
	t.search.chains, t.search.logp = chains, logp
}

// searchRun looks at each syllable of a run and reports the best explanation.
func (m *Model) searchRun(t *Text, start, end int, report func(*Evidence)) {
	logp := t.search.logp
	best := &t.search.evidence
	found := false
	var bestRank float32
	var original reading
	haveOriginal := false
	// What is behind the part of an endless run that can be read tells nothing.
	for i := start; i < min(end, start+longestRun); i++ {
		alone := -logp[i]
		if alone < surpriseAlone {
			continue
		}
		if alone+surpriseBehind(logp, i) < surpriseTogether {
			continue
		}
		m.findCandidates(t, i)
		cs := t.search.candidates
		if len(cs) == 0 {
			continue
		}
		if !haveOriginal {
			original = m.readRun(t, start, end, t.symbols[start:end])
			haveOriginal = true
		}
		for k := range min(fewest, len(cs)) {
			e := m.weigh(t, start, end, i, cs, k, &original)
			if rank := e.Features[1] + costRank*e.Features[2] - unknownRank*e.Features[6]; !found || rank > bestRank {
				*best, bestRank = e, rank
				found = true
			}
		}
	}
	if found {
		best.Confidence = m.judge(&best.Features)
		best.WordStart, best.WordEnd = int(t.offsets[start]), int(t.ends[end-1])
		report(best)
	}
}

// surpriseBehind says how surprising what follows a syllable is, in nats.
func surpriseBehind(logp []float32, i int) float32 {
	sum := float32(0)
	if i+1 < len(logp) {
		sum -= logp[i+1]
	}
	if i+2 < len(logp) {
		sum -= logp[i+2] / 2
	}
	return sum
}

// findCandidates lists the neighbours of a syllable that make the text more
// probable, the best first, in t.search.candidates.
func (m *Model) findCandidates(t *Text, i int) {
	sy, logp := t.symbols, t.search.logp
	was := sy[i]
	cs := t.search.candidates[:0]
	last := min(i+order, len(sy))
	var old float32
	for k := i; k < last; k++ {
		old += logp[k]
	}
	pairs := &m.ngrams.tables[2]
	behind := extend(0, sy[i+1])
	rest := m.leastCosts(t, i)
	floor := float32(leastGain)
	for _, s := range m.neighbours(t, was) {
		left, right := pairs.find(extend(extend(0, s), sy[i-1])), pairs.find(extend(behind, s))
		if left == noCell && right == noCell {
			continue
		}
		sy[i] = s
		gain := m.gain(t, i, left, right, old, floor, &rest)
		if gain < floor {
			continue
		}
		at := len(cs)
		cs = append(cs, candidate{})
		for at > 0 && cs[at-1].gain < gain {
			cs[at] = cs[at-1]
			at--
		}
		cs[at] = candidate{s.rune(), gain}
		if len(cs) > fewest {
			cs = cs[:fewest]
			floor = cs[fewest-1].gain
		}
	}
	sy[i] = was
	t.search.candidates = cs
}

// neighbours lists the neighbours of a syllable that the model knows. Texts ask
// for the same ones again and again.
func (m *Model) neighbours(t *Text, s symbol) []symbol {
	near, ok := t.search.near[s]
	if !ok {
		var all [maxNeighbours]rune
		for _, r := range AppendNeighbours(all[:0], s.rune()) {
			if n := symbolOf(r); m.ngrams.unigrams[2*int(n)] < m.ngrams.unseen {
				near = append(near, n)
			}
		}
		if t.search.near == nil {
			t.search.near = map[symbol][]symbol{}
		}
		t.search.near[s] = near
	}
	return near
}

// leastCosts bounds from below, in nats, what the symbols from each distance
// behind sy[i] on cost, whatever stands there: those with an n-gram too short to
// reach back to it cost no less than it says.
func (m *Model) leastCosts(t *Text, i int) (rest [order + 1]float32) {
	for d := order - 1; d >= 1; d-- {
		rest[d] = rest[d+1]
		if i+d < len(t.symbols) {
			if c := &t.search.chains[i+d]; int(c.n) < d {
				rest[d] += step * float32(m.ngrams.cell(c, t.symbols, i+d, int(c.n)).cost())
			}
		}
	}
	return rest
}

// gain returns by how much sy[i], which was replaced, makes the text more
// probable than it was with a log probability of old for the symbols that
// depend on it, and cost rest at least; left and right are the cells of its
// bigrams. It returns any smaller number if that is less than floor.
//
// A replacement must be known between the symbols beside it, or at least
// together with two of them on one side: others hardly ever win, and count
// as hopeless.
func (m *Model) gain(t *Text, i int, left, right cell, old, floor float32, rest *[order + 1]float32) float32 {
	const hopeless = -1e9
	const slack = 0.01 // for rounding: the bounds add up in another order
	sy, chains := t.symbols, t.search.chains
	if left == noCell && i+2 >= len(sy) {
		return hopeless
	}
	g := &m.ngrams
	unigram := g.unigram(sy[i])
	least := rest[1]
	if right == noCell {
		least += step * float32(g.unigram(sy[i+1]).cost()+unigram.weight())
	}
	if -old-least < floor-slack {
		return hopeless
	}
	var links [order]chain // of the symbols from i on: the n-grams that reach back to it
	c := &links[0]
	c.n = 1
	c.set(1, unigram)
	if left != noCell {
		c.n = 2
		c.set(2, left)
		g.grow(c, &chains[i-1], sy, i)
	}
	gain := -old + g.logProb(c, &chains[i-1], sy, i)
	if right == noCell && c.n < 3 || gain-least < floor-slack {
		return hopeless
	}
	for d := 1; d < order && i+d < len(sy); d++ {
		if gain-rest[d] < floor-slack {
			return hopeless
		}
		// What does not reach back to i is as it was.
		prev := c
		c = &links[d]
		*c = chains[i+d]
		c.n = min(c.n, int8(d))
		c.known &= 1<<(d+1) - 1
		if d == 1 && right != noCell {
			c.n = 2
			c.set(2, right)
		}
		if int(c.n) >= d && (d > 1 || right != noCell) {
			g.grow(c, prev, sy, i+d)
		}
		if d == 2 && left == noCell && c.n < 3 {
			return hopeless
		}
		gain += g.logProb(c, prev, sy, i+d)
	}
	return gain
}

// readRun reads a run of syllables as words.
func (m *Model) readRun(t *Text, start, end int, run []symbol) reading {
	if len(run) > longestRun {
		run = run[:longestRun]
	}
	before, after := afterBlank, beforeBlank
	switch t.symbols[start-1] {
	case latin, shut, other:
		before = afterLatin
	case number:
		before = afterNumber
	}
	if t.symbols[end] == latin {
		after = beforeLatin
	}
	return m.words.read(&t.search.lattice, run, before, after)
}
