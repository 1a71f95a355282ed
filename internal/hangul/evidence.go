package hangul

// mecabNat is what mecab's costs count a nat of log probability.
const mecabNat = 700

// NumFeatures is the length of Evidence.Features.
const NumFeatures = 44

// Features that the generator looks at: how much cheaper the neighbour reads as
// words, in nats, and whether the text as it stands consists of words that
// people write.
const (
	Gain     = 0
	CostGain = 1
	Solid    = 2
)

// Evidence is what speaks for and against the best neighbours of one syllable.
type Evidence struct {
	Slip
	Features [NumFeatures]float32
}

// weigh gathers the features of one candidate.
func (m *Model) weigh(e *Evidence, t *Text, start, end, i int, cs []candidate, k int, original *reading) {
	c := cs[k]
	sy, logp, chains := t.symbols, t.search.logp, t.search.chains
	run := append(t.search.changed[:0], sy[start:end]...)
	run[i-start] = symbolOf(c.right)
	t.search.changed = run
	better := m.readRun(t, start, end, run)

	wrong := sy[i].rune()
	which, _ := Differs(wrong, c.right)
	e.Slip = Slip{Start: int(t.offsets[i]), End: int(t.ends[i]), Wrong: wrong, Right: c.right}

	window, reach := float32(0), 0
	last := min(i+order, len(sy))
	for j := i; j < last; j++ {
		window += logp[j]
		reach += int(chains[j].n)
	}
	rival := float32(0)
	if k == 0 && len(cs) > 1 {
		rival = cs[0].gain - cs[1].gain
	} else if k > 0 {
		rival = c.gain - cs[0].gain
	}
	size := float32(end - start)
	e.Features = [NumFeatures]float32{
		Gain:     c.gain,
		CostGain: nats(original.cost - better.cost),
		Solid:    flag(original.solid()),
		3:        flag(better.solid()),
		4:        float32(original.unknown),
		5:        float32(better.unknown),
		6:        float32(original.obscure),
		7:        float32(better.obscure),
		8:        float32(original.shards),
		9:        float32(better.shards),
		10:       float32(original.known) / size,
		11:       float32(better.known) / size,
		12:       float32(original.rarest),
		13:       float32(better.rarest),
		14:       float32(int(better.rarest) - int(original.rarest)),
		15:       float32(original.pieces),
		16:       float32(int(original.pieces) - int(better.pieces)),
		17:       nats(original.cost) / size,
		18:       nats(better.cost) / size,
		19:       step * float32(m.ngrams.unigrams[2*int(sy[i])]),
		20:       step * float32(m.ngrams.unigrams[2*int(symbolOf(c.right))]),
		21:       float32(which),
		22:       -window / float32(last-i),
		23:       -(window + c.gain) / float32(last-i),
		24:       rival,
		25:       size,
		26:       float32(i - start),
		27:       float32(end - 1 - i),
		28:       m.loan(run),
		29:       m.loan(sy[start:end]),
		30:       -logp[i],
		31:       surprise(logp, i+1, i+2),
		32:       surprise(logp, i+2, i+3),
		33:       float32(chains[i].n),
		34:       float32(reach),
		35:       float32(c.reach),
		36:       surprise(logp, start, i),
		37:       surprise(logp, min(i+3, end), end),
		38:       surprise(logp, max(1, start-6), start),
		39:       float32(min(sy[start-1], syllable0)),
		40:       float32(min(sy[end], syllable0)),
		41:       float32(len(cs)),
		42:       float32(t.search.doubts),
		43:       c.gain + nats(original.cost-better.cost),
	}
}

// nats converts units of the words' cost.
func nats(cost int32) float32 { return float32(cost) * CostUnit / mecabNat }

// surprise is the mean of what the symbols from i to j cost, 0 if there are none.
func surprise(logp []float32, i, j int) float32 {
	sum := float32(0)
	j = min(j, len(logp))
	for _, p := range logp[min(i, j):j] {
		sum -= p
	}
	return sum / float32(max(1, j-i))
}

// loan says how much a run looks like a transliteration, from -1 to 1: those are
// spelled in more ways than one, so that a better known neighbour says little.
func (m *Model) loan(run []symbol) float32 {
	sum := 0
	for _, s := range run {
		sum += int(int8(m.loans[s]))
	}
	return float32(sum) / float32(LoanUnit*len(run))
}

// LoanUnit is what a syllable counts in Sections.Loans that only transliterations have.
const LoanUnit = 100

func flag(b bool) float32 {
	if b {
		return 1
	}
	return 0
}
