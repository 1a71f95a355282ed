package hangul

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
	candidates []candidate
	neighbours []rune
	lattice    lattice
	changed    []symbol
	evidence   Evidence
}

type candidate struct {
	right rune
	gain  float32
}

// What makes a syllable worth a search, in nats: how surprising it must be
// itself, and how surprising it and the two that follow must be together.
const (
	surpriseAlone    = 3.0
	surpriseTogether = 11.0
	leastGain        = 4.0 // of log probability by the best neighbour
	fewest           = 4   // candidates that are read as words
)

// NumFeatures is the length of Evidence.Features.
const NumFeatures = 28

// Solid is the index of the feature that is 1 where the text as it stands
// consists of words that people write.
const Solid = 13

// Evidence is what speaks for and against the best neighbours of one syllable.
type Evidence struct {
	Slip
	Byte     Byte
	Features [NumFeatures]float32
}

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
	logp := t.search.logp[:0]
	logp = append(logp, 0)
	for i := 1; i < len(sy); i++ {
		logp = append(logp, m.ngrams.logProb(sy, i))
	}
	t.search.logp = logp
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

// searchRun looks at each syllable of a run and reports the best explanation.
func (m *Model) searchRun(t *Text, start, end int, report func(*Evidence)) {
	logp := t.search.logp
	best := &t.search.evidence
	found := false
	var original reading
	haveOriginal := false
	for i := start; i < end; i++ {
		alone := -logp[i]
		if alone < surpriseAlone {
			continue
		}
		together := alone
		for k := i + 1; k < i+3 && k < len(logp); k++ {
			together -= logp[k]
		}
		if together < surpriseTogether {
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
			if !found || e.Confidence > best.Confidence {
				*best = e
				found = true
			}
		}
	}
	if found {
		best.WordStart, best.WordEnd = int(t.offsets[start]), int(t.ends[end-1])
		report(best)
	}
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
	t.search.neighbours = AppendNeighbours(t.search.neighbours[:0], was.rune())
	floor := float32(leastGain)
	for _, r := range t.search.neighbours {
		s := symbolOf(r)
		// A neighbour that is known neither after what precedes nor before what
		// follows cannot win.
		if m.ngrams.find(extend(extend(0, s), sy[i-1])) == noGram && m.ngrams.find(extend(extend(0, sy[i+1]), s)) == noGram {
			continue
		}
		sy[i] = s
		gain := -old
		for k := i; k < last; k++ {
			gain += m.ngrams.logProb(sy, k)
			if gain < floor {
				break
			}
		}
		if gain < floor {
			continue
		}
		at := len(cs)
		cs = append(cs, candidate{})
		for at > 0 && cs[at-1].gain < gain {
			cs[at] = cs[at-1]
			at--
		}
		cs[at] = candidate{r, gain}
		if len(cs) > fewest {
			cs = cs[:fewest]
			floor = cs[fewest-1].gain
		}
	}
	sy[i] = was
	t.search.candidates = cs
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

// weigh gathers the features of one candidate and what they say.
func (m *Model) weigh(t *Text, start, end, i int, cs []candidate, k int, original *reading) Evidence {
	c := cs[k]
	sy, logp := t.symbols, t.search.logp
	run := append(t.search.changed[:0], sy[start:end]...)
	run[i-start] = symbolOf(c.right)
	t.search.changed = run
	better := m.readRun(t, start, end, run)

	wrong := sy[i].rune()
	which, _ := Differs(wrong, c.right)
	e := Evidence{Byte: which}
	e.Start, e.End = int(t.offsets[i]), int(t.ends[i])
	e.Wrong, e.Right = wrong, c.right

	window := float32(0)
	last := min(i+order, len(sy))
	for j := i; j < last; j++ {
		window += logp[j]
	}
	perSymbol := window / float32(last-i)
	cost := float32(original.cost-better.cost) * CostUnit / 700
	rival := float32(0)
	if k == 0 && len(cs) > 1 {
		rival = cs[0].gain - cs[1].gain
	} else if k > 0 {
		rival = c.gain - cs[0].gain
	}
	f := &e.Features
	f[0] = 1
	f[1] = min(c.gain, 40) / 10
	f[2] = max(-10, min(cost, 20)) / 10
	f[3] = flag(original.unknown > 0)
	f[4] = float32(min(original.unknown, 6)) / 3
	f[5] = flag(better.unknown > 0)
	f[6] = float32(min(better.unknown, 6)) / 3
	f[7] = flag(original.unknown == 0 && original.obscure > 0)
	f[8] = flag(better.obscure > 0)
	f[9] = step * float32(m.ngrams.unigrams[2*int(sy[i])]) / 10
	f[10] = step * float32(m.ngrams.unigrams[2*int(symbolOf(c.right))]) / 10
	f[11] = flag(which == MiddleByte)
	f[12] = flag(which == FirstByte)
	f[Solid] = flag(original.solid())
	f[14] = f[Solid] * f[1]
	f[15] = f[7] * f[1]
	f[16] = -perSymbol / 5
	f[17] = -(window + c.gain) / float32(last-i) / 5
	f[18] = float32(original.cost) * CostUnit / 700 / float32(end-start) / 5
	f[19] = min(rival, 15) / 10
	f[20] = float32(int(original.pieces)-int(better.pieces)) / 3
	f[21] = float32(min(original.shards, 4))
	f[22] = f[Solid] * f[2]
	f[23] = float32(better.known) / float32(end-start)
	f[24] = float32(min(better.shards, 4))
	f[25] = flag(better.solid())
	f[26] = flag(end-start == 1)
	f[27] = f[3] * f[1]
	for j, w := range m.weights {
		e.Confidence += float64(w * f[j])
	}
	return e
}

func flag(b bool) float32 {
	if b {
		return 1
	}
	return 0
}
