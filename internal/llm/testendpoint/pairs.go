package testendpoint

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Pair is a known translation from Korean into English, by a good or a poor system.
type Pair struct {
	System string `json:"system"`
	Source string `json:"source"`
	Target string `json:"target"`
}

//go:embed pairs.jsonl
var pairsFile string

// Pairs are the bullets of the shipped digests with their translations.
func Pairs() []Pair { return readPairs() }

var readPairs = sync.OnceValue(func() []Pair {
	pairs, err := ParsePairs(pairsFile)
	if err != nil {
		panic(err) // embedded and tested
	}
	return pairs
})

// ParsePairs reads JSON Lines of pairs.
func ParsePairs(text string) (pairs []Pair, _ error) {
	for i, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var p Pair
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		if p.Source == "" || p.Target == "" {
			return nil, fmt.Errorf("line %d: a pair needs source and target", i+1)
		}
		if p.System == "" {
			p.System = "good"
		}
		pairs = append(pairs, p)
	}
	return pairs, nil
}

// pattern is a text with a mark for each part that no translation changes: callers
// send placeholders for some of them.
func pattern(text string) (p string, parts []string) {
	p = copied().ReplaceAllStringFunc(text, func(part string) string {
		parts = append(parts, part)
		return "\x00"
	})
	return strings.TrimSpace(p), parts
}

// known finds a text's translation among the pairs, back from English if so asked.
func (s *Server) known(text string, back bool) (string, bool) {
	p, parts := pattern(text)
	pair, ok := s.forth[p]
	source, target := pair.Source, pair.Target
	if back {
		pair, ok = s.back[p]
		source, target = pair.Target, pair.Source
	}
	if !ok {
		return "", false
	}
	_, own := pattern(source)
	return copied().ReplaceAllStringFunc(target, func(part string) string {
		if i := slices.Index(own, part); i >= 0 && i < len(parts) {
			return parts[i]
		}
		return part
	}), true
}
