package edition

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/lint"
)

// swapReach is how far from each other, in segments, two targets are looked for that
// have changed places. Papers have a dozen bullets, requests not many more.
const swapReach = 32

// Swapped compares the targets of neighbouring segments (those of one request,
// or of one paper) with each other's sources, and returns the violations of each
// pair: a target that two different sources got, and two targets that stand at
// each other's place. Entry i belongs to ps[i].
func Swapped(ps []Pair) [][]Violation {
	out := make([][]Violation, len(ps))
	targets := map[string]int{}
	for i, p := range ps {
		t := strings.TrimSpace(p.Target)
		if t == "" {
			continue
		}
		j, twice := targets[t]
		if !twice {
			targets[t] = i
			continue
		}
		if strings.TrimSpace(ps[j].Source) != strings.TrimSpace(p.Source) {
			out[i] = append(out[i], Violation{Rule: Structure, Severity: lint.Error, Message: "it is the translation of another item, word for word"})
			out[j] = append(out[j], Violation{Rule: Structure, Severity: lint.Error, Message: "another item has the same translation, word for word"})
		}
	}
	at := func(i, j int) {
		out[i] = append(out[i], Violation{Rule: Structure, Severity: lint.Error,
			Message: fmt.Sprintf("it says what item %d says; the two are swapped", j+1)})
	}
	k := newKept(ps)
	for i := range k.targets {
		for j := max(0, i-swapReach); j < i; j++ {
			if ps[i].Target != "" && ps[j].Target != "" && k.swapped(i, j) {
				at(i, j)
				at(j, i)
			}
		}
	}
	return out
}

// keeping is how many of a source's anchors a target has.
type keeping struct{ kept, all int }

// gain is how many more anchors a target has than the source's own one.
func (k keeping) gain(own keeping) int { return k.kept - own.kept }

// clearly reports whether a gain is more than chance.
func (k keeping) clearly(gain int) bool {
	return k.all >= fewestToSwap && gain >= 2 && float64(gain) > swapMargin*float64(k.all)
}

// kept holds what tells how much each target keeps of each source. It is empty where
// the lexicon does not serve the languages, or no source says enough to be told by it.
type kept struct {
	sources []anchors
	targets []*segment
	own     []keeping // how much each target keeps of its own source
}

func newKept(ps []Pair) (k kept) {
	for _, p := range ps {
		if p.From != "" && p.From != "ko" || p.To != "" && p.To != "en" {
			return kept{}
		}
		if p.tooLong() {
			p = Pair{}
		}
		k.sources = append(k.sources, parse(p.Source).anchors())
	}
	if !slices.ContainsFunc(k.sources, func(a anchors) bool { return a.count() >= fewestToSwap }) {
		return kept{}
	}
	for i, p := range ps {
		if p.tooLong() {
			p = Pair{}
		}
		k.targets = append(k.targets, parse(p.Target))
		k.own = append(k.own, k.of(i, i))
	}
	return k
}

// of counts what target j keeps of source i.
func (k *kept) of(i, j int) (n keeping) {
	n.kept, n.all = k.sources[i].in(k.targets[j])
	return n
}

// swapped reports whether two targets stand at each other's place.
func (k *kept) swapped(i, j int) bool {
	there, back := k.of(i, j), k.of(j, i)
	one, other := there.gain(k.own[i]), back.gain(k.own[j])
	return min(one, other) >= 0 && one+other >= leastSwapGain && (there.clearly(one) || back.clearly(other))
}
