package hangul

// words is a lexicon of morphemes with the costs of their joining, after
// mecab-ko-dic: a minimal automaton of surfaces whose final states name a set
// of entries, and a matrix of connection costs between classes of entries.
// All numbers are little-endian.
type words struct {
	nodes   string // 6 bytes: index of the first edge (32 bits), entry set (16 bits, 0 = not final)
	labels  string // 2 bytes an edge: symbol; the edges of a node are sorted by it
	targets string // 3 bytes an edge: node
	sets    string // 4 bytes: index of the first entry of each set
	entries string // 4 bytes: left class, right class, cost, how familiar it is
	matrix  string // header, then a signed byte for each (right class, left class)
}

// Tiers say how familiar a word is.
const (
	Obscure  = iota // a noun that stands in the dictionary only
	Listed          // a word whose cost was learned from text by the dictionary's makers
	Seen            // it occurs in the generator's texts
	Familiar        // it occurs there often, or in the list of technical terms

	// Fragment marks, beside the tier, a noun, numeral or determiner of one
	// syllable: nearly every syllable is one, so that they explain anything.
	Fragment = 1 << 7

	// Between the two stands how often a noun is used, in steps up to MostUsed.
	ClassShift = 2
	MostUsed   = 7
)

// The matrix's header names the classes that stand for what is no word.
const (
	rightClasses = iota // number of right classes
	leftClasses         // number of left classes
	afterBlank          // right class before a word that follows a space
	afterLatin          // right class of a Latin word or bracket
	afterNumber         // right class of a number
	beforeBlank         // left class of what follows a space
	beforeLatin         // left class of a Latin word
	unknownLeft         // left class of an unknown noun
	unknownVowel        // its right class if it ends in a vowel
	unknownFinal        // its right class if it ends in a consonant
	matrixHeader = 16
)

// costUnit is the resolution of costs, in mecab's units; CostZero is what is
// added to a word's cost so that it fits a byte.
const (
	CostUnit = 40
	CostZero = 3000
)

// The cost of an unknown noun, in units: more than any known reading, and
// growing with its length.
const (
	unknownBase     = 5000 / CostUnit
	unknownSyllable = 1600 / CostUnit
	longestUnknown  = 8
	longestRun      = 32 // syllables; longer runs are not read
)

// reading is the cheapest way to read a run of syllables.
type reading struct {
	cost    int32 // in units
	unknown uint8 // syllables that belong to no known word
	obscure uint8 // syllables of words that stand in the dictionary only
	known   uint8 // syllables of words that are familiar
	shards  uint8 // nouns of one syllable
	pieces  uint8
	rarest  uint8 // how often the rarest of the nouns is used, 0 if one is unknown
}

// solid reports whether every part is a word that people write.
func (r *reading) solid() bool { return r.unknown == 0 && r.obscure == 0 && r.shards == 0 }

type latticeNode struct {
	reading
	right uint8
}

type lattice struct {
	nodes [longestRun + 1][]latticeNode
}

// add keeps the cheapest node of each right class.
func (l *lattice) add(at int, n latticeNode) {
	for i := range l.nodes[at] {
		if p := &l.nodes[at][i]; p.right == n.right {
			if n.cost < p.cost {
				*p = n
			}
			return
		}
	}
	l.nodes[at] = append(l.nodes[at], n)
}

func (w *words) connect(right, left uint8) int32 {
	return int32(int8(w.matrix[matrixHeader+int(right)*int(w.matrix[leftClasses])+int(left)]))
}

// read finds the cheapest reading of run, which stands between the classes
// before and after (see the matrix's header).
func (w *words) read(l *lattice, run []symbol, before, after int) reading {
	n := len(run)
	for i := 0; i <= n; i++ {
		l.nodes[i] = l.nodes[i][:0]
	}
	l.nodes[0] = append(l.nodes[0], latticeNode{reading: reading{rarest: MostUsed}, right: w.matrix[before]})
	for i := 0; i < n; i++ {
		if len(l.nodes[i]) > 0 {
			w.knownWords(l, run, i)
			w.unknownWords(l, run, i)
		}
	}
	var best reading
	best.cost = 1 << 30
	for i := range l.nodes[n] {
		p := &l.nodes[n][i]
		if c := p.cost + w.connect(p.right, w.matrix[after]); c < best.cost {
			best = p.reading
			best.cost = c
		}
	}
	return best
}

func (w *words) knownWords(l *lattice, run []symbol, at int) {
	node := 0
	for i := at; i < len(run); i++ {
		node = w.follow(node, run[i])
		if node < 0 {
			return
		}
		set := int(w.nodes[6*node+4]) | int(w.nodes[6*node+5])<<8
		if set == 0 {
			continue
		}
		size := uint8(i + 1 - at)
		for e, end := int(u32(w.sets, 4*set)), int(u32(w.sets, 4*set+4)); e < end; e++ {
			entry := w.entries[4*e : 4*e+4]
			p := w.cheapest(l, at, entry[0])
			p.cost += int32(entry[2]) - CostZero/CostUnit
			p.right = entry[1]
			p.pieces++
			if entry[3]&Fragment != 0 {
				p.shards++
			}
			p.rarest = min(p.rarest, entry[3]>>ClassShift&MostUsed)
			switch entry[3] & Familiar {
			case Obscure:
				p.obscure += size
			case Seen, Familiar:
				p.known += size
			}
			l.add(i+1, p)
		}
	}
}

func (w *words) unknownWords(l *lattice, run []symbol, at int) {
	base := w.cheapest(l, at, w.matrix[unknownLeft])
	for i := at; i < len(run) && i < at+longestUnknown; i++ {
		p := base
		size := i + 1 - at
		p.cost += int32(unknownBase + unknownSyllable*size)
		p.unknown += uint8(size)
		p.rarest = 0
		p.pieces++
		p.right = w.matrix[unknownVowel]
		if int(run[i]-syllable0)%finals != 0 {
			p.right = w.matrix[unknownFinal]
		}
		l.add(i+1, p)
	}
}

// cheapest returns the best node that ends at a position, with the cost of
// going on to a left class added.
func (w *words) cheapest(l *lattice, at int, left uint8) latticeNode {
	best, cost := 0, int32(1<<30)
	for i := range l.nodes[at] {
		if c := l.nodes[at][i].cost + w.connect(l.nodes[at][i].right, left); c < cost {
			best, cost = i, c
		}
	}
	p := l.nodes[at][best]
	p.cost = cost
	return p
}

// follow returns the state that a symbol leads to, or -1.
func (w *words) follow(node int, s symbol) int {
	lo, hi := int(u32(w.nodes, 6*node)), int(u32(w.nodes, 6*node+6))
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		switch label := symbol(w.labels[2*mid]) | symbol(w.labels[2*mid+1])<<8; {
		case label == s:
			return int(w.targets[3*mid]) | int(w.targets[3*mid+1])<<8 | int(w.targets[3*mid+2])<<16
		case label < s:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return -1
}
