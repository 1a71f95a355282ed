package edition

import (
	"fmt"
	"strings"

	"github.com/sumtool/sumtool/lint"
)

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
	kept := keptMatrix(ps)
	for i := range ps {
		for j := range i {
			if kept == nil || ps[i].Target == "" || ps[j].Target == "" {
				continue
			}
			one, other := kept[i][j].gain(kept[i][i]), kept[j][i].gain(kept[j][j])
			if min(one, other) >= 0 && one+other >= leastSwapGain && (kept[i][j].clearly(one) || kept[j][i].clearly(other)) {
				for _, at := range [][2]int{{i, j}, {j, i}} {
					out[at[0]] = append(out[at[0]], Violation{Rule: Structure, Severity: lint.Error,
						Message: fmt.Sprintf("it says what item %d says; the two are swapped", at[1]+1)})
				}
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

// keptMatrix returns, for each source, how much each target keeps of it. It is
// nil where the lexicon does not serve the languages.
func keptMatrix(ps []Pair) [][]keeping {
	sources, targets := make([]anchors, len(ps)), make([]*segment, len(ps))
	for i, p := range ps {
		if p.From != "" && p.From != "ko" || p.To != "" && p.To != "en" {
			return nil
		}
		sources[i], targets[i] = parse(p.Source).anchors(), parse(p.Target)
	}
	m := make([][]keeping, len(ps))
	for i := range ps {
		m[i] = make([]keeping, len(ps))
		for j := range ps {
			m[i][j].kept, m[i][j].all = sources[i].in(targets[j])
		}
	}
	return m
}
