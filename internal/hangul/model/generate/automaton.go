//go:build generate

package main

import (
	"encoding/binary"
	"fmt"
	"sort"
	"strings"

	"github.com/sumtool/sumtool/internal/hangul"
)

// state is a state of the automaton under construction.
type state struct {
	labels  []uint16
	targets []int32
	set     uint16
}

// automaton builds the minimal acyclic automaton of sorted words, each with the
// number of its entry set (Daciuk et al. 2000).
type automaton struct {
	states   []state
	register map[string]int32
	path     []state // of the last word; path[0] is the root
	word     []uint16
}

func newAutomaton() *automaton {
	return &automaton{register: map[string]int32{}, path: make([]state, 1)}
}

// add takes the words in increasing order.
func (a *automaton) add(word []uint16, set uint16) {
	common := 0
	for common < len(word) && common < len(a.word) && word[common] == a.word[common] {
		common++
	}
	a.freeze(common)
	for _, s := range word[common:] {
		last := &a.path[len(a.path)-1]
		last.labels = append(last.labels, s)
		last.targets = append(last.targets, -1)
		a.path = append(a.path, state{})
	}
	a.path[len(a.path)-1].set = set
	a.word = append(a.word[:0], word...)
}

// freeze registers the states below the first keep of the path.
func (a *automaton) freeze(keep int) {
	for len(a.path)-1 > keep {
		s := a.path[len(a.path)-1]
		a.path = a.path[:len(a.path)-1]
		parent := &a.path[len(a.path)-1]
		parent.targets[len(parent.targets)-1] = a.intern(s)
	}
}

func (a *automaton) intern(s state) int32 {
	key := make([]byte, 0, 2+6*len(s.labels))
	key = binary.LittleEndian.AppendUint16(key, s.set)
	for i := range s.labels {
		key = binary.LittleEndian.AppendUint16(key, s.labels[i])
		key = binary.LittleEndian.AppendUint32(key, uint32(s.targets[i]))
	}
	if id, ok := a.register[string(key)]; ok {
		return id
	}
	id := int32(len(a.states))
	a.states = append(a.states, s)
	a.register[string(key)] = id
	return id
}

// encodeWords writes the lexicon's part of the model.
func encodeWords(lex lexicon, c *classes, s *hangul.Sections) error {
	sets := map[string]uint16{}
	var setData []string
	setOf := func(surface string, es []entry) (uint16, error) {
		cells := make([]string, 0, len(es))
		for _, e := range es {
			cost := max(0, min(255, (e.cost+hangul.CostZero+hangul.CostUnit/2)/hangul.CostUnit))
			cells = append(cells, string([]byte{c.left[e.left], c.right[e.right], byte(cost), e.tier | e.class<<hangul.ClassShift | fragment(surface, e)}))
		}
		sort.Strings(cells)
		key := strings.Join(cells, "")
		id, ok := sets[key]
		if !ok {
			if len(setData) == 1<<16-2 {
				return 0, fmt.Errorf("more than %d entry sets", len(setData))
			}
			setData = append(setData, key)
			id = uint16(len(setData)) // 0 means: not final
			sets[key] = id
		}
		return id, nil
	}
	a := newAutomaton()
	for _, surface := range lex.surfaces() {
		set, err := setOf(surface, lex[surface])
		if err != nil {
			return err
		}
		word := make([]uint16, 0, 12)
		for _, r := range surface {
			word = append(word, hangul.SymbolOf(r))
		}
		a.add(word, set)
	}
	a.freeze(0)
	// The root comes first: states are numbered from 1 in the file.
	var nodes, labels, targets []byte
	edges := uint32(0)
	for _, st := range append([]state{a.path[0]}, a.states...) {
		nodes = binary.LittleEndian.AppendUint32(nodes, edges)
		nodes = binary.LittleEndian.AppendUint16(nodes, st.set)
		for i, l := range st.labels {
			labels = binary.LittleEndian.AppendUint16(labels, l)
			t := st.targets[i] + 1
			targets = append(targets, byte(t), byte(t>>8), byte(t>>16))
			edges++
		}
	}
	nodes = binary.LittleEndian.AppendUint32(nodes, edges)
	var starts, entries []byte
	starts = binary.LittleEndian.AppendUint32(starts, 0)
	for _, d := range setData {
		starts = binary.LittleEndian.AppendUint32(starts, uint32(len(entries)/4))
		entries = append(entries, d...)
	}
	starts = binary.LittleEndian.AppendUint32(starts, uint32(len(entries)/4))
	s.Nodes, s.Labels, s.Targets = string(nodes), string(labels), string(targets)
	s.Sets, s.Entries, s.Matrix = string(starts), string(entries), string(c.matrix)
	return nil
}

// fragment marks free words of one syllable.
func fragment(surface string, e entry) uint8 {
	if runes(surface) > 1 || e.term {
		return 0
	}
	switch e.pos {
	case "NNG", "NNP", "NNBC", "NR", "MM", "IC", "XR", "XPN":
		return hangul.Fragment
	}
	return 0
}
