package numeral

import "strings"

// name skips a token with digits that is no number (GPT-4o, PRM800K, pass@1,
// LLaMA-3, AIME'24) from its start; i is how far it has been read. Sizes that are
// parts of it (Orion-14B, Qwen2.5-1.5B-Instruct) are emitted as InName.
func (s *scanner) name(start, i int) int {
	t := s.text
	for i < len(t) {
		switch c := t[i]; {
		case isAlnum(c):
			i++
			continue
		case strings.IndexByte("-.@'/+:", c) >= 0 && i+1 < len(t):
			d := t[i+1]
			if isDigit(d) && (c != ':' && c != '.' || i > start && isDigit(t[i-1])) || isLetter(d) && c != '.' && c != ':' && c != '/' {
				i += 2
				continue
			}
		case strings.HasPrefix(t[i:], "\u2019") && isDigit(s.at(i+3)):
			i += 4
			continue
		}
		break
	}
	s.sizes(start, i)
	return i
}

// sizes emits the parameter counts among the parts of the name text[start:end].
func (s *scanner) sizes(start, end int) {
	for part := start; part < end; {
		stop := part
		for stop < end && strings.IndexByte("-_/+", s.text[stop]) < 0 {
			stop++
		}
		s.size(part, stop, part > start)
		part = stop + 1
	}
}

// size emits text[part:stop] if it is a size: 14B, 1.5B, 135M after a hyphen, or
// the 7B of Llama7B, where only B is safe (PRM800K).
func (s *scanner) size(part, stop int, hyphen bool) {
	if stop-part < 2 {
		return
	}
	by := letterScale(s.text[stop-1 : stop])
	first := stop - 1
	for first > part && (isDigit(s.text[first-1]) || s.text[first-1] == '.') {
		first--
	}
	if by == 0 || first == stop-1 || s.text[first] == '.' {
		return
	}
	if attached := first > part; attached && by != 9 || !attached && !hyphen && part > 0 && isAlnum(s.at(part-1)) {
		return
	}
	f, ok := s.readFigure(first)
	if !ok || f.end != stop-1 {
		return
	}
	s.out = append(s.out, Number{Start: first, End: stop, UnitEnd: stop, Value: f.value.Shift(by), InName: true})
	s.bare = false
}

// letterScale returns the power of ten of a scale letter after digits, or 0.
func letterScale(letters string) int {
	switch letters {
	case "k", "K":
		return 3
	case "M", "mn":
		return 6
	case "B", "b", "bn", "Bn", "BN":
		return 9
	case "T", "tn":
		return 12
	}
	return 0
}

// address returns the end of the address whose scheme or www. ends at i, or i.
// An address ends at a space or at Hangul: a particle may be glued to it.
func (s *scanner) address(start, i int) int {
	t := s.text
	if !strings.HasPrefix(t[i:], "://") && !(t[start:i] == "www" && s.at(i) == '.') {
		return i
	}
	for i < len(t) && t[i] > ' ' && t[i] != '<' && t[i] != '>' && !(t[i] >= 0xEA && t[i] <= 0xED) {
		i++
	}
	return i
}
