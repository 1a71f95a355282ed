package hangul

// mecabNat is what mecab's costs count a nat of log probability.
const mecabNat = 700

// NumFeatures is the length of Evidence.Features.
const NumFeatures = 41

// Features that the generator looks at: how much cheaper the neighbour reads as
// words, in tens of nats, and whether the text as it stands consists of words
// that people write.
const (
	CostGain = 2
	Solid    = 13
)

// Evidence is what speaks for and against the best neighbours of one syllable.
type Evidence struct {
	Slip
	Features [NumFeatures]float32
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
	e := Evidence{Slip: Slip{Start: int(t.offsets[i]), End: int(t.ends[i]), Wrong: wrong, Right: c.right}}

	window := float32(0)
	last := min(i+order, len(sy))
	for j := i; j < last; j++ {
		window += logp[j]
	}
	cost := float32(original.cost-better.cost) * CostUnit / mecabNat
	rival := float32(0)
	if k == 0 && len(cs) > 1 {
		rival = cs[0].gain - cs[1].gain
	} else if k > 0 {
		rival = c.gain - cs[0].gain
	}
	solid := flag(original.solid())
	gain := min(c.gain, 40) / 10
	known := flag(original.unknown == 0 && original.obscure > 0)
	was := matched(t.search.chains[i:min(i+reach, len(sy))])
	is := matched(m.relink(t, i, symbolOf(c.right)))
	e.Features = [NumFeatures]float32{
		0:        1,
		1:        gain,
		CostGain: max(-10, min(cost, 20)) / 10,
		3:        flag(original.unknown > 0),
		4:        float32(min(original.unknown, 6)) / 3,
		5:        flag(better.unknown > 0),
		6:        float32(min(better.unknown, 6)) / 3,
		7:        known,
		8:        flag(better.obscure > 0),
		9:        step * float32(m.ngrams.unigram(sy[i]).cost()) / 10,
		10:       step * float32(m.ngrams.unigram(symbolOf(c.right)).cost()) / 10,
		11:       flag(which == MiddleByte),
		12:       flag(which == FirstByte),
		Solid:    solid,
		14:       solid * gain,
		15:       known * gain,
		16:       -window / float32(last-i) / 5,
		17:       -(window + c.gain) / float32(last-i) / 5,
		18:       float32(original.cost) * CostUnit / mecabNat / float32(end-start) / 5,
		19:       min(rival, 15) / 10,
		20:       float32(int(original.pieces)-int(better.pieces)) / 3,
		21:       float32(min(original.shards, 4)),
		22:       solid * max(-10, min(cost, 20)) / 10,
		23:       float32(better.known) / float32(end-start),
		24:       float32(min(better.shards, 4)),
		25:       flag(better.solid()),
		26:       flag(end-start == 1),
		27:       flag(original.unknown > 0) * gain,
		28:       m.loan(run),
		29:       m.loan(sy[start:end]),
		30:       float32(original.rarest) / MostUsed,
		31:       float32(better.rarest) / MostUsed,
		32:       was[0],
		33:       was[1],
		34:       was[2],
		35:       is[0],
		36:       is[1],
		37:       is[2],
		38:       float32(original.pieces) / float32(end-start),
		39:       flag(i == start),
		40:       flag(i == end-1),
	}
	return e
}

// relink returns the chains that end at i and at the two symbols behind it, with
// another symbol at i.
func (m *Model) relink(t *Text, i int, s symbol) []chain {
	sy := t.symbols
	was := sy[i]
	sy[i] = s
	prev := &t.search.chains[i-1]
	n := min(reach, len(sy)-i)
	for k := range n {
		c := &t.search.links[k]
		m.ngrams.readChain(c, prev, sy, i+k)
		prev = c
	}
	sy[i] = was
	return t.search.links[:n]
}

// reach is how many chains are looked at, from that of the replaced symbol on.
const reach = 3

// matched says how long the n-grams of these chains are, as parts of the longest
// that there could be.
func matched(chains []chain) (out [reach]float32) {
	for k := range chains {
		out[k] = float32(chains[k].n) / order
	}
	return out
}

// loan says how much a run looks like a transliteration, from -1 to 1: those are
// spelled in more ways than one, so that a better known neighbour says little.
func (m *Model) loan(run []symbol) float32 {
	run = run[:min(len(run), maxLoan)]
	sum := 0
	for _, s := range run {
		sum += int(int8(m.loans[s]))
	}
	return float32(sum) / float32(LoanUnit*len(run))
}

// maxLoan is more syllables than any run of a text has that somebody wrote.
const maxLoan = 512

// LoanUnit is what a syllable counts in Sections.Loans that only transliterations have.
const LoanUnit = 100

// NumWeights is the number of products of two features, each with itself too.
const NumWeights = NumFeatures * (NumFeatures + 1) / 2

// judge returns the log odds that the features speak for: a logistic regression
// on all products of two of them. The first is 1, so that the others count
// alone as well.
func (m *Model) judge(f *[NumFeatures]float32) float64 {
	if len(m.weights) != NumWeights {
		return 0
	}
	sum, at := 0.0, 0
	for i, a := range f {
		inner := float32(0)
		for j, b := range f[:i+1] {
			inner += m.weights[at+j] * b
		}
		at += i + 1
		sum += float64(a * inner)
	}
	return sum
}

func flag(b bool) float32 {
	if b {
		return 1
	}
	return 0
}
